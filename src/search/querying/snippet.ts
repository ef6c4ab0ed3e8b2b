import { tokensOf } from "#arabic/analysis/analyse.ts";

/** Words of a snippet. */
const WORDS = 36;
/** Letters of a text in which the place for a snippet is looked for. */
const LONGEST_TEXT = 12_000;

const ESCAPES = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);
const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ESCAPES.get(sign) ?? sign);

type Found = { readonly start: number; readonly end: number; readonly part: number };

/** For each part of a query, the forms by which a text has it. */
export type MarkedForms = readonly { has(form: string): boolean }[];

function foundIn(text: string, parts: MarkedForms) {
  const tokens = tokensOf(text);
  const found = tokens.map(({ start, end, exact }): Found => {
    const part = parts.findIndex((forms) => forms.has(exact));
    return { start, end, part };
  });
  return found;
}

function marked(text: string, from: number, to: number, found: readonly Found[]): string {
  let html = "";
  let at = from;
  for (const { start, end, part } of found) {
    if (part === -1 || start < at || end > to) continue;
    html += `${escape(text.slice(at, start))}<mark>${escape(text.slice(start, end))}</mark>`;
    at = end;
  }
  return html + escape(text.slice(at, to));
}

/** A short text whole, as HTML that holds no tag but `mark`. The text itself is not changed: vowel marks stay. */
export function markAll(text: string, parts: MarkedForms): string {
  return marked(text, 0, text.length, foundIn(text, parts));
}

/**
 * The place of a text that says most of the query, as HTML that holds no tag but `mark`; its beginning where it has
 * nothing of the query.
 */
export function snippetOf(text: string, parts: MarkedForms): string {
  const whole = text.slice(0, LONGEST_TEXT);
  const words = foundIn(whole, parts);
  let [best, bestWorth] = [0, -1];
  for (let first = 0; first < words.length; first += 1) {
    // A window begins at the start, or a few words before a match.
    if (first > 0 && words[first + 6]?.part === -1) continue;
    const seen = new Set<number>();
    let matches = 0;
    for (const { part } of words.slice(first, first + WORDS))
      if (part !== -1) {
        seen.add(part);
        matches += 1;
      }
    const worth = seen.size * 10 + Math.min(matches, 9);
    if (worth > bestWorth) [best, bestWorth] = [first, worth];
  }
  const from = best === 0 ? 0 : (words[best]?.start ?? 0);
  const to = words[best + WORDS]?.start ?? whole.length;
  const cut = whole.slice(from, to).trimEnd();
  const isCut = to < whole.length || whole.length < text.length;
  return `${from > 0 ? "… " : ""}${marked(whole, from, from + cut.length, words)}${isCut ? " …" : ""}`.replaceAll(
    /\s+/g,
    " ",
  );
}
