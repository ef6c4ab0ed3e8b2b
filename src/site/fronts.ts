import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { recordAct } from "#accounts/audit.ts";
import { actorName, demandMay, type Actor } from "#accounts/authoriser.ts";
import { inTransaction, prepareQuery } from "#platform/db.ts";
import { addEvent } from "#platform/outbox.ts";
import { Refusal } from "#platform/refusal.ts";
import { lineOfText } from "#stories/content.ts";
import type { Edition } from "#stories/story.ts";

/** Key of the front page; every other front has the slug of its section. */
export const HOME = "home";

/** Places of a front that can be filled by hand, top to bottom: the front page has a lead, three beside it, four below. */
export const MOST_PLACES = { home: 8, section: 12 } as const;

/** A place of a front. */
export type Slot = {
  /** Id of the story pinned here; null: filled by itself. */
  readonly story: string | null;
  /** Word above the headline, in place of the section; empty: the section. */
  readonly kicker: string;
  /** Shorter headline for the front; empty: the story's own. */
  readonly headline: string;
};

/** What editors arrange of a front. */
export type FrontContent = {
  readonly slots: readonly Slot[];
  /** With which stories places without a pinned one are filled. */
  readonly fill: "newest" | "mostRead";
};

const uuid = z.uuid().transform((id) => id.toLowerCase());

/** A front as the newsroom gives it. */
export const FrontInput = z.strictObject({
  slots: z
    .array(
      z.strictObject({
        story: uuid.nullable(),
        kicker: lineOfText(40).default(""),
        headline: lineOfText(160).default(""),
      }),
    )
    .max(MOST_PLACES.section, `more than ${MOST_PLACES.section} places`),
  fill: z.enum(["newest", "mostRead"]),
});

/** A front with its draft. */
export type Front = {
  readonly key: string;
  /** Of the draft; 0: nothing was ever arranged. */
  readonly version: number;
  readonly draft: FrontContent;
  readonly savedAt: Date | undefined;
  readonly savedBy: string | undefined;
  /** As readers see it; undefined: every place is filled by itself. */
  readonly published: FrontContent | undefined;
  readonly publishedAt: Date | undefined;
};

/** What is said to who saves on a draft: saved, or what somebody else has saved meanwhile. */
export type FrontSaved =
  | { readonly kind: "saved"; readonly front: Front }
  | { readonly kind: "stale"; readonly current: Front };

const NOTHING: FrontContent = { slots: [], fill: "newest" };

type Database = Pool | PoolClient;
type Row = {
  key: string;
  version: number;
  draft: FrontContent;
  saved_at: Date;
  saved_by: string;
  published: FrontContent | null;
  published_at: Date | null;
};

const COLUMNS = "key, version, draft, saved_at, saved_by, published, published_at";

const frontOf = (row: Row): Front => ({
  key: row.key,
  version: row.version,
  draft: row.draft,
  savedAt: row.saved_at,
  savedBy: row.saved_by,
  published: row.published ?? undefined,
  publishedAt: row.published_at ?? undefined,
});

const untouched = (key: string): Front => ({
  key,
  version: 0,
  draft: NOTHING,
  savedAt: undefined,
  savedBy: undefined,
  published: undefined,
  publishedAt: undefined,
});

type EditionCode = Pick<Edition, "code">;

/** Every front of the edition, the front page first, then its sections in their order. One query. */
export async function listFronts(db: Database, edition: EditionCode): Promise<Front[]> {
  const { rows } = await db.query<Row & { known: string }>(
    `SELECT keys.key AS known, f.key, f.version, f.draft, f.saved_at, f.saved_by, f.published, f.published_at
     FROM (SELECT '${HOME}' AS key, 0 AS position UNION ALL SELECT slug, position FROM section WHERE edition_code = $1) AS keys
     LEFT JOIN front f ON f.edition_code = $1 AND f.key = keys.key ORDER BY keys.position, keys.key`,
    [edition.code],
  );
  return rows.map((row) => (row.key === null ? untouched(row.known) : frontOf(row)));
}

/**
 * A front of the edition.
 * @param key `home` or the slug of a section
 * @throws Refusal `notFound` when the edition has no such section
 */
export async function getFront(db: Database, edition: EditionCode, key: string): Promise<Front> {
  await demandKey(db, edition, key);
  return (await findRow(db, edition, key, "")) ?? untouched(key);
}

const publishedByKey = prepareQuery<{ published: FrontContent }>("front_published", {
  sql: "SELECT published FROM front WHERE edition_code = $1 AND key = $2 AND published IS NOT NULL",
});

/** A front as readers see it; undefined when nothing is arranged. One query. */
export async function findPublishedFront(
  db: Database,
  edition: EditionCode,
  key: string,
): Promise<FrontContent | undefined> {
  return (await publishedByKey.run(db, [edition.code, key]))[0]?.published;
}

/**
 * Saves the draft of a front; readers see nothing of it.
 * @param input.base version of the draft that the change was made on, 0 for a front that nobody has arranged yet
 * @throws Refusal `forbidden`, `notFound` for a front that is none, `invalid` for more places than it has
 */
export async function saveFrontDraft(
  pool: Pool,
  input: {
    readonly edition: EditionCode;
    readonly key: string;
    readonly base: number;
    readonly content: FrontContent;
  },
  by: Actor,
  now: Date,
): Promise<FrontSaved> {
  demandMay(by, "arrangeFronts", { isOwn: false });
  const { edition, key, base, content } = input;
  const most = key === HOME ? MOST_PLACES.home : MOST_PLACES.section;
  if (content.slots.length > most)
    throw new Refusal("invalid", `slots: this front has ${most} places`);
  return inTransaction(pool, async (client) => {
    await demandKey(client, edition, key);
    const { rows } = await client.query<Row>(
      base === 0
        ? `INSERT INTO front (edition_code, key, version, draft, saved_at, saved_by) VALUES ($1, $2, 1 + $6, $3, $4, $5)
           ON CONFLICT (edition_code, key) DO NOTHING RETURNING ${COLUMNS}`
        : `UPDATE front SET draft = $3, saved_at = $4, saved_by = $5, version = version + 1
           WHERE edition_code = $1 AND key = $2 AND version = $6 RETURNING ${COLUMNS}`,
      [edition.code, key, JSON.stringify(content), now, actorName(by), base],
    );
    const saved = rows[0];
    if (saved !== undefined) return { kind: "saved", front: frontOf(saved) };
    return {
      kind: "stale",
      current: (await findRow(client, edition, key, "")) ?? untouched(key),
    };
  });
}

/**
 * Shows readers the draft of a front, in one transaction with the event that makes its page stale.
 * @throws Refusal `forbidden`, `notFound` for a front that is none, `conflict` when the draft is another one by now
 */
export async function publishFront(
  pool: Pool,
  input: { readonly edition: EditionCode; readonly key: string; readonly base: number },
  by: Actor,
  now: Date,
): Promise<{ readonly before: Front; readonly after: Front }> {
  demandMay(by, "arrangeFronts", { isOwn: false });
  const { edition, key, base } = input;
  return inTransaction(pool, async (client) => {
    await demandKey(client, edition, key);
    const before = (await findRow(client, edition, key, "FOR UPDATE")) ?? untouched(key);
    if (before.version !== base)
      throw new Refusal("conflict", "somebody else has changed this front meanwhile");
    if (before.version === 0)
      throw new Refusal("conflict", "nothing is arranged on this front", {
        told: {
          ar: "لم يُرتَّب شيء في هذه الواجهة بعد.",
          en: "Nothing is arranged on this front yet.",
        },
      });
    const { rows } = await client.query<Row>(
      `UPDATE front SET published = draft, published_at = $3, published_by = $4
       WHERE edition_code = $1 AND key = $2 RETURNING ${COLUMNS}`,
      [edition.code, key, now, actorName(by)],
    );
    const row = rows[0];
    if (row === undefined) throw new Error(`Cannot publish front ${key}: its row is gone`);
    await recordAct(
      client,
      {
        by,
        act: "front.publish",
        subject: { kind: "front", id: key },
        before: before.published,
        after: row.draft,
      },
      now,
    );
    await addEvent(client, "front.published", {
      stales: [key === HOME ? "home" : `section:${key}`],
      by: actorName(by),
    });
    return { before, after: frontOf(row) };
  });
}

async function findRow(
  db: Database,
  edition: EditionCode,
  key: string,
  lock: "" | "FOR UPDATE",
): Promise<Front | undefined> {
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS} FROM front WHERE edition_code = $1 AND key = $2 ${lock}`,
    [edition.code, key],
  );
  return rows[0] === undefined ? undefined : frontOf(rows[0]);
}

async function demandKey(db: Database, edition: EditionCode, key: string): Promise<void> {
  if (key === HOME) return;
  const { rows } = key.includes("\0")
    ? { rows: [] }
    : await db.query("SELECT FROM section WHERE edition_code = $1 AND slug = $2", [
        edition.code,
        key,
      ]);
  if (rows.length === 0) throw new Refusal("notFound", "no such front");
}
