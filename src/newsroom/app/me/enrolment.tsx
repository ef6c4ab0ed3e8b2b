import { useQueryClient } from "@tanstack/react-query";
import { Door } from "../access/door.tsx";
import { sessionQuery } from "../data/session.ts";
import { Toasts } from "../frame/toasts.tsx";
import { useWords } from "../language/words.tsx";
import { Factors } from "./factors.tsx";
import { meWords } from "./me-words.ts";

/** Asks for a second factor where the house demands one, before anything else. */
export function Enrolment() {
  const w = useWords(meWords);
  const client = useQueryClient();
  return (
    <Door title={w.enrol}>
      <p className="nr-quiet">{w.enrolText}</p>
      <Factors
        onChange={() => void client.invalidateQueries({ queryKey: sessionQuery.queryKey })}
      />
      <Toasts />
    </Door>
  );
}
