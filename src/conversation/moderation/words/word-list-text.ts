import { readFileSync } from "node:fs";
import type { ListedWord } from "./compile-words.ts";

const wordsOf = (text: string): string[] => text.split(/\s+/u).filter(Boolean);

/**
 * Reads a word list as people write it: a word or phrase on each line, after `=` more forms of it, after `!` innocent
 * words that look like it; lines that begin with # are remarks.
 */
export function readWordList(text: string): ListedWord[] {
  return text.split("\n").flatMap((line): ListedWord[] => {
    const [listed = "", except = ""] = line.split("!");
    const [word = "", forms = ""] = listed.split("=");
    const written = word.trim().replace(/\s+/gu, " ");
    if (written === "" || written.startsWith("#")) return [];
    return [{ text: written, forms: wordsOf(forms), except: wordsOf(except) }];
  });
}

let shipped: string | undefined;

/** The list that comes with the product, as text: mild insults, to be replaced and added to by each newsroom. */
export function shippedWordList(): string {
  shipped ??= readFileSync(new URL("./shipped-words.txt", import.meta.url), "utf8");
  return shipped;
}
