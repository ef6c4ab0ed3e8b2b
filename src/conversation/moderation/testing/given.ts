import { randomUUID, randomUUIDv7 } from "node:crypto";
import type { Pool } from "pg";
import { publishStory } from "#stories/publish.ts";
import { ensureEdition } from "#stories/edition.ts";
import { contentWith, NOW, OWNER } from "#stories/testing/given.ts";
import type { Verdict } from "../verdict.ts";

/** A published story; gives its id. */
export async function givenStory(pool: Pool, headline = "مرصد الجبل يفتح أبوابه"): Promise<string> {
  const edition = await ensureEdition(pool, "Asia/Riyadh");
  const { id } = await publishStory(
    pool,
    { edition, content: contentWith({ headline, slug: randomUUID() }) },
    OWNER,
    NOW,
  );
  return id;
}

/** A reader with an account; gives their id. */
export async function givenReader(
  pool: Pool,
  name = `قارئ ${randomUUID().slice(0, 8)}`,
): Promise<string> {
  const id = randomUUIDv7();
  await pool.query(
    `INSERT INTO reader (id, name, name_key, email, email_key, created_at, name_changed_at)
     VALUES ($1, $2, $2, $3, $3, $4, $4)`,
    [id, name, `${id}@readers.example`, NOW],
  );
  return id;
}

/** A comment; gives its id. */
export async function givenComment(
  pool: Pool,
  given: {
    readonly story: string;
    readonly reader: string | null;
    readonly body?: string;
    readonly state?: "published" | "held" | "rejected";
    readonly verdicts?: readonly Verdict[];
    readonly similarity?: string;
    readonly at?: Date;
    readonly parent?: string;
  },
): Promise<string> {
  const id = randomUUIDv7();
  const state = given.state ?? "held";
  const at = given.at ?? NOW;
  await pool.query(
    `INSERT INTO comment (id, story_id, reader_id, parent_id, root_id, state, body, created_at, shown_at, decided_at, verdicts, similarity)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN $6 = 'published' THEN $8::timestamptz END,
             CASE WHEN $6 = 'rejected' THEN $8::timestamptz END, $9, $10)`,
    [
      id,
      given.story,
      given.reader,
      given.parent ?? null,
      given.parent ?? id,
      state,
      given.body ?? "تعليق هادئ عن المرصد.",
      at,
      JSON.stringify(given.verdicts ?? []),
      given.similarity ?? "",
    ],
  );
  return id;
}
