import { isNewcomer, type Submission } from "../submission.ts";
import { hold, pass, type Verdict } from "../verdict.ts";

const LINK =
  /(?:https?:\/\/|www\.)[^\s<>"«»]{2,200}|\b[a-z0-9-]{2,63}\.(?:com|net|org|info|biz|shop|site|online|top|xyz|me|ly|co|io|link|club|live)\b(?:\/[^\s<>"«»]{0,200})?/giu;

const MOST_LINKS = 2;

/** The links of a text, also those without https. */
export const linksIn = (text: string): string[] => [...text.matchAll(LINK)].map(([link]) => link);

/** Does it lead somewhere else? */
export function links(submission: Submission): Verdict {
  const { text, reader } = submission;
  const found = linksIn(text);
  if (found.length === 0) return pass("links", "none");
  if (reader.isTrusted) return pass("links", "trusted");
  if (found.length > MOST_LINKS)
    return hold(
      "links",
      "manyLinks",
      { ar: "فيه روابط كثيرة.", en: "It holds many links." },
      found.slice(0, 10),
    );
  if (isNewcomer(submission))
    return hold(
      "links",
      "linkOfNewcomer",
      { ar: "فيه رابط من قارئ جديد.", en: "It holds a link of a new reader." },
      found,
    );
  return pass("links", "few");
}
