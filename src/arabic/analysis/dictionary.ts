import { fold } from "../fold.ts";
import { ADJECTIVES } from "./lemmas/adjectives.ts";
import { NAMES } from "./lemmas/names.ts";
import { NOUNS } from "./lemmas/nouns.ts";
import { PLACES } from "./lemmas/places.ts";
import { VERBS } from "./lemmas/verbs.ts";
import { verbForms } from "./verb-forms.ts";

/** The words that the analysis knows by heart, under their folded stems. */
export type Dictionary = {
  /** Base of a noun or adjective (singular or broken plural) to its keys. */
  readonly nouns: ReadonlyMap<string, readonly string[]>;
  /** Names of people and places: taken whole. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Place names whose nisba is known to lead back to them, by the stem before ي. */
  readonly nisbas: ReadonlyMap<string, string>;
  readonly past: ReadonlyMap<string, readonly string[]>;
  readonly present: ReadonlyMap<string, readonly string[]>;
};

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

function build(): Dictionary {
  const nouns = new Map<string, string[]>();
  const names = new Map<string, string[]>();
  const nisbas = new Map<string, string>();
  const past = new Map<string, string[]>();
  const present = new Map<string, string[]>();
  for (const entry of entriesOf(`${NOUNS} ${ADJECTIVES}`)) {
    const [singular = "", plurals = ""] = entry.split(":");
    const key = fold(singular);
    add(nouns, key, key);
    for (const plural of plurals.split(",").filter(Boolean)) add(nouns, fold(plural), key);
  }
  for (const entry of entriesOf(VERBS)) {
    const verb = verbForms(entry);
    const key = `+${verb.name}`;
    for (const stem of verb.past) add(past, stem, key);
    for (const stem of verb.present) add(present, stem, key);
    for (const noun of verb.nouns) if (!nouns.has(noun)) add(nouns, noun, noun);
  }
  for (const name of entriesOf(NAMES)) add(names, fold(name), fold(name));
  for (const entry of entriesOf(PLACES)) {
    const [place = "", stems = ""] = entry.split(":");
    const key = fold(place);
    const bare = key.startsWith("ال") ? key.slice(2) : key;
    add(names, bare, bare);
    nisbas.set(bare.replace(/(?:ا|يا|ه|يه)$/u, ""), bare);
    for (const stem of stems.split(",").filter(Boolean)) nisbas.set(fold(stem), bare);
  }
  return { nouns, names, nisbas, past, present };
}
