import { randomUUIDv7 } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { actorName, type Actor } from "#accounts/authoriser.ts";
import { stripHidden, visibleText } from "#arabic/visible-text.ts";
import { inTransaction } from "#platform/db.ts";
import { announce } from "#platform/notices.ts";
import { Refusal } from "#platform/refusal.ts";
import { demandMayOnStory, getWorkingStory, lockWorkingStory } from "./working-story.ts";

/** Letters of a note at most. */
const MAX_LETTERS = 4000;
/** Letters of the words that it is about at most. */
const MAX_QUOTE_LETTERS = 1000;
/** Notes of a story at most. */
const MAX_NOTES = 1000;

/** A note of one colleague to the others, never seen by readers. */
export type StoryNote = {
  readonly id: string;
  readonly text: string;
  /** The words that it is about; empty: about the whole story. */
  readonly quote: string;
  /** Index of the block of the body in which they stood when the note was written. */
  readonly block: number | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly resolvedAt: Date | undefined;
  readonly resolvedBy: string | undefined;
};

/** A note as it comes in. */
export type NoteInput = {
  readonly id: string;
  readonly text: string;
  readonly quote: string;
  readonly block: number | null;
};

const letters = (text: string): number => Array.from(text).length;

/**
 * Adds a note to a story inside the caller's transaction, for who was let in before.
 * @throws Refusal `invalid` for a text that is empty or too long, `conflict` when there are too many
 */
export async function addNote(
  client: PoolClient,
  input: NoteInput,
  by: Actor,
  now: Date,
): Promise<string> {
  const text = stripHidden(input.text).trim();
  const quote = visibleText(input.quote);
  if (text === "" || letters(text) > MAX_LETTERS || letters(quote) > MAX_QUOTE_LETTERS)
    throw new Refusal("invalid", `need a note of 1 to ${MAX_LETTERS} letters`, {
      told: {
        ar: `اكتب ملاحظة لا تزيد على ${MAX_LETTERS} حرف.`,
        en: `Write a note of at most ${MAX_LETTERS} letters.`,
      },
    });
  const { rows } = await client.query<{ count: number }>(
    "SELECT count(*)::integer AS count FROM story_note WHERE story_id = $1",
    [input.id],
  );
  if ((rows[0]?.count ?? 0) >= MAX_NOTES)
    throw new Refusal("conflict", `story ${input.id} has ${MAX_NOTES} notes already`);
  const id = randomUUIDv7();
  await client.query(
    `INSERT INTO story_note (id, story_id, text, quote, block, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, input.id, text, quote, input.block, now, actorName(by)],
  );
  await announce(client, { kind: "story.noted", story: input.id, note: id, by: actorName(by) });
  return id;
}

/**
 * Adds a note to a story.
 * @returns its id
 * @throws Refusal `notFound`, `forbidden`, `invalid`
 */
export async function noteOnStory(
  pool: Pool,
  input: NoteInput,
  by: Actor,
  now: Date,
): Promise<string> {
  return inTransaction(pool, async (client) => {
    demandMayOnStory(by, "noteOnDrafts", await lockWorkingStory(client, input.id));
    return addNote(client, input, by, now);
  });
}

/**
 * Says that a note is dealt with, or that it is not.
 * @throws Refusal `notFound`, `forbidden`
 */
export async function resolveNote(
  pool: Pool,
  input: { readonly id: string; readonly note: string; readonly isResolved: boolean },
  by: Actor,
  now: Date,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    demandMayOnStory(by, "noteOnDrafts", await lockWorkingStory(client, input.id));
    const { rowCount } = await client.query(
      `UPDATE story_note SET resolved_at = $3, resolved_by = $4 WHERE story_id = $1 AND id = $2`,
      [
        input.id,
        input.note,
        input.isResolved ? now : null,
        input.isResolved ? actorName(by) : null,
      ],
    );
    if (rowCount === 0) throw new Refusal("notFound", `no note ${input.note} on ${input.id}`);
    await announce(client, { kind: "story.noted", story: input.id, note: input.note });
  });
}

type Row = {
  id: string;
  text: string;
  quote: string;
  block: number | null;
  created_at: Date;
  created_by: string;
  resolved_at: Date | null;
  resolved_by: string | null;
};

/**
 * The notes on a story, the oldest first.
 * @throws Refusal `notFound`, `forbidden`
 */
export async function listNotes(
  pool: Pool,
  input: { readonly id: string },
  by: Actor,
): Promise<StoryNote[]> {
  demandMayOnStory(by, "readDrafts", await getWorkingStory(pool, input.id));
  const { rows } = await pool.query<Row>(
    `SELECT id, text, quote, block, created_at, created_by, resolved_at, resolved_by
     FROM story_note WHERE story_id = $1 ORDER BY created_at, id LIMIT ${MAX_NOTES}`,
    [input.id],
  );
  return rows.map((row) => ({
    id: row.id,
    text: row.text,
    quote: row.quote,
    block: row.block,
    createdAt: row.created_at,
    createdBy: row.created_by,
    resolvedAt: row.resolved_at ?? undefined,
    resolvedBy: row.resolved_by ?? undefined,
  }));
}
