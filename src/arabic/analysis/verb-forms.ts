import { fold } from "../fold.ts";
import type { VerbStem } from "./clitics.ts";

/** The stems of a verb before its endings, folded, and the nouns that its form gives by rule. */
export type VerbForms = {
  /** The verb's name: its past as folded text. */
  readonly name: string;
  /** Stems that take the endings of the past (ت، وا، نا …). */
  readonly past: ReadonlyMap<string, VerbStem>;
  /** Stems that take the prefixes of the present (ي، ت، ن، ا) and its endings. */
  readonly present: ReadonlyMap<string, VerbStem>;
  /** Verbal noun and participles, where the form gives them without doubt. */
  readonly nouns: readonly string[];
};

const WEAK = /[اوي]/u;

const without = (text: string, end: number): string => text.slice(0, text.length - end);

/**
 * The stems of a verb that is written as `past` or `past/present`; a doubled middle letter is shown
 * by its shadda, since كرّم and كرم are two verbs. The present of derived forms follows from the
 * past; hollow and weak verbs name theirs.
 *
 * Source: the ten forms and the weak classes as in W. Wright, A Grammar of the Arabic Language,
 * part 2 (sound verbs §35 to §117, weak verbs §118 to §180).
 *
 * @example
 * [...verbForms('استعمل').present.keys()] // => ["ستعمل"]
 * [...verbForms('قال/يقول').past.keys()] // => ["قال","قل"]
 * verbForms('كرّم').nouns // => ["تكريم","مكرم"]
 */
export function verbForms(entry: string): VerbForms {
  const [written = "", writtenPresent] = entry.split("/");
  const name = fold(written);
  const isDoubled = written.includes("\u0651");
  const stem =
    writtenPresent === undefined ? presentOf(name, written) : fold(writtenPresent).slice(1);
  const past: Stems = new Map([[name, "full"]]);
  const present: Stems = new Map([[stem, "full"]]);
  if (isHollow(name, stem)) addHollow(name, stem, past, present);
  else if (/[اي]$/u.test(name)) addWeak(name, stem, past, present);
  else if (/^و..$/u.test(name)) present.set(name, "full");
  return {
    name,
    past,
    present,
    nouns: WEAK.test(rootOf(name)) ? [] : nounsOf(name, isDoubled),
  };
}

function presentOf(name: string, written: string): string {
  if (name.startsWith("ا") && name.length >= 4) return name.slice(1);
  if (/^و..$/u.test(name) && !written.includes("\u0651")) return name.slice(1);
  return name;
}

function isHollow(name: string, stem: string): boolean {
  return /ا.$/u.test(name) && (/[اوي].$/u.test(stem) || name.length === 3);
}

type Stems = Map<string, VerbStem>;

function addStem(stems: Stems, stem: string, kind: VerbStem): void {
  if (!stems.has(stem)) stems.set(stem, kind);
}

/** قال: قلت، يقول، يقل، يقال. */
function addHollow(name: string, stem: string, past: Stems, present: Stems): void {
  const [last, presentLast] = [name.slice(-1), stem.slice(-1)];
  addStem(past, without(name, 2) + last, "hollow");
  addStem(present, without(stem, 2) + presentLast, "hollow");
  addStem(present, `${without(stem, 2)}ا${presentLast}`, "full");
}

/** دعا: دعت، دعوت، يدعو، يدع، يدعى; بنى: بنت، بناه، يبني، يبن. */
function addWeak(name: string, stem: string, past: Stems, present: Stems): void {
  const body = without(name, 1);
  if (body.length >= 2) addStem(past, body, "weak");
  addStem(past, `${body}ا`, "full");
  addStem(past, `${body}ي`, "full");
  if (stem.endsWith("و")) addStem(past, `${body}و`, "full");
  if (!/[اوي]$/u.test(stem)) return;
  const short = without(stem, 1);
  addStem(present, `${short}ي`, "full");
  addStem(present, `${short}ا`, "full");
  if (short.length >= 2) addStem(present, short, "weak");
}

/** The letters of the verb without the additions of its form. */
function rootOf(name: string): string {
  if (/^است.../u.test(name)) return name.slice(3);
  if (/^ا.ت..$/u.test(name)) return name.charAt(1) + name.slice(3);
  if (/^ان...$/u.test(name)) return name.slice(2);
  if (/^ا...$/u.test(name)) return name.slice(1);
  if (/^ت.ا..$/u.test(name)) return name.charAt(1) + name.slice(3);
  if (/^ت...$/u.test(name)) return name.slice(1);
  if (/^.ا..$/u.test(name)) return name.charAt(0) + name.slice(2);
  return name;
}

function nounsOf(name: string, isDoubled: boolean): string[] {
  const at = (index: number): string => name.charAt(index);
  const last = name.slice(-1);
  if (/^(?:است...|ا.ت..|ان...|ا[زدص][دط]..)$/u.test(name))
    return [`${without(name, 1)}ا${last}`, `م${name.slice(1)}`];
  if (/^ت.ا..$|^ت...$|^ت....$/u.test(name)) return [name, `م${name}`];
  if (/^ا...$/u.test(name)) return [`${without(name, 1)}ا${last}`, `م${name.slice(1)}`];
  if (/^.ا..$/u.test(name)) return [`م${name}ه`, `م${name}`];
  if (isDoubled) return [`ت${at(0)}${at(1)}ي${at(2)}`, `م${name}`];
  if (name.length === 4) return [`${name}ه`, `م${name}`];
  if (name.length === 3) return [`${at(0)}ا${at(1)}${at(2)}`, `م${at(0)}${at(1)}و${at(2)}`];
  return [];
}
