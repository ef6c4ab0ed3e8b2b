import type { Pool } from "pg";
import { prepareQuery } from "#platform/db.ts";
import type { ReadText } from "./second-look.ts";

/** Letters of a body that are read: for a second look and for snippets. */
const LETTERS = 12_000;

const texts = prepareQuery<ReadText & { readonly id: string }>("search_texts", {
  sql: `SELECT id, headline, standfirst, left(body_text, ${LETTERS}) AS body FROM story WHERE id = ANY($1::uuid[])`,
});

/** What can be read of stories, by their ids. */
export type StoryTexts = ReadonlyMap<string, ReadText>;

/** The texts of these stories, those in `known` as they are there. One query, or none. */
export async function readTexts(
  pool: Pool,
  ids: readonly string[],
  known: StoryTexts = new Map(),
): Promise<StoryTexts> {
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length === 0) return known;
  const rows = await texts.run(pool, [missing]);
  return new Map([...known, ...rows.map((row) => [row.id, row] as const)]);
}
