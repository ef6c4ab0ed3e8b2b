import { useLanguage, useWords } from "../language/words.tsx";
import { useWriting } from "../parts/times.ts";
import type { Comment } from "./moderation-data.ts";
import { moderationWords } from "./moderation-words.ts";

const nameIn = (names: Readonly<Record<string, string>>, name: string): string =>
  Object.entries(names).find(([key]) => key === name)?.[1] ?? name;

/** A piece of evidence in words: features of the scorer, with what each adds. */
function shownOf(phase: string, piece: string, features: Readonly<Record<string, string>>): string {
  if (phase !== "signals") return piece;
  const [feature = "", adds = ""] = piece.split(" ");
  return `${nameIn(features, feature)} ${adds}`;
}

/** Why a comment waits: what each phase that holds it says, with what it goes by. */
export function Verdicts({ comment }: { readonly comment: Comment }) {
  const w = useWords(moderationWords);
  const { language } = useLanguage();
  const held = comment.verdicts.filter(({ verdict }) => verdict !== "pass");
  if (held.length === 0) return null;
  return (
    <section className="mo-why" aria-label={w.why}>
      <h3>{w.why}</h3>
      <ul>
        {held.map(({ phase, told, evidence }) => (
          <li key={phase}>
            <b>{nameIn(w.phases, phase)}</b>
            <span>{told[language]}</span>
            {evidence !== undefined && (
              <span className="mo-evidence">
                {evidence.map((piece) => (
                  <code key={piece} dir="auto">
                    {shownOf(phase, piece, w.features)}
                  </code>
                ))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What readers reported a comment for. */
export function Reports({ comment }: { readonly comment: Comment }) {
  const w = useWords(moderationWords);
  const { ago } = useWriting();
  if (comment.reports.length === 0) return null;
  return (
    <section className="mo-why" data-kind="reports" aria-label={w.reports}>
      <h3>{w.reports}</h3>
      <ul>
        {comment.reports.map(({ category, explanation, location, by, at }) => (
          <li key={at + explanation}>
            <b>{nameIn(w.category, category)}</b>
            <span dir="auto">{explanation}</span>
            {location !== "" && <span dir="auto">{location}</span>}
            <small className="nr-quiet">
              {by === null ? ago(at) : `${w.reportBy(by)} · ${ago(at)}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
