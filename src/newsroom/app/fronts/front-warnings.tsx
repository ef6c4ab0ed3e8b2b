import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import type { FrontWarning } from "./front-data.ts";
import { frontWords } from "./front-words.ts";

/** What a warning says in words. */
export function useWarningText(
  headlineOf: (story: string) => string | undefined,
): (warning: FrontWarning) => string {
  const w = useWords(frontWords);
  return (warning) => {
    switch (warning.kind) {
      case "twice":
        return w.twice(
          headlineOf(warning.story) ?? w.missing,
          warning.places.map((place) => place + 1).join("، "),
        );
      case "notPublished":
        return w.notPublished(headlineOf(warning.story) ?? w.missing);
      case "pictureExpired":
        return w.pictureExpired(headlineOf(warning.story) ?? w.missing);
      case "stale":
        return w.staleFront(warning.hours);
    }
  };
}

/** What is wrong with a front. */
export function FrontWarnings({
  warnings,
  headlineOf,
}: {
  readonly warnings: readonly FrontWarning[];
  readonly headlineOf: (story: string) => string | undefined;
}) {
  const w = useWords(frontWords);
  const textOf = useWarningText(headlineOf);
  if (warnings.length === 0) return null;
  return (
    <ul className="nr-warnings" aria-label={w.warnings}>
      {warnings.map((warning) => (
        <li key={textOf(warning)}>
          <Icon name="warning" size={16} /> {textOf(warning)}
        </li>
      ))}
    </ul>
  );
}
