import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { recordAct } from "#accounts/audit.ts";
import { demandMay, type Actor } from "#accounts/authoriser.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Policy } from "./submission.ts";
import { compileWords } from "./words/compile-words.ts";
import { findWords, type WordHit } from "./words/find-words.ts";
import { readWordList, shippedWordList } from "./words/word-list-text.ts";

/** Words of a list, at most: a list is compiled again at each change. */
const MOST_WORDS = 2000;

/** The newsroom's word list as text, and the number of its changes; 0: the one that comes with the product. */
export type WordListText = { readonly version: number; readonly list: string };

/** The word list of an edition. One query. */
export async function readWords(db: Pool | PoolClient, edition: string): Promise<WordListText> {
  const { rows } = await db.query<WordListText>({
    name: "moderation_words",
    text: "SELECT version, list FROM moderation_words WHERE edition_code = $1",
    values: [edition],
  });
  return rows[0] ?? { version: 0, list: shippedWordList() };
}

/** A new word list over the version that was read. */
export const WordsInput = z.strictObject({
  base: z.int().min(0),
  list: z
    .string()
    .max(100_000)
    .refine((list) => readWordList(list).length <= MOST_WORDS, `more than ${MOST_WORDS} words`),
});

/**
 * Replaces the word list of an edition.
 * @throws Refusal `forbidden`, `conflict` when somebody changed it meanwhile
 */
export async function changeWords(
  db: Pool,
  input: { readonly edition: string; readonly words: z.output<typeof WordsInput> },
  by: Actor,
  now: Date,
): Promise<WordListText> {
  demandMay(by, "moderate", { isOwn: false });
  const { edition, words } = input;
  return inTransaction(db, async (client) => {
    await client.query("SELECT FROM edition WHERE code = $1 FOR UPDATE", [edition]);
    const before = await readWords(client, edition);
    if (before.version !== words.base)
      throw new Refusal("conflict", "Cannot change the word list: it was changed meanwhile");
    const version = before.version + 1;
    await client.query(
      `INSERT INTO moderation_words (edition_code, version, list, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (edition_code) DO UPDATE SET version = $2, list = $3, changed_at = $4, changed_by = $5`,
      [edition, version, words.list, now, by.kind === "person" ? `person:${by.id}` : by.name],
    );
    const countOf = (list: string): number => readWordList(list).length;
    await recordAct(
      client,
      {
        by,
        act: "moderation.words",
        subject: { kind: "edition", id: edition },
        before: { version: before.version, words: countOf(before.list) },
        after: { version, words: countOf(words.list) },
      },
      now,
    );
    return { version, list: words.list };
  });
}

/** What a list finds in a text: the box in which a newsroom tries its list. */
export function tryWords(list: string, text: string): readonly WordHit[] {
  return findWords(text, compileWords(readWordList(list))).hits;
}

const KEPT_FOR_MS = 10_000;

type Kept = { readonly policy: Policy; readonly version: number; readAt: number };

const kept = new WeakMap<Pool, Map<string, Kept>>();

/** What the newsroom has set for all conversations of an edition; asked of the database every ten seconds at most. */
export async function loadPolicy(db: Pool, edition: string): Promise<Policy> {
  let own = kept.get(db);
  if (own === undefined) kept.set(db, (own = new Map<string, Kept>()));
  const before = own.get(edition);
  const at = performance.now();
  if (before !== undefined && at - before.readAt < KEPT_FOR_MS) return before.policy;
  const { version, list } = await readWords(db, edition);
  if (before !== undefined && before.version === version) {
    before.readAt = at;
    return before.policy;
  }
  const policy = { words: compileWords(readWordList(list)) };
  own.set(edition, { policy, version, readAt: at });
  return policy;
}
