/** Letters that one hand takes for another: beside it on the Arabic keyboard, alike in sound or in shape. */
const KEYBOARD = ["ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ"];
const ALIKE = [
  "بتثني",
  "جحخ",
  "دذ",
  "رز",
  "سشص",
  "صض",
  "ضظ",
  "طظ",
  "طت",
  "عغ",
  "فق",
  "قكغ",
  "ذز",
  "ثس",
  "حه",
  "ءاعه",
  "وي",
  "ضد",
];

const NEIGHBOURS: ReadonlySet<string> = new Set([
  ...KEYBOARD.flatMap((row) =>
    Array.from({ length: row.length - 1 }, (_, at) => row.slice(at, at + 2)),
  ),
  ...ALIKE.flatMap((group) => Array.from(group).flatMap((a) => Array.from(group, (b) => a + b))),
]);

const isNear = (a: string, b: string): boolean => NEIGHBOURS.has(a + b) || NEIGHBOURS.has(b + a);

/**
 * How far a typed form is from a meant one: 0 the same, up to 1 for one edit, Infinity for more.
 * Edits that happen easily cost less: neighbours on the keyboard, letters alike in sound or shape,
 * swapped letters, a long vowel too many or too few, a letter doubled.
 *
 * Source: F. J. Damerau, "A technique for computer detection and correction of spelling errors"
 * (1964); neighbours by the Arabic (101) keyboard.
 *
 * @example
 * editCost('الرياص', 'الرياض') // => 0.4
 * editCost('الرايض', 'الرياض') // => 0.5
 * editCost('قمه', 'قمم') // => 1
 * editCost('قمه', 'دوله') // => Infinity
 */
export function editCost(typed: string, meant: string): number {
  if (typed === meant) return 0;
  const [long, short] = typed.length >= meant.length ? [typed, meant] : [meant, typed];
  if (long.length - short.length > 1) return Infinity;
  let start = 0;
  while (start < short.length && long[start] === short[start]) start += 1;
  if (long.length > short.length)
    return long.slice(start + 1) === short.slice(start) ? lettersCost(long, start) : Infinity;
  const [a = "", b = "", c = "", d = ""] = [
    long[start],
    short[start],
    long[start + 1],
    short[start + 1],
  ];
  if (long.slice(start + 1) === short.slice(start + 1)) return isNear(a, b) ? 0.4 : 1;
  if (a === d && b === c && long.slice(start + 2) === short.slice(start + 2)) return 0.5;
  return Infinity;
}

/** The cost of a letter too many or too few at `at` of the longer form. */
function lettersCost(long: string, at: number): number {
  const letter = long.charAt(at);
  if (letter === long.charAt(at - 1)) return 0.4;
  return "اوي".includes(letter) ? 0.6 : 0.8;
}
