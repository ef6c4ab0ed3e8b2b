import { createHmac, randomBytes } from "node:crypto";
import type { Pool } from "pg";

const PAGE = 1000;

/** A comment without whoever wrote it. */
export type ResearchComment = {
  /** The same for the comments of one writer and one thread within one export; another in the next. */
  readonly writer: string | null;
  readonly comment: string;
  readonly parent: string | null;
  readonly story: string;
  readonly headline: string;
  /** Day only: hours would help to find somebody. */
  readonly day: string;
  readonly state: "published" | "held" | "rejected";
  /** Empty for what readers may not see. */
  readonly text: string;
  readonly likes: number;
  readonly phases: readonly {
    readonly phase: string;
    readonly verdict: string;
    readonly reason: string;
  }[];
};

/* Addresses, numbers and handles in a text lead to people: they are taken out of it. */
const TRACES =
  /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,253}|(?:https?:\/\/|www\.)\S+|@[\p{L}\p{N}_]{2,40}|(?:\+|00)?\p{Nd}[\p{Nd} .-]{6,}\p{Nd}/gu;

/** A text without mail addresses, links, handles and long numbers. */
export const withoutTraces = (text: string): string => text.replace(TRACES, "[…]");

/**
 * Every comment for researchers, without identities: no names, no ids of ours, no times; the texts of what was rejected
 * are left out. Reads a thousand at a time.
 */
export async function* exportForResearch(db: Pool): AsyncGenerator<ResearchComment> {
  const key = randomBytes(32);
  const blind = (id: string): string =>
    createHmac("sha256", key).update(id).digest("base64url").slice(0, 16);
  let last = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const { rows } = await db.query<{
      id: string;
      reader_id: string | null;
      parent_id: string | null;
      story_id: string;
      headline: string;
      created_at: Date;
      state: ResearchComment["state"];
      body: string;
      likes: number;
      verdicts: { phase: string; verdict: string; reason: string }[];
    }>(
      `SELECT c.id, c.reader_id, c.parent_id, c.story_id, s.headline, c.created_at, c.state, c.body, c.likes, c.verdicts
       FROM comment c JOIN story s ON s.id = c.story_id
       WHERE c.state <> 'deleted' AND s.state = 'published' AND c.id > $1 ORDER BY c.id LIMIT ${PAGE}`,
      [last],
    );
    for (const row of rows)
      yield {
        writer: row.reader_id === null ? null : blind(`${row.reader_id} ${row.story_id}`),
        comment: blind(row.id),
        parent: row.parent_id === null ? null : blind(row.parent_id),
        story: blind(row.story_id),
        headline: row.headline,
        day: row.created_at.toISOString().slice(0, 10),
        state: row.state,
        text: row.state === "published" ? withoutTraces(row.body) : "",
        likes: row.likes,
        phases: row.verdicts.map(({ phase, verdict, reason }) => ({ phase, verdict, reason })),
      };
    const next = rows.at(-1)?.id;
    if (rows.length < PAGE || next === undefined) return;
    last = next;
  }
}
