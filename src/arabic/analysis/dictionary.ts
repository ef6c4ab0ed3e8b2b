import { fold } from "../fold.ts";
import type { VerbStem } from "./clitics.ts";
import { ADJECTIVES } from "./lemmas/adjectives.ts";
import { NAMES } from "./lemmas/names.ts";
import { NOUNS } from "./lemmas/nouns.ts";
import { PLACES } from "./lemmas/places.ts";
import { COMMON_VERBS, VERBS } from "./lemmas/verbs.ts";
import { verbForms } from "./verb-forms.ts";

/** The words that the analysis knows by heart, under their folded stems. */
export type Dictionary = {
  /** Base of a noun or adjective (singular or broken plural) to its keys. */
  readonly nouns: Keys;
  /** Those of the nouns that are adjectives: their feminine is the same word. */
  readonly adjectives: ReadonlySet<string>;
  /** Names of people and places: taken whole. */
  readonly people: ReadonlySet<string>;
  readonly places: Keys;
  /** Place names whose nisba is known to lead back to them, by the stem before ي. */
  readonly nisbas: ReadonlyMap<string, string>;
  /** Keys of the verbs that news has in every story. */
  readonly commonVerbs: ReadonlySet<string>;
  /** Stems of verbs, short ones apart. */
  readonly past: Readonly<Record<VerbStem, Keys>>;
  readonly present: Readonly<Record<VerbStem, Keys>>;
};

type Keys = ReadonlyMap<string, readonly string[]>;

let built: Dictionary | undefined;

/**
 * The dictionary, made at its first use.
 *
 * @example
 * dictionary().nouns.get('شوون') // => ["شان"]
 */
export function dictionary(): Dictionary {
  built ??= build();
  return built;
}

const entriesOf = (text: string): string[] => text.split(/\s+/u).filter(Boolean);

function add(map: Map<string, string[]>, form: string, key: string): void {
  const keys = map.get(form);
  if (keys === undefined) map.set(form, [key]);
  else if (!keys.includes(key)) keys.push(key);
}

type Stems = Record<VerbStem, Map<string, string[]>>;

const noStems = (): Stems => ({ full: new Map(), weak: new Map(), hollow: new Map() });

function build(): Dictionary {
  const nouns = new Map<string, string[]>();
  const adjectives = new Set<string>();
  const places = new Map<string, string[]>();
  const nisbas = new Map<string, string>();
  const [past, present] = [noStems(), noStems()];
  for (const entry of entriesOf(NOUNS)) addNoun(nouns, entry);
  for (const entry of entriesOf(ADJECTIVES)) adjectives.add(addNoun(nouns, entry));
  for (const entry of entriesOf(VERBS)) {
    const verb = verbForms(entry);
    const key = `+${verb.name}`;
    for (const [stem, kind] of verb.past) add(past[kind], stem, key);
    for (const [stem, kind] of verb.present) add(present[kind], stem, key);
    for (const noun of verb.nouns) if (!nouns.has(noun)) add(nouns, noun, noun);
  }
  for (const entry of entriesOf(PLACES)) addPlace(places, nisbas, entry);
  const people = new Set(entriesOf(NAMES).map(fold));
  const commonVerbs = new Set(entriesOf(COMMON_VERBS).map((verb) => `+${fold(verb)}`));
  return { nouns, adjectives, people, places, nisbas, commonVerbs, past, present };
}

function addNoun(nouns: Map<string, string[]>, entry: string): string {
  const [singular = "", plurals = ""] = entry.split(":");
  const key = fold(singular);
  add(nouns, key, key);
  for (const plural of plurals.split(",").filter(Boolean)) add(nouns, fold(plural), key);
  return key;
}

/** The article of الجزائر goes, the ال of ألمانيا stays. */
function addPlace(places: Map<string, string[]>, nisbas: Map<string, string>, entry: string): void {
  const [place = "", stems = ""] = entry.split(":");
  const key = fold(place.startsWith("ال") ? place.slice(2) : place);
  add(places, key, key);
  nisbas.set(key.replace(/(?:ا|يا|ه|يه)$/u, ""), key);
  for (const stem of stems.split(",").filter(Boolean))
    if (stem.startsWith("=")) add(places, fold(stem.slice(1)), key);
    else nisbas.set(fold(stem), key);
}
