import { randomUUID, randomUUIDv7 } from "node:crypto";
import type { Pool } from "pg";
import { publishStory } from "#stories/publish.ts";
import { ensureEdition } from "#stories/edition.ts";
import type { Actor } from "#accounts/authoriser.ts";
import type { Verdict } from "../verdict.ts";

/** The instant at which the tests of moderation happen. */
export const NOW = new Date("2026-11-20T12:00:00Z");

/** Who may do everything. */
export const OWNER = {
  kind: "person",
  id: "0190c5a0-0000-7000-8000-0000000000aa",
  roles: ["owner"],
} as const satisfies Actor;

/** The person that acts in the tests, with an account. */
export async function givenModerator(pool: Pool): Promise<Actor> {
  await pool.query(
    `INSERT INTO person (id, email, email_key, name, role, created_at)
     VALUES ($1, 'm@news.example', 'm@news.example', 'هدى', 'owner', $2)`,
    [OWNER.id, NOW],
  );
  return { kind: "person", id: OWNER.id, roles: ["moderator"] };
}

/** A published story; gives its id. */
export async function givenStory(pool: Pool, headline = "مرصد الجبل يفتح أبوابه"): Promise<string> {
  const edition = await ensureEdition(pool, "Asia/Riyadh");
  const { id } = await publishStory(
    pool,
    {
      edition,
      content: {
        headline,
        slug: randomUUID(),
        section: "علوم",
        lang: "ar",
        body: {
          type: "doc",
          content: [
            { type: "paragraph", content: [{ type: "text", text: "يستقبل المرصد زواره." }] },
          ],
        },
      },
    },
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
