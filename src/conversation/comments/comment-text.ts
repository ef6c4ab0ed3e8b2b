import { boundMarks } from "#arabic/fold.ts";
import { stripHidden } from "#arabic/visible-text.ts";

/** Letters that a comment has at most. */
export const MAX_COMMENT_LETTERS = 3000;
/** Letters of the story that a comment may quote. */
export const MAX_QUOTE_LETTERS = 600;

const STACKED_MARKS = /(\p{M}{8})\p{M}+/gu;

/**
 * A text as it is kept: composed one way, without what nobody sees or what turns the text around it, at most one empty
 * line between paragraphs and at most eight marks on a letter.
 */
export function cleanText(text: string): string {
  return stripHidden(boundMarks(text.replaceAll(/\r\n?|\u2028|\u2029/gu, "\n")).normalize("NFC"))
    .replaceAll(STACKED_MARKS, "$1")
    .replaceAll(/[^\S\n]+/gu, " ")
    .replaceAll(/ ?\n ?/gu, "\n")
    .replaceAll(/\n{3,}/gu, "\n\n")
    .trim();
}

/** A part of a comment as a page shows it. */
export type TextPart = {
  readonly kind: "paragraph" | "quote";
  readonly lines: readonly (readonly Inline[])[];
};

/** Words of a line: plain, or an address. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "link"; readonly href: string; readonly text: string };

const LINK = /\bhttps?:\/\/[^\s<>"'«»“”‘’`\p{Cc}\p{Cf}]{3,1000}/giu;
/** Signs at the end of an address that belong to the sentence around it. */
const AFTER = /[.,;:!?،؛؟…)\]}]+$/u;
const SHOWN_LETTERS = 60;

const safeAddress = (text: string): string | undefined => {
  try {
    const url = new URL(text);
    const isPlain = url.username === "" && url.password === "" && url.hostname.includes(".");
    return (url.protocol === "http:" || url.protocol === "https:") && isPlain
      ? url.href
      : undefined;
  } catch {
    return undefined;
  }
};

const shortened = (text: string): string => {
  const bare = text.replace(/^https?:\/\//i, "");
  return bare.length <= SHOWN_LETTERS ? bare : `${bare.slice(0, SHOWN_LETTERS - 1)}…`;
};

function inlinesOf(line: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  const plain = (until: number): void => {
    if (until > end) parts.push({ kind: "text", text: line.slice(end, until) });
  };
  for (const match of line.matchAll(LINK)) {
    const text = match[0].replace(AFTER, "");
    const href = safeAddress(text);
    if (href === undefined) continue;
    plain(match.index);
    parts.push({ kind: "link", href, text: shortened(text) });
    end = match.index + text.length;
  }
  plain(line.length);
  return parts;
}

/** What a comment's text consists of: paragraphs between empty lines, quotes in lines that begin with `>`, web links. */
export function partsOf(text: string): TextPart[] {
  const parts: { kind: "paragraph" | "quote"; lines: (readonly Inline[])[] }[] = [];
  let isOpen = false;
  for (const line of text.split("\n")) {
    if (line === "") {
      isOpen = false;
      continue;
    }
    const kind = line.startsWith(">") ? "quote" : "paragraph";
    const words = kind === "quote" ? line.replace(/^>+ ?/, "") : line;
    const last = parts.at(-1);
    if (isOpen && last?.kind === kind) last.lines.push(inlinesOf(words));
    else parts.push({ kind, lines: [inlinesOf(words)] });
    isOpen = true;
  }
  return parts;
}

/** Whether `quote` stands in the story: nobody is made to say what the story does not. */
export function isOfStory(quote: string, bodyText: string): boolean {
  const plain = (text: string): string => stripHidden(text).replaceAll(/\s+/gu, " ").trim();
  return plain(bodyText).includes(plain(quote));
}
