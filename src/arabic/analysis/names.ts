import { fold } from "../fold.ts";

const MAX_LETTERS = 24;
const MAX_KEYS = 4;

/*
 * Sounds that Arabic writers spell in more than one way share a class: B b p, F f v, T t th, D d dh,
 * S s z, C sh ch, K k q c, G g gh j, X kh, R, L, M, N. Vowels, w, y, h and the hamza have none; a
 * vowel at the beginning counts as A.
 */
const ARABIC_CLASS = classesOf({
  B: "بپ",
  F: "فڤ",
  T: "تطثٹ",
  D: "دضذڈ",
  S: "سزصظ",
  C: "شچژ",
  K: "كق",
  G: "غجگ",
  X: "خ",
  R: "رڑ",
  L: "ل",
  M: "م",
  N: "نں",
});

/** Latin letters and groups, the longest first, with the classes they may stand for. */
const LATIN_CLASSES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:tsch|tch|sch)/u, ["C"]],
  [/^(?:sh|ş|š)/u, ["C"]],
  [/^(?:ch|č|ç)/u, ["C", "K"]],
  [/^kh/u, ["X"]],
  [/^(?:gh|dj|dg)/u, ["G"]],
  [/^ng(?![aeiouy])/u, ["NG", "N"]],
  [/^dh/u, ["D"]],
  [/^th/u, ["T"]],
  [/^ph/u, ["F"]],
  [/^(?:ck|cq|cc(?![eiy])|q|k)/u, ["K"]],
  [/^(?:tz|ts|z|sc(?=[eiy])|c(?=[eiy])|s|ß)/u, ["S"]],
  [/^c/u, ["K"]],
  [/^x/u, ["KS"]],
  [/^[bp]/u, ["B"]],
  [/^[fv]/u, ["F"]],
  [/^[t6]/u, ["T"]],
  [/^d/u, ["D"]],
  [/^9/u, ["S"]],
  [/^8/u, ["K"]],
  [/^5/u, ["X"]],
  [/^j/u, ["G", "C"]],
  [/^g/u, ["G"]],
  [/^r/u, ["R"]],
  [/^l/u, ["L"]],
  [/^m/u, ["M"]],
  [/^n/u, ["N"]],
];

function classesOf(groups: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(groups).flatMap(([name, letters]) =>
      Array.from(letters, (letter): [string, string] => [letter, name]),
    ),
  );
}

/**
 * Is the word one that may be a name in Latin letters, or Arabic as it is typed in Latin letters
 * and digits (3 for ع, 7 for ح).
 *
 * @example
 * isLatinWord('Kerry') // => true
 * isLatinWord('3arabi') // => true
 * isLatinWord('2026') // => false
 */
export function isLatinWord(word: string): boolean {
  return /^[a-z235-9'’]*[a-z][a-z235-9'’]*$/u.test(fold(word));
}

/**
 * The consonant keys of a name in Arabic or Latin letters, at most four: spellings of one name have
 * one in common, and many other names too, so that `nameLikeness` must choose among them.
 *
 * Source: of our own design, after the classes of Soundex (R. C. Russell, US patent 1,261,167) for
 * the two alphabets; Arabizi digits as commonly typed.
 *
 * @example
 * nameKeys('Kerry') // => ["KR"]
 * nameKeys('كيري') // => ["KR"]
 * nameKeys('Obama') // => ["ABM"]
 * nameKeys('أوباما') // => ["ABM"]
 */
export function nameKeys(word: string): string[] {
  const folded = fold(word).slice(0, MAX_LETTERS);
  if (isLatinWord(folded)) return latinKeys(folded);
  const keys = new Set([arabicKey(folded)]);
  if (/^ال../u.test(folded)) keys.add(arabicKey(folded.slice(2)));
  return [...keys].filter((key) => key !== "");
}

function arabicKey(folded: string): string {
  const letters = Array.from(folded.replaceAll("تش", "ش"));
  let key = /^[اعء]/u.test(folded) ? "A" : "";
  for (const letter of letters) {
    const name = ARABIC_CLASS.get(letter);
    if (name !== undefined && !key.endsWith(name)) key += name;
  }
  return key;
}

function latinKeys(folded: string): string[] {
  let keys = [/^(?:[aei23]|o(?!u)|u)/u.test(folded) ? "A" : ""];
  let rest = folded.replace(/^(?:al|el)[-'’]/u, "");
  while (rest !== "") {
    const match = LATIN_CLASSES.find(([pattern]) => pattern.test(rest));
    const length = match === undefined ? 1 : (match[0].exec(rest)?.[0].length ?? 1);
    const names = match?.[1] ?? [""];
    keys = keys.flatMap((key) => names.map((name) => joined(key, name))).slice(0, MAX_KEYS);
    rest = rest.slice(length);
  }
  return [...new Set(keys)].filter((key) => key !== "");
}

function joined(key: string, name: string): string {
  return name !== "" && key.endsWith(name.charAt(0)) ? key + name.slice(1) : key + name;
}

/** What a Latin letter or group may be in Arabic letters (-: it may be left out), the likelier first. */
const SPELLINGS = spellings(`
tsch=تش tch=تش sch=ش,سك sh=ش ch=تش,ش,ك,خ,چ kh=خ gh=غ,ج,ق dj=ج dg=دج,ج dh=ذ,ض,ظ,د th=ث,ت,ذ,ط ph=ف
ck=ك cc=ك,تش qu=كو,ك,ق q=ق,ك k=ك,ق c=ك,س,ق,تش x=كس,ز,خ,س,ش tz=تز,تس,ز ts=تس,ز z=ز,ظ,س,تس s=س,ز,ص,ش
ss=س,ص b=ب p=ب,پ f=ف v=ف,ڤ,و w=و,ف t=ت,ط tt=ت,ط d=د,ض dd=د j=ج,ي,خ,ه,ش g=غ,ج,ق,ك,ه,جي gg=غ,ج r=ر rr=ر l=ل ll=ل,ي
m=م mm=م n=ن nn=ن h=ه,ح,- a=ا,-,ع,ي,ه,اه e=ي,-,ا,ه,اي i=ي,-,ا,اي,عي,ع o=و,-,او,ا,عو u=و,-,او,ا,يو,ع y=ي,-,اي
aa=ا,اا,عا ai=اي,ي,ا,عي ay=اي,ي au=او,و,ا aw=او,و ea=ي,يا,ا ee=ي ei=اي,ي eu=يو,و,او,وي ew=يو ey=ي,اي ie=ي,يي,يه
ia=يا,ايا,يه io=يو oo=و ou=و,او ow=او,و oe=و,وي ue=و,وي ui=وي,ي ya=يا yu=يو,ي
3=ع 2=ء,ا,ق 5=خ 6=ط 7=ح 8=ق,غ 9=ص,ق '=ع,ء,- ’=ع,ء,-
`);

type Spelling = {
  readonly latin: string;
  readonly arabic: string;
  readonly cost: number;
};

function spellings(text: string): ReadonlyMap<string, readonly Spelling[]> {
  const found = new Map<string, Spelling[]>();
  for (const entry of text.split(/\s+/u).filter(Boolean)) {
    const [latin = "", arabic = ""] = entry.split("=");
    const first = latin.charAt(0);
    const own = arabic.split(",").map((letters, rank) => ({
      latin,
      arabic: letters === "-" ? "" : letters,
      cost: rank * 0.12,
    }));
    found.set(first, [...(found.get(first) ?? []), ...own]);
  }
  return found;
}

const LOST_LETTER = 1;
const LOST_FIRST_VOWEL = 0.7;

/**
 * How well a Latin word can be read as the Arabic one, from 0 to 1: the cheapest way to spell the
 * one in the letters of the other. From 0.75 on they are likely the same name.
 *
 * Source: of our own design; spellings as common in Arabic news, tuned on the person-name tokens
 * of Wikidata (CC0).
 *
 * @example
 * nameLikeness('kerry', 'كيري') > 0.9 // => true
 * nameLikeness('obama', 'اوباما') > 0.7 // => true
 * nameLikeness('kerry', 'مصر') < 0.5 // => true
 */
export function nameLikeness(latin: string, arabicFolded: string): number {
  const from = fold(latin).slice(0, MAX_LETTERS);
  const into = arabicFolded.slice(0, MAX_LETTERS);
  const width = into.length + 1;
  const costs = new Float64Array((from.length + 1) * width).fill(Infinity);
  costs[0] = 0;
  const offer = (at: number, cost: number): void => {
    if (cost < (costs[at] ?? Infinity)) costs[at] = cost;
  };
  for (let i = 0; i <= from.length; i += 1)
    for (let j = 0; j < width; j += 1) {
      const cost = costs[i * width + j] ?? Infinity;
      if (cost === Infinity) continue;
      if (i < from.length) offer((i + 1) * width + j, cost + LOST_LETTER);
      if (j < into.length) offer(i * width + j + 1, cost + LOST_LETTER);
      for (const spelling of SPELLINGS.get(from.charAt(i)) ?? [])
        if (from.startsWith(spelling.latin, i) && into.startsWith(spelling.arabic, j)) {
          const isLostFirst = i === 0 && spelling.arabic === "";
          offer(
            (i + spelling.latin.length) * width + j + spelling.arabic.length,
            cost + spelling.cost + (isLostFirst ? LOST_FIRST_VOWEL : 0),
          );
        }
    }
  const worst = Math.max(1, Math.min(from.length, into.length));
  return Math.max(0, 1 - (costs.at(-1) ?? worst) / worst);
}
