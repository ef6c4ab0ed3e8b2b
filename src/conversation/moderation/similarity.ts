import { createHash } from "node:crypto";
import { fold } from "#arabic/fold.ts";

const NOT_LETTERS = /[^\p{L}\p{N}]+/gu;
const REPEATED = /(.)\1+/gu;

/** What is left of a text when spelling, signs, spaces and repeated letters make no difference. */
export const bareText = (text: string): string =>
  fold(text).replace(NOT_LETTERS, "").replace(REPEATED, "$1");

/** Letters from which on two texts that are the same are no accident. */
const TELLING_LETTERS = 12;

/**
 * A key that texts have in common which differ in spelling, signs, spaces and repeated letters only; empty for texts of
 * a few letters, which many write.
 */
export function similarityKey(text: string): string {
  const bare = bareText(text);
  return bare.length < TELLING_LETTERS
    ? ""
    : createHash("sha256").update(bare).digest("base64url").slice(0, 22);
}

/** Share of the letter triples of either text that both have: 1 for the same text, 0 for nothing in common. */
export function likeness(one: string, other: string): number {
  const triplesOf = (text: string): Set<string> => {
    const bare = bareText(text).slice(0, 3000);
    const triples = new Set<string>();
    for (let at = 0; at + 3 <= bare.length; at += 1) triples.add(bare.slice(at, at + 3));
    return triples;
  };
  const [a, b] = [triplesOf(one), triplesOf(other)];
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const triple of a) if (b.has(triple)) common += 1;
  return common / (a.size + b.size - common);
}
