import type { Comment } from "./moderation-data.ts";

/** What a phase found, as it stands in the text: of «كلب ← كـلـب» the second. */
const foundOf = (evidence: string): string => evidence.split(" ← ").at(-1) ?? evidence;

/** The parts of a text, those that a phase found among them. */
function partsOf(text: string, found: readonly string[]): { text: string; isFound: boolean }[] {
  let parts = [{ text, isFound: false }];
  for (const piece of found)
    parts = parts.flatMap((part) =>
      part.isFound || piece === ""
        ? [part]
        : part.text
            .split(piece)
            .flatMap((rest, at) => [
              ...(at === 0 ? [] : [{ text: piece, isFound: true }]),
              { text: rest, isFound: false },
            ]),
    );
  return parts;
}

/** The text of a comment as its reader wrote it, what the phases found marked. Never more than text. */
export function MarkedText({ comment }: { readonly comment: Comment }) {
  const found = comment.verdicts
    .filter(({ phase }) => phase === "words" || phase === "links")
    .flatMap(({ evidence }) => evidence ?? [])
    .map(foundOf);
  return (
    <p className="mo-text" dir="auto">
      {partsOf(comment.body, found).map(({ text, isFound }, at) =>
        isFound ? <mark key={at}>{text}</mark> : text,
      )}
    </p>
  );
}
