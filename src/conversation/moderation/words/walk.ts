import type { Graph, Place } from "./graph.ts";
import { MASKS } from "./letters.ts";
import type { Unit } from "./units.ts";

/** Where a listed word was read: the units of the word itself, and the last unit with what follows it. */
export type Walked = {
  readonly word: number;
  readonly from: number;
  readonly to: number;
  readonly last: number;
};

type State = {
  readonly place: Place;
  readonly phase: "before" | "word" | "after";
  readonly word: number;
  readonly from: number;
  readonly to: number;
};

/** Units that one reading may take: more than any word with what may stand around it. */
const MOST_UNITS = 40;
/** Readings that are followed at once; a text that asks for more is built to. */
const MOST_STATES = 64;

/** Steps that are left for a text; a text that needs more is not read on. */
export type Budget = { left: number };

/** Whether the reading may go on to the piece that begins at `unit`. */
export type MayJoin = (unit: Unit, index: number) => boolean;

/** Words of one list, and units of one text, at most: keys of states stay whole numbers. */
const MOST_WORDS = 8192;
const MOST_PLACES = 32_768;

class States {
  readonly list: State[] = [];
  private readonly seen = new Set<number>();

  add(state: State): void {
    const key = (state.place.id * MOST_WORDS + state.word + 1) * MOST_PLACES + state.from + 1;
    if (this.seen.has(key) || this.list.length >= MOST_STATES) return;
    this.seen.add(key);
    this.list.push(state);
  }
}

/** Adds a state and those that begin where it ends. */
function enter(graph: Graph, states: States, state: State, at: number): void {
  states.add(state);
  const { place, phase } = state;
  if (phase === "before" && place.whole.length > 0)
    states.add({ place: graph.words, phase: "word", word: -1, from: at + 1, to: -1 });
  if (phase !== "word") return;
  for (const word of place.whole)
    states.add({ ...state, place: graph.after, phase: "after", word, to: at });
  for (const word of place.open)
    states.add({ ...state, place: graph.afterTa, phase: "after", word, to: at });
}

/** What a letter may be hidden behind, once the word has begun. */
const isMask = (unit: Unit, state: State): boolean =>
  unit.script === "mask" && state.phase === "word" && state.place.depth > 0;

function advance(
  graph: Graph,
  states: States,
  state: State,
  unit: Unit,
  letters: string,
  at: number,
): void {
  const { place } = state;
  const isSkipped =
    isMask(unit, state) ||
    (unit.script === "latin" && letters === unit.arabic && "aeiou".includes(unit.latin));
  if (isSkipped) enter(graph, states, state, at);
  for (const letter of letters) {
    if (place.loops.has(letter)) enter(graph, states, state, at);
    for (const next of place.next.get(letter) ?? [])
      enter(graph, states, { ...state, place: next }, at);
  }
  if (isMask(unit, state) && MASKS.has(unit.sign))
    for (const nexts of place.next.values())
      for (const next of nexts) enter(graph, states, { ...state, place: next }, at);
}

function canBegin(graph: Graph, letters: string): boolean {
  for (const letter of letters)
    if (graph.words.next.has(letter) || graph.before.next.has(letter)) return true;
  return false;
}

/**
 * The listed words that can be read from the unit at `start` on, to the end of a piece. At most 40 units are read and
 * 64 readings followed, so the whole of a text takes time in proportion to it.
 */
export function walk(
  graph: Graph,
  units: readonly Unit[],
  start: number,
  alphabet: "arabic" | "latin",
  mayJoin: MayJoin,
  budget: Budget,
): Walked[] {
  const letters = units[start]?.[alphabet] ?? "";
  if (!canBegin(graph, letters)) return [];
  let states = new States();
  states.add({ place: graph.words, phase: "word", word: -1, from: start, to: -1 });
  states.add({ place: graph.before, phase: "before", word: -1, from: -1, to: -1 });
  const found: Walked[] = [];
  const end = Math.min(units.length, start + MOST_UNITS);
  for (let at = start; at < end; at += 1) {
    const unit = units[at];
    if (unit === undefined) break;
    if (at > start && unit.isFirst && !mayJoin(unit, at)) break;
    budget.left -= states.list.length;
    if (budget.left < 0) break;
    const next = new States();
    for (const state of states.list) advance(graph, next, state, unit, unit[alphabet], at);
    if (next.list.length === 0) break;
    states = next;
    if (!unit.isLast) continue;
    for (const { place, phase, word, from, to } of states.list)
      if (phase === "after" && (place.whole.length > 0 || place === graph.after))
        found.push({ word, from, to, last: at });
  }
  return found;
}
