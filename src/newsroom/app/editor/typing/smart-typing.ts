/** What to do for a typed character: take off `deleteBefore` UTF-16 units before the caret and put `insert` there. */
export type SmartInput = { readonly deleteBefore: number; readonly insert: string };

const LETTER = /\p{L}/u;
const ARABIC = /\p{Script=Arabic}/u;
/** Before an opening quotation mark stands nothing, a blank, or what opens itself. */
const OPENS_AFTER = /(?:^|[\s([{«“‹\u2013\u2014\u200e\u200f\u061c/\ufffc]|[^\p{L}\p{N}]-)$/u;
const FAR_ENOUGH = 400;

type Side = "arabic" | "latin";

/** The script of the nearest letter before the caret; undefined: there is none in this block. */
function scriptBefore(before: string): Side | undefined {
  for (const letter of Array.from(before.slice(-FAR_ENOUGH)).reverse())
    if (LETTER.test(letter)) return ARABIC.test(letter) ? "arabic" : "latin";
  return undefined;
}

/** The quotation marks that are open before the caret, the innermost last. */
function openQuotes(before: string): readonly string[] {
  const open: string[] = [];
  for (const letter of before) {
    if (letter === "«" || letter === "“") open.push(letter);
    else if (letter === "»" && open.includes("«")) open.splice(open.lastIndexOf("«"));
    else if (letter === "”" && open.at(-1) === "“") open.pop();
  }
  return open;
}

function quoteFor(before: string, side: Side): SmartInput | undefined {
  const innermost = openQuotes(before).at(-1);
  if (!OPENS_AFTER.test(before))
    return innermost === undefined
      ? undefined
      : { deleteBefore: 0, insert: innermost === "«" ? "»" : "”" };
  if (side === "latin") return undefined;
  return { deleteBefore: 0, insert: innermost === undefined ? "«" : "“" };
}

/**
 * How a typed character is set right in Arabic text: " becomes « or » (“ ” within them), the comma, semicolon and
 * question mark become ، ؛ ؟, three points become …, two hyphens –. Undefined: it stays as it was typed. Within a run of
 * Latin letters nothing is changed but the mark that closes an Arabic quotation; a comma after a digit waits for the
 * blank after it, since it may part thousands.
 *
 * @param before the text of the block before the caret
 * @param typed what is being inserted
 * @param direction of the block, which decides where no letter stands before the caret
 */
export function smartInput(
  before: string,
  typed: string,
  direction: "rtl" | "ltr",
): SmartInput | undefined {
  const side = scriptBefore(before) ?? (direction === "rtl" ? "arabic" : "latin");
  if (typed === '"' || typed === "\u201d" || typed === "\u201c") return quoteFor(before, side);
  if (side === "latin") return undefined;
  switch (typed) {
    case ",":
      return /\p{Nd}$/u.test(before) ? undefined : { deleteBefore: 0, insert: "،" };
    case ";":
      return { deleteBefore: 0, insert: "؛" };
    case "?":
      return /:\/\/\S*$/.test(before) ? undefined : { deleteBefore: 0, insert: "؟" };
    case ".":
      return /(?<!\.)\.\.$/.test(before) ? { deleteBefore: 2, insert: "…" } : undefined;
    case "-":
      return /(?<!-)-$/.test(before) ? { deleteBefore: 1, insert: "\u2013" } : undefined;
    case " ":
      return /\p{Nd},$/u.test(before) ? { deleteBefore: 1, insert: "، " } : undefined;
    default:
      return undefined;
  }
}
