import { Button, Loader } from "@mantine/core";
import { Link, type ErrorComponentProps } from "@tanstack/react-router";
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { ApiProblem } from "../data/problem.ts";
import { useWords } from "../language/words.tsx";
import { frameWords } from "./frame-words.ts";

/** While a screen comes. */
export function LoadingScreen() {
  return (
    <div className="nr-waiting">
      <Loader />
    </div>
  );
}

/** Where a screen could not be shown. */
export function BrokenScreen({ error, reset }: ErrorComponentProps) {
  const w = useWords(frameWords);
  const queries = useQueryErrorResetBoundary();
  return (
    <section className="nr-message" role="alert">
      <h1>{w.broken}</h1>
      <p>{error instanceof ApiProblem && error.detail !== "" ? error.detail : w.failed}</p>
      <Button
        onClick={() => {
          queries.reset();
          reset();
        }}
      >
        {w.retry}
      </Button>
    </section>
  );
}

/** Where there is no screen. */
export function MissingScreen() {
  const w = useWords(frameWords);
  return (
    <main className="nr-message">
      <h1>{w.notFound}</h1>
      <p>{w.notFoundText}</p>
      <Link to="/" className="nr-link">
        {w.toDesk}
      </Link>
    </main>
  );
}
