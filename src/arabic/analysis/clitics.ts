/** What is left of a word when the small words written before it are gone. */
export type Opening = {
  readonly rest: string;
  /** How doubtful the split is; 0 for none. */
  readonly cost: number;
  /** Begins with the article: only a noun, and no pronoun after it. */
  readonly isDefinite: boolean;
  /** Which kinds of word may follow. */
  readonly takes: "any" | "noun" | "present" | "noun or present";
};

/** A base that a word may come from, and how doubtful that is. */
export type Ending = { readonly base: string; readonly cost: number; readonly hasPronoun: boolean };

const MIN_BASE = 2;

/*
 * The real combinations, longest first: conjunction (و ف), then preposition (ب ك ل) or the س of
 * the future, then the article; ل and ال are written لل.
 */
const PARTICLES: readonly (readonly [string, Opening["takes"], boolean, number])[] = [
  ["وبال", "noun", true, 0.1],
  ["وكال", "noun", true, 0.3],
  ["فبال", "noun", true, 0.2],
  ["وال", "noun", true, 0.1],
  ["فال", "noun", true, 0.2],
  ["بال", "noun", true, 0.1],
  ["كال", "noun", true, 0.2],
  ["ولل", "noun", true, 0.2],
  ["فلل", "noun", true, 0.3],
  ["ال", "noun", true, 0],
  ["لل", "noun", true, 0.1],
  ["وب", "noun", false, 0.7],
  ["ول", "noun or present", false, 0.7],
  ["وك", "noun", false, 0.9],
  ["وس", "present", false, 0.5],
  ["فس", "present", false, 0.6],
  ["فب", "noun", false, 0.9],
  ["فل", "noun or present", false, 0.9],
  ["و", "any", false, 0.4],
  ["ف", "any", false, 0.6],
  ["ب", "noun", false, 0.4],
  ["ل", "noun or present", false, 0.4],
  ["ك", "noun", false, 0.7],
  ["س", "present", false, 0.2],
];

const PARTICLES_BY_FIRST = Map.groupBy(PARTICLES, ([particle]) => particle.charAt(0));

/**
 * The ways to part a folded word from the small words before it, the whole word first.
 *
 * Source: the combinations of Larkey, Ballesteros and Connell, "Light Stemming for Arabic
 * Information Retrieval" (2007), table 1, with the prepositions and the future added.
 *
 * @example
 * openings('وبالكتاب')[1] // => { rest: "كتاب", cost: 0.1, isDefinite: true, takes: "noun" }
 * openings('للغه').map(({ rest }) => rest) // => ["للغه","غه","لغه","لغه"]
 */
export function openings(word: string): Opening[] {
  const found: Opening[] = [{ rest: word, cost: 0, isDefinite: false, takes: "any" }];
  for (const [particle, takes, isDefinite, cost] of PARTICLES_BY_FIRST.get(word.charAt(0)) ?? []) {
    if (!word.startsWith(particle)) continue;
    const rest = word.slice(particle.length);
    if (rest.length < MIN_BASE) continue;
    found.push({ rest, cost, isDefinite, takes });
    if (particle.endsWith("لل"))
      found.push({ rest: `ل${rest}`, cost: cost + 0.1, isDefinite, takes });
  }
  return found;
}

const lastOf = (text: string): string => text.slice(-1);

const PRONOUNS = Map.groupBy(["هما", "ها", "هم", "هن", "كم", "نا", "ه", "ك", "ي"], lastOf);

/** An ending, what stands in its place in the base, and the cost. */
type EndingRule = readonly [ending: string, standIns: readonly string[], cost: number];

const byLast = (rules: readonly EndingRule[]): ReadonlyMap<string, readonly EndingRule[]> =>
  Map.groupBy(rules, ([ending]) => lastOf(ending));

const NOUN_ENDINGS = byLast([
  ["ات", ["", "ه"], 0.2],
  ["تان", ["ه"], 0.3],
  ["تين", ["ه"], 0.3],
  ["ون", [""], 0.2],
  ["ين", [""], 0.2],
  ["ان", [""], 0.3],
  ["ه", [""], 0.3],
  ["ا", [""], 0.2],
  ["و", [""], 0.6],
  ["ي", [""], 0.6],
  ["تا", ["ه"], 0.7],
  ["تي", ["ه"], 0.7],
]);

/** What a noun ends in before a pronoun. */
const BEFORE_PRONOUN = byLast([
  ["ات", ["", "ه"], 0.2],
  ["تي", ["ه"], 0.4],
  ["تا", ["ه"], 0.5],
  ["اي", ["اء"], 0.1],
  ["او", ["اء"], 0.1],
  ["ت", ["ه"], 0],
  ["ا", ["ي", ""], 0.3],
  ["ي", [""], 0.4],
  ["و", [""], 0.4],
]);

/**
 * The bases that a folded noun may come from, the noun itself first: plural, dual, feminine, the
 * accusative's alef, the construct without its ن, pronouns with the changes they cause (ة to ت,
 * ى to ا, ء to its seats).
 *
 * Source: W. Wright, A Grammar of the Arabic Language, part 1, §294 to §317.
 *
 * @example
 * nounEndings('منطقتهم', false).map(({ base }) => base) // => ["منطقتهم","منطقت","منطقه"]
 * nounEndings('مهندسين', true).map(({ base }) => base) // => ["مهندسين","مهندس"]
 */
export function nounEndings(word: string, isDefinite: boolean): Ending[] {
  const found: Ending[] = [{ base: word, cost: 0, hasPronoun: false }];
  addEndings(found, word, NOUN_ENDINGS, 0, false);
  if (isDefinite) return found;
  for (const pronoun of PRONOUNS.get(lastOf(word)) ?? []) {
    if (!word.endsWith(pronoun)) continue;
    const rest = word.slice(0, word.length - pronoun.length);
    if (rest.length < MIN_BASE) continue;
    const cost = pronoun === "ي" || pronoun === "ك" ? 0.8 : 0.4;
    found.push({ base: rest, cost, hasPronoun: true });
    addEndings(found, rest, BEFORE_PRONOUN, cost, true);
  }
  return found;
}

function addEndings(
  found: Ending[],
  word: string,
  endings: typeof NOUN_ENDINGS,
  cost: number,
  hasPronoun: boolean,
): void {
  for (const [ending, standIns, own] of endings.get(lastOf(word)) ?? []) {
    if (!word.endsWith(ending)) continue;
    const body = word.slice(0, word.length - ending.length);
    if (body.length < MIN_BASE) continue;
    for (const standIn of standIns)
      found.push({ base: body + standIn, cost: cost + own, hasPronoun });
  }
}

const OBJECTS = Map.groupBy(["هما", "ها", "هم", "هن", "كم", "نا", "ني", "ه", "ك"], lastOf);
/** An ending of a verb, the cost, and which shortened stems come before it. */
type PersonRule = readonly [ending: string, cost: number, before: readonly VerbStem[]];

/** Rules by the last letter of the word that they may hold for; what has no ending holds for every word. */
type PersonRules = {
  readonly byLast: ReadonlyMap<string, readonly PersonRule[]>;
  readonly others: readonly PersonRule[];
};

function personRules(rules: readonly PersonRule[]): PersonRules {
  const others = rules.filter(([ending]) => ending === "");
  const ended = Map.groupBy(
    rules.filter(([ending]) => ending !== ""),
    ([ending]) => lastOf(ending),
  );
  return { byLast: new Map([...ended].map(([last, own]) => [last, [...others, ...own]])), others };
}

const PAST_ENDINGS = personRules([
  ["", 0, ["full"]],
  ["ت", 0, ["full", "weak", "hollow"]],
  ["وا", 0, ["full", "weak"]],
  ["نا", 0.2, ["full", "hollow"]],
  ["تا", 0.5, ["full", "weak"]],
  ["تم", 0.4, ["full", "hollow"]],
  ["ا", 0.5, ["full"]],
  ["ن", 0.5, ["full", "hollow"]],
]);
const PAST_BEFORE_OBJECT = personRules([
  ["", 0, ["full"]],
  ["ت", 0, ["full", "weak", "hollow"]],
  ["و", 0.1, ["full", "weak"]],
  ["نا", 0.2, ["full", "hollow"]],
  ["ا", 0.5, ["full"]],
]);
const PRESENT_ENDINGS = personRules([
  ["", 0, ["full", "weak", "hollow"]],
  ["ون", 0, ["full", "weak"]],
  ["وا", 0, ["full", "weak"]],
  ["ان", 0.3, ["full"]],
  ["ين", 0.4, ["full", "weak"]],
  ["ن", 0.3, ["full", "hollow"]],
  ["ا", 0.4, ["full"]],
  ["ي", 0.5, ["full"]],
]);
const PRESENT_BEFORE_OBJECT = personRules([
  ["", 0, ["full", "weak", "hollow"]],
  ["ون", 0.1, ["full", "weak"]],
  ["و", 0.1, ["full", "weak"]],
  ["ان", 0.4, ["full"]],
  ["ا", 0.5, ["full"]],
]);

/** A stem of a verb, of which of its two tenses, and how doubtful. */
export type VerbEnding = {
  readonly stem: string;
  readonly tense: "past" | "present";
  readonly cost: number;
  /** Which stems stand before this ending: full, or short of their weak letter. */
  readonly before: readonly VerbStem[];
};

/** A whole stem (قال، دعا), or one that lost its last (دعت) or middle (قلت) letter. */
export type VerbStem = "full" | "weak" | "hollow";

/**
 * The stems that a folded verb may come from: endings of person and number, then an object pronoun.
 *
 * Source: W. Wright, A Grammar of the Arabic Language, part 1, §77 to §111 and §185 to §188.
 *
 * @example
 * verbEndings('يكتبون', "present").map(({ stem }) => stem) // => ["كتبون","كتب","كتبو"]
 */
export function verbEndings(word: string, takes: "any" | "present"): VerbEnding[] {
  const found: VerbEnding[] = [];
  if (takes === "any") addVerbStems(found, word, "past", PAST_ENDINGS, 0);
  const person = PERSONS.get(word.charAt(0));
  const body = word.slice(1);
  if (person !== undefined) addVerbStems(found, body, "present", PRESENT_ENDINGS, person);
  for (const pronoun of OBJECTS.get(lastOf(word)) ?? []) {
    if (!word.endsWith(pronoun)) continue;
    const length = word.length - pronoun.length;
    if (takes === "any")
      addVerbStems(found, word.slice(0, length), "past", PAST_BEFORE_OBJECT, 0.4);
    if (person !== undefined && length > 1)
      addVerbStems(found, word.slice(1, length), "present", PRESENT_BEFORE_OBJECT, person + 0.3);
  }
  return found;
}

const PERSONS: ReadonlyMap<string, number> = new Map([
  ["ي", 0],
  ["ت", 0.2],
  ["ن", 0.3],
  ["ا", 0.5],
]);

function addVerbStems(
  found: VerbEnding[],
  word: string,
  tense: VerbEnding["tense"],
  { byLast: rules, others }: PersonRules,
  cost: number,
): void {
  for (const [ending, own, before] of rules.get(lastOf(word)) ?? others) {
    if (!word.endsWith(ending)) continue;
    const stem = word.slice(0, word.length - ending.length);
    if (stem.length < MIN_BASE) continue;
    found.push({ stem, tense, cost: cost + own + (stem.length === MIN_BASE ? 0.1 : 0), before });
  }
}
