import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { Pool } from "pg";
import type { Actor } from "#accounts/authoriser.ts";
import { createLog } from "#platform/log.ts";
import { publishStory } from "#stories/publish.ts";
import type { Edition } from "#stories/story.ts";
import { createViewLedger, type LedgerOptions, type ViewLedger } from "../ledger.ts";
import { ensurePartitions } from "../counting/partitions.ts";
import { firstIdAt, type View } from "../view.ts";

/** Who may do everything. */
export const OWNER: Actor = {
  kind: "person",
  id: "0190c5a0-0000-7000-8000-0000000000aa",
  roles: ["owner"],
};

/** Says nothing. */
export const quietLog = createLog("silent");

/** A new UUIDv7 of that instant. */
export function newViewId(at: Date | number): string {
  const random = randomBytes(9).toString("hex");
  return `${firstIdAt(Number(at)).slice(0, 14)}7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6)}`;
}

/** A view of a story at an instant, by a visitor of an address; without a visitor it is only in the raw total. */
export function viewAt(
  at: Date | string,
  story: string,
  who?: { address?: number; visitor?: number; day?: string },
): View {
  const instant = new Date(at);
  return {
    id: newViewId(instant),
    story,
    atMs: instant.getTime(),
    visitor:
      who === undefined
        ? undefined
        : {
            day: who.day ?? instant.toISOString().slice(0, 10),
            // A hash is of address and story, as the door makes it.
            address: who.address ?? Number.parseInt(story.slice(0, 8), 16),
            visitor: who.visitor ?? 1,
          },
  };
}

/** A story that was published at an instant; gives its id. */
export async function givenStory(
  pool: Pool,
  edition: Edition,
  publishedAt: Date | string,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const instant = new Date(publishedAt);
  const { id } = await publishStory(
    pool,
    {
      edition,
      publishedAt: instant,
      content: {
        headline: "مرصد الجبل يفتح أبوابه للزوار",
        section: "علوم",
        topics: [],
        authors: [],
        lang: "ar",
        body: {
          type: "doc",
          content: [{ type: "paragraph", content: [{ type: "text", text: "يستقبل زواره مساء." }] }],
        },
        ...changes,
      },
    },
    OWNER,
    instant,
  );
  return id;
}

/** Writes sums of a quarter hour, as a ledger would have. */
export async function givenSums(
  pool: Pool,
  quarter: Date | string,
  sums: Readonly<Record<string, number | readonly [counted: number, raw: number]>>,
  slot: number = 0,
): Promise<void> {
  for (const [story, sum] of Object.entries(sums)) {
    const [counted, raw] = typeof sum === "number" ? [sum, sum] : sum;
    await pool.query(
      "INSERT INTO story_views (quarter, story_id, slot, raw, counted) VALUES ($1, $2, $3, $4, $5)",
      [new Date(quarter), story, slot, raw, counted],
    );
  }
}

/** A ledger on slot 0 whose partitions fit `now`. */
export function givenLedger(
  pool: Pool,
  now: () => Date,
  changes: Partial<LedgerOptions> = {},
): ViewLedger {
  return createViewLedger({
    pool,
    log: quietLog,
    slot: () => Promise.resolve(0),
    ensurePartitions: () => ensurePartitions(pool, now(), "UTC"),
    ...changes,
  });
}

/** Both totals of a story, from all its quarter hours. */
export async function totalsOf(
  pool: Pool,
  story: string,
): Promise<{ raw: number; counted: number }> {
  const { rows } = await pool.query<{ raw: number; counted: number }>(
    "SELECT coalesce(sum(raw), 0)::integer AS raw, coalesce(sum(counted), 0)::integer AS counted FROM story_views WHERE story_id = $1",
    [story],
  );
  return rows[0] ?? { raw: 0, counted: 0 };
}

/** Waits until `condition` holds, asking often. @throws Error after `withinMs` */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  what: string,
  withinMs: number = 5000,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain: ${what}`);
    await once(AbortSignal.timeout(10), "abort");
  }
}
