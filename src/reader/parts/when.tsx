import type { Edition } from "#stories/story.ts";
import { shownInstant } from "../frame/date-texts.ts";

/**
 * An instant in the edition's zone. With `isRelative` a script says how long ago it was while that is less than a day;
 * what the server writes is true for as long as the page is kept.
 */
export function When({
  instant,
  edition,
  isRelative = false,
}: {
  instant: Date;
  edition: Edition;
  isRelative?: boolean;
}) {
  const { text, iso } = shownInstant(instant, edition);
  return isRelative ? (
    <time datetime={iso} data-ago>
      {text}
    </time>
  ) : (
    <time datetime={iso}>{text}</time>
  );
}
