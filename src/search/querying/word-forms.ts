import type { Pool } from "pg";
import { editCost } from "#arabic/analysis/near.ts";
import { isLatinWord, nameKeys, nameLikeness } from "#arabic/analysis/names.ts";
import { prepareQuery } from "#platform/db.ts";
import { oneEditAway } from "./one-edit.ts";
import type { QueryWord } from "./parse-query.ts";

/** How near a form is to the word that was asked for: as written, folded, by its stem. */
export type Tier = 0 | 1 | 2;

/** The forms of the vocabulary that stand for a word of the query. */
export type WordForms = {
  readonly word: QueryWord;
  /** Tier by the number of the form. */
  readonly tiers: ReadonlyMap<number, Tier>;
  /** Tier by the form as written: what is marked in a text. */
  readonly forms: ReadonlyMap<string, Tier>;
  /** What a story that has the word gains, beside one that has it as it was asked: less where the word was guessed. */
  readonly weight: number;
  /** The word that was taken instead, where the one asked for is unknown. */
  readonly instead?: string;
};

type FormRow = { id: number; form: string; folded: string; keys: string[] };
type CountedRow = FormRow & { documents: number };

const byKeys = prepareQuery<FormRow>("search_forms_by_keys", {
  sql: `SELECT id, form, folded, keys FROM search_form WHERE folded = ANY($1)
        UNION SELECT id, form, folded, keys FROM search_form WHERE keys && $2::text[]`,
});
const COUNTED = `f.id, f.form, f.folded, f.keys, coalesce((SELECT sum(p.documents) FROM search_posting p WHERE p.form = f.id), 0)::integer AS documents`;
const byFolded = prepareQuery<CountedRow>("search_forms_by_folded", {
  sql: `SELECT ${COUNTED} FROM search_form f WHERE f.folded = ANY($1)`,
});
const byPrefix = prepareQuery<CountedRow>("search_forms_by_prefix", {
  sql: `SELECT ${COUNTED} FROM (SELECT * FROM search_form WHERE folded >= $1 AND folded < $1 || chr(1114111) LIMIT 400) f
        ORDER BY documents DESC LIMIT $2`,
});
const byNames = prepareQuery<CountedRow>("search_forms_by_name", {
  sql: `SELECT ${COUNTED} FROM (SELECT * FROM search_form WHERE name_keys && $1::text[] LIMIT 400) f`,
});

const wordFormsOf = (word: QueryWord, rows: readonly FormRow[], weight: number): WordForms => {
  const tiers = new Map<number, Tier>();
  const forms = new Map<string, Tier>();
  for (const { id, form, folded, keys } of rows) {
    const tier =
      form === word.exact
        ? 0
        : folded === word.folded
          ? 1
          : keys.some((key) => word.keys.includes(key))
            ? 2
            : undefined;
    if (tier === undefined) continue;
    tiers.set(id, tier);
    forms.set(form, tier);
  }
  return { word, tiers, forms, weight };
};

/** The forms that stand for each of `words`: spelled so, spelled alike, or of the same stem. One query. */
export async function findForms(pool: Pool, words: readonly QueryWord[]): Promise<WordForms[]> {
  if (words.length === 0) return [];
  const rows = await byKeys.run(pool, [
    words.map(({ folded }) => folded),
    [...new Set(words.flatMap(({ keys }) => keys))],
  ]);
  return words.map((word) => wordFormsOf(word, rows, 1));
}

const counts = prepareQuery<{ form: string; documents: number }>("search_count_forms", {
  sql: `SELECT f.form, (SELECT sum(p.documents) FROM search_posting p WHERE p.form = f.id)::integer AS documents
        FROM search_form f WHERE f.form = ANY($1)`,
});

/** In how many stories each of these forms stands, as it is written; unknown ones are left out. One query. */
export async function countForms(
  pool: Pool,
  forms: readonly string[],
): Promise<Map<string, number>> {
  return new Map((await counts.run(pool, [forms])).map(({ form, documents }) => [form, documents]));
}

/** Letters that a beginning needs before it is completed, and forms that it is completed by. */
const SHORTEST_PREFIX = 2;
const MOST_COMPLETIONS = 40;

/** The most frequent forms that begin like `word`. One query. */
export async function completeWord(
  pool: Pool,
  word: QueryWord,
  most: number = MOST_COMPLETIONS,
): Promise<WordForms> {
  const rows =
    word.folded.length < SHORTEST_PREFIX ? [] : await byPrefix.run(pool, [word.folded, most]);
  return {
    word,
    tiers: new Map(rows.map(({ id, folded }) => [id, folded === word.folded ? 0 : 2])),
    forms: new Map(rows.map(({ form, folded }) => [form, folded === word.folded ? 0 : 2])),
    weight: 0.7,
  };
}

const LIKE_ENOUGH = 0.75;
const MOST_NAMES = 12;
const GUESS_WEIGHT = 0.6;

/** The Arabic forms of a name that was typed in Latin letters. One query. */
export async function findNames(pool: Pool, word: QueryWord): Promise<WordForms | undefined> {
  if (!isLatinWord(word.folded)) return undefined;
  const keys = nameKeys(word.folded);
  if (keys.length === 0) return undefined;
  const alike = (await byNames.run(pool, [keys]))
    .map((row) => ({ row, likeness: nameLikeness(word.folded, row.folded) }))
    .filter(({ row, likeness }) => likeness >= LIKE_ENOUGH && row.documents > 0)
    .sort((one, other) => other.likeness - one.likeness || other.row.documents - one.row.documents)
    .slice(0, MOST_NAMES);
  const [best] = alike;
  if (best === undefined) return undefined;
  return {
    word,
    tiers: new Map(alike.map(({ row }) => [row.id, row.folded === best.row.folded ? 0 : 2])),
    forms: new Map(alike.map(({ row }) => [row.form, row.folded === best.row.folded ? 0 : 2])),
    weight: GUESS_WEIGHT + 0.2,
    instead: best.row.form,
  };
}

/** Words that one with a slip of the finger may have been at most, and how much less likely than the likeliest. */
const MOST_MEANT = 3;
const NEARLY_AS_LIKELY = 0.4;

/**
 * The word that was likely meant by one with a slip of the finger: one letter too many, too few, wrong, or two swapped.
 * Two queries.
 */
export async function correctWord(
  pool: Pool,
  word: QueryWord,
  keysOf: (folded: string) => readonly string[],
): Promise<WordForms | undefined> {
  const variants = oneEditAway(word.folded);
  if (variants.length === 0) return undefined;
  const rows = (await byFolded.run(pool, [variants])).filter(({ documents }) => documents > 0);
  const counts = new Map<string, { documents: number; best: CountedRow }>();
  for (const row of rows) {
    const known = counts.get(row.folded);
    counts.set(row.folded, {
      documents: (known?.documents ?? 0) + row.documents,
      best: known === undefined || row.documents > known.best.documents ? row : known.best,
    });
  }
  const ranked = [...counts.values()]
    .map((one) => ({
      ...one,
      // A form that is ten times as frequent may cost a fifth of an edit more.
      cost: editCost(word.folded, one.best.folded) - 0.2 * Math.log10(one.documents),
    }))
    .filter(({ cost }) => Number.isFinite(cost))
    .sort((one, other) => one.cost - other.cost);
  const [meant] = ranked;
  if (meant === undefined) return undefined;
  const likely = ranked
    .slice(0, MOST_MEANT)
    .filter(({ cost }) => cost <= meant.cost + NEARLY_AS_LIKELY)
    .map(({ best: { form: exact, folded } }): QueryWord => ({
      ...word,
      exact,
      folded,
      keys: keysOf(folded),
    }));
  const [best, ...others] = await findForms(pool, likely);
  if (best === undefined) return undefined;
  const asLast = <Key>(maps: readonly ReadonlyMap<Key, Tier>[]): [Key, Tier][] =>
    maps.flatMap((map) => [...map.keys()].map((key): [Key, Tier] => [key, 2]));
  return {
    word,
    // What is nearly as likely is found too, behind the likeliest.
    tiers: new Map([...asLast(others.map(({ tiers }) => tiers)), ...best.tiers]),
    forms: new Map([...asLast(others.map(({ forms }) => forms)), ...best.forms]),
    weight: GUESS_WEIGHT,
    instead: meant.best.form,
  };
}
