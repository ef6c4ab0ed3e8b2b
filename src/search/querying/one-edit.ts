const ARABIC = Array.from("ءابتثجحخدذرزسشصضطظعغفقكلمنهوي");
const LATIN = Array.from("abcdefghijklmnopqrstuvwxyz");

/** Words of which one edit says something; others would be any word. */
const SHORTEST = 3;
const LONGEST = 24;

/**
 * Every text that is one slip away from a folded word of Arabic or Latin letters: a letter left out, put in, put for
 * another, or two neighbours swapped. About 60 for each letter; none for other words.
 */
export function oneEditAway(folded: string): string[] {
  const letters = Array.from(folded);
  if (letters.length < SHORTEST || letters.length > LONGEST) return [];
  const alphabet = /^[ء-ي]+$/u.test(folded) ? ARABIC : /^[a-z]+$/.test(folded) ? LATIN : undefined;
  if (alphabet === undefined) return [];
  const found = new Set<string>();
  for (let at = 0; at <= letters.length; at += 1) {
    const before = letters.slice(0, at).join("");
    const after = letters.slice(at).join("");
    const behind = letters.slice(at + 1).join("");
    for (const letter of alphabet) {
      found.add(before + letter + after);
      if (at < letters.length) found.add(before + letter + behind);
    }
    if (at < letters.length && letters.length > SHORTEST) found.add(before + behind);
    if (at + 1 < letters.length)
      found.add(`${before}${letters[at + 1]}${letters[at]}${letters.slice(at + 2).join("")}`);
  }
  found.delete(folded);
  return [...found];
}
