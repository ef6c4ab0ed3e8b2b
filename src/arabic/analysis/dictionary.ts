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
  /** Stems of verbs with the verbs they may belong to. */
  readonly past: ReadonlyMap<string, readonly VerbReading[]>;
  readonly present: ReadonlyMap<string, readonly VerbReading[]>;
};

/** A verb that a stem may belong to, and as which of its stems. */
export type VerbReading = { readonly key: string; readonly kind: VerbStem; readonly cost: number };

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

/** A verb that news has in every story is likelier than another. */
const COMMON_VERB = -0.05;

type Readings = Map<string, VerbReading[]>;

function addReading(readings: Readings, stem: string, reading: VerbReading): void {
  const own = readings.get(stem);
  if (own === undefined) readings.set(stem, [reading]);
  else own.push(reading);
}

function build(): Dictionary {
  const nouns = new Map<string, string[]>();
  const adjectives = new Set<string>();
  const places = new Map<string, string[]>();
  const nisbas = new Map<string, string>();
  const past: Readings = new Map();
  const present: Readings = new Map();
  const common = new Set(entriesOf(COMMON_VERBS).map(fold));
  for (const entry of entriesOf(NOUNS)) addNoun(nouns, entry);
  for (const entry of entriesOf(ADJECTIVES)) adjectives.add(addNoun(nouns, entry));
  for (const entry of entriesOf(VERBS)) {
    const verb = verbForms(entry);
    const key = `+${verb.name}`;
    const cost = common.has(verb.name) ? COMMON_VERB : 0;
    for (const [stem, kind] of verb.past) addReading(past, stem, { key, kind, cost });
    for (const [stem, kind] of verb.present) addReading(present, stem, { key, kind, cost });
    for (const noun of verb.nouns) if (!nouns.has(noun)) add(nouns, noun, noun);
  }
  for (const entry of entriesOf(PLACES)) addPlace(places, nisbas, entry);
  const people = new Set(entriesOf(NAMES).map(fold));
  return { nouns, adjectives, people, places, nisbas, past, present };
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
