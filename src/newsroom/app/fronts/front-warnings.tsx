import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import type { FrontWarning } from "./front-data.ts";
import { frontWords } from "./front-words.ts";

/** What a warning says in words. */
export function useWarningText(): (warning: FrontWarning) => string {
  const w = useWords(frontWords);
  const headlineOf = ({ headline }: { readonly headline: string }): string =>
    headline === "" ? w.missing : headline;
  return (warning) => {
    switch (warning.kind) {
      case "twice":
        return w.twice(headlineOf(warning), warning.places.map((place) => place + 1).join("، "));
      case "notPublished":
        return w.notPublished(headlineOf(warning));
      case "pictureExpired":
        return w.pictureExpired(headlineOf(warning));
      case "stale":
        return w.staleFront(warning.hours);
    }
  };
}

/** What is wrong with a front. */
export function FrontWarnings({ warnings }: { readonly warnings: readonly FrontWarning[] }) {
  const w = useWords(frontWords);
  const textOf = useWarningText();
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
