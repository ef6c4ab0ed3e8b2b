import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { recordAct } from "#accounts/audit.ts";
import { actorName, demandMay, type Actor } from "#accounts/authoriser.ts";
import { inTransaction, prepareQuery } from "#platform/db.ts";
import { addEvent } from "#platform/outbox.ts";
import { Refusal } from "#platform/refusal.ts";
import { lineOfText } from "#stories/content.ts";
import type { Edition, StoryState } from "#stories/story.ts";

/** Most lines of the strip. */
export const MAX_LINES = 5;

/** A line of the breaking strip. */
export type BreakingLine = {
  readonly id: string;
  readonly text: string;
  /** The story that tells more: of any state. */
  readonly story: string | null;
  /** Until when readers see the line; null: until it is taken away. ISO 8601. */
  readonly until: string | null;
  /** Since when. ISO 8601. */
  readonly since: string;
};

/** The strip as the newsroom sees it. */
export type BreakingStrip = {
  /** 0: nothing was ever announced. */
  readonly version: number;
  readonly lines: readonly BreakingLine[];
};

/** A line as readers see it. */
export type ShownLine = {
  readonly id: string;
  readonly text: string;
  /** Root-relative, decoded; undefined while there is no story that can be read. */
  readonly path: string | undefined;
  readonly story: string | undefined;
  readonly until: Date | undefined;
};

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

/** The strip as the newsroom gives it: the whole of it, the newest line first. */
export const BreakingInput = z.strictObject({
  base: z.int().min(0),
  items: z
    .array(
      z.strictObject({
        /** Of a line that stays. */
        id: z.uuid().optional(),
        text: lineOfText(200).refine((text) => text !== "", "an empty line"),
        story: z.uuid().nullable().default(null),
        until: instant.nullable().default(null),
      }),
    )
    .max(MAX_LINES, `more than ${MAX_LINES} lines`),
});

type Database = Pool | PoolClient;
type EditionCode = Pick<Edition, "code">;
type Row = { version: number; items: BreakingLine[] };

/** The strip of the edition, lines that have ended too. One query. */
export async function findStrip(db: Database, edition: EditionCode): Promise<BreakingStrip> {
  const { rows } = await db.query<Row>(
    "SELECT version, items FROM breaking_strip WHERE edition_code = $1",
    [edition.code],
  );
  return { version: rows[0]?.version ?? 0, lines: rows[0]?.items ?? [] };
}

/**
 * Gives the strip other lines; every page of readers shows them within a second.
 * @throws Refusal `forbidden`, `conflict` when somebody changed the strip meanwhile, `invalid` for a story that is not there
 */
export async function changeStrip(
  pool: Pool,
  input: { readonly edition: EditionCode } & z.output<typeof BreakingInput>,
  by: Actor,
  now: Date,
): Promise<{ readonly before: BreakingStrip; readonly after: BreakingStrip }> {
  demandMay(by, "breakNews", { isOwn: false });
  const { edition, base, items } = input;
  return inTransaction(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtext('warraq.site.breaking'))");
    const before = await findStrip(client, edition);
    if (before.version !== base)
      throw new Refusal("conflict", "somebody else has changed the breaking strip meanwhile");
    await demandStories(
      client,
      items.flatMap(({ story }) => (story === null ? [] : [story])),
    );
    const known = new Map(before.lines.map((line) => [line.id, line]));
    const lines = items.map(({ id, text, story, until }): BreakingLine => {
      const old = id === undefined ? undefined : known.get(id);
      return {
        id: old?.id ?? randomUUID(),
        text,
        story,
        until,
        since: old?.since ?? now.toISOString(),
      };
    });
    if (new Set(lines.map(({ id }) => id)).size !== lines.length)
      throw new Refusal("invalid", "items: need each line once");
    return { before, after: await write(client, edition, before, lines, by, now) };
  });
}

/**
 * Notes the story that a line has become.
 * @throws Refusal `forbidden`, `notFound` when the line is not there any more, `conflict` when it has a story
 */
export async function giveLineStory(
  client: PoolClient,
  input: { readonly edition: EditionCode; readonly line: string; readonly story: string },
  by: Actor,
  now: Date,
): Promise<BreakingStrip> {
  demandMay(by, "breakNews", { isOwn: false });
  await client.query("SELECT pg_advisory_xact_lock(hashtext('warraq.site.breaking'))");
  const before = await findStrip(client, input.edition);
  const line = before.lines.find(({ id }) => id === input.line);
  if (line === undefined) throw new Refusal("notFound", "no such line in the breaking strip");
  if (line.story !== null)
    throw new Refusal("conflict", "this line has a story already", {
      told: { ar: "لهذا السطر خبر من قبل.", en: "This line has a story already." },
    });
  const lines = before.lines.map((one) => (one === line ? { ...one, story: input.story } : one));
  return write(client, input.edition, before, lines, by, now);
}

async function write(
  client: PoolClient,
  edition: EditionCode,
  before: BreakingStrip,
  lines: readonly BreakingLine[],
  by: Actor,
  now: Date,
): Promise<BreakingStrip> {
  await client.query(
    `INSERT INTO breaking_strip (edition_code, version, items, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (edition_code) DO UPDATE SET version = excluded.version, items = excluded.items,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [edition.code, before.version + 1, JSON.stringify(lines), now, actorName(by)],
  );
  await recordAct(
    client,
    {
      by,
      act: "breaking.change",
      subject: { kind: "breaking", id: edition.code },
      before: { lines: before.lines },
      after: { lines },
    },
    now,
  );
  await addEvent(client, "breaking.changed", { stales: ["breaking"], by: actorName(by) });
  return { version: before.version + 1, lines };
}

async function demandStories(client: PoolClient, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await client.query<{ id: string }>("SELECT id FROM story WHERE id = ANY($1)", [
    ids,
  ]);
  const known = new Set(rows.map(({ id }) => id));
  for (const id of ids)
    if (!known.has(id.toLowerCase())) throw new Refusal("invalid", `story: there is no ${id}`);
}

type ShownRow = {
  id: string;
  text: string;
  until: string | null;
  story: string | null;
  path: string | null;
  state: StoryState | null;
};

const shown = prepareQuery<ShownRow>("breaking_shown", {
  sql: `SELECT line.id, line.text, line.until, line.story, s.path, s.state
        FROM breaking_strip b,
          ROWS FROM (jsonb_to_recordset(b.items) AS (id text, text text, until text, story uuid)) WITH ORDINALITY
            AS line (id, text, until, story, place)
        LEFT JOIN story s ON s.id = line.story
        WHERE b.edition_code = $1 ORDER BY line.place`,
});

/**
 * The lines that readers see at `now`: none that has ended, none whose story was taken off the site; a line whose story
 * is not published yet stands without a link. One query.
 */
export async function listShownLines(
  db: Database,
  edition: EditionCode,
  now: Date,
): Promise<ShownLine[]> {
  const rows = await shown.run(db, [edition.code]);
  return rows
    .filter(({ state }) => state !== "taken_down" && state !== "unpublished")
    .filter(({ until }) => until === null || new Date(until) > now)
    .map((row) => ({
      id: row.id,
      text: row.text,
      path: row.state === "published" ? (row.path ?? undefined) : undefined,
      story: row.story ?? undefined,
      until: row.until === null ? undefined : new Date(row.until),
    }));
}
