import type { Pool, PoolClient } from "pg";
import { actorName, type Actor } from "#accounts/authoriser.ts";
import { offsetMs, resolveWallTime } from "#arabic/zone-days.ts";
import { inTransaction } from "#platform/db.ts";
import { announce } from "#platform/notices.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Edition } from "../../story.ts";
import { demandAct, settleAct } from "../acts.ts";
import { draftOf } from "../drafts.ts";
import { keepRevision } from "../keep-revision.ts";
import { demandEmbargoOver, missingOutcome, type Missing } from "../moves.ts";
import { lockToPublish, type Stale } from "../publish-draft.ts";
import { lockWorkingStory } from "../working-story.ts";

/** Farthest future that a story may be scheduled for: two years. */
const MOST_AHEAD_MS = 2 * 366 * 24 * 3_600_000;

/** A time on the edition's clock as an instant. */
export type EditionTime = {
  readonly at: Date;
  /** yyyy-mm-ddThh:mm on the edition's clock. */
  readonly wall: string;
  /** IANA zone of the edition. */
  readonly zone: string;
  /** The zone's offset at that instant, such as `+03:00`: of a time that the clock shows twice it tells which it is. */
  readonly offset: string;
  /** The clock shows this time twice; the first is meant. */
  readonly isDouble: boolean;
};

/** What a time that was typed on the edition's clock stands for; the clock may skip it, then `next` is the first after. */
export type ReadTime =
  | { readonly kind: "time"; readonly time: EditionTime }
  | { readonly kind: "gap"; readonly next: string };

const TWO = (value: number): string => String(value).padStart(2, "0");

/** The offset of a zone at an instant as `+03:00`. */
export function offsetText(at: Date, zone: string): string {
  const minutes = Math.round(offsetMs(at, zone) / 60_000);
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${TWO(Math.floor(size / 60))}:${TWO(size % 60)}`;
}

/** An instant on the clock of a zone: yyyy-mm-ddThh:mm. */
export function wallText(at: Date, zone: string): string {
  return new Date(at.getTime() + offsetMs(at, zone)).toISOString().slice(0, 16);
}

/**
 * Reads a time of the edition's clock. One that the clock skips is none; of one that it shows twice the first is taken.
 * @param wall yyyy-mm-ddThh:mm
 * @throws Refusal `invalid` for a text that is no time
 */
export function readEditionTime(wall: string, zone: string): ReadTime {
  const resolved = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall)
    ? resolveWallTime(wall, zone)
    : ({ kind: "invalid" } as const);
  switch (resolved.kind) {
    case "invalid":
      throw new Refusal("invalid", `no time: ${JSON.stringify(wall.slice(0, 40))}`, {
        told: { ar: "هذا ليس تاريخًا ووقتًا صحيحين.", en: "This is no date and time." },
      });
    case "gap":
      return { kind: "gap", next: wallText(resolved.next, zone) };
    case "instant":
    case "double": {
      const at = resolved.kind === "double" ? resolved.first : resolved.instant;
      const isDouble = resolved.kind === "double";
      return { kind: "time", time: { at, wall, zone, offset: offsetText(at, zone), isDouble } };
    }
  }
}

/** What became of the wish to schedule. */
export type ScheduleOutcome =
  | { readonly kind: "scheduled"; readonly time: EditionTime; readonly revision: number }
  | { readonly kind: "gap"; readonly next: string }
  | Missing
  | Stale;

/**
 * Has the draft of a story published at a time of the edition's clock. The text as it is now is kept as a revision, and
 * that one will be published: what is typed afterwards waits until somebody schedules again (docs/decisions/0041).
 * @param input.at yyyy-mm-ddThh:mm
 * @throws Refusal `notFound`, `forbidden`, `gone`, `conflict` before an embargo ends, `invalid` for a time in the past
 */
export async function scheduleStory(
  pool: Pool,
  input: {
    readonly edition: Pick<Edition, "zone">;
    readonly id: string;
    readonly base: number;
    readonly at: string;
  },
  by: Actor,
  now: Date,
): Promise<ScheduleOutcome> {
  const read = readEditionTime(input.at, input.edition.zone);
  if (read.kind === "gap") return read;
  const { time } = read;
  const aheadMs = time.at.getTime() - now.getTime();
  if (aheadMs <= 0 || aheadMs > MOST_AHEAD_MS)
    throw new Refusal("invalid", `Cannot schedule for ${input.at}: need a time within two years`, {
      told:
        aheadMs <= 0
          ? {
              ar: "هذا الوقت قد مضى. اختر وقتًا لاحقًا.",
              en: "This time has passed. Choose a later one.",
            }
          : { ar: "هذا الوقت أبعد من سنتين.", en: "This time is more than two years away." },
    });
  return inTransaction(pool, async (client) => {
    const story = await lockToPublish(client, input.id);
    demandAct(by, "schedule", story);
    if (story.version !== input.base) return { kind: "stale", current: draftOf(story) };
    demandEmbargoOver(story, time.at);
    const missing = missingOutcome("schedule", story);
    if (missing !== undefined) return missing;
    const revision = await keepRevision(client, story, "scheduled");
    const { rows } = await client.query<{ due_at: Date }>(
      "SELECT due_at FROM story_schedule WHERE story_id = $1",
      [story.id],
    );
    await client.query(
      `INSERT INTO story_schedule (story_id, due_at, wall, zone, revision, scheduled_at, scheduled_by, try_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $2)
       ON CONFLICT (story_id) DO UPDATE SET due_at = excluded.due_at, wall = excluded.wall, zone = excluded.zone,
         revision = excluded.revision, scheduled_at = excluded.scheduled_at, scheduled_by = excluded.scheduled_by,
         try_at = excluded.try_at, tries = 0, failed_at = NULL, failure = NULL`,
      [story.id, time.at, time.wall, time.zone, revision, now, actorName(by)],
    );
    await settleAct(
      client,
      {
        story,
        act: "story.schedule",
        work: "scheduled",
        before: { at: rows[0]?.due_at.toISOString() ?? null },
        after: { at: time.at.toISOString(), wall: time.wall, zone: time.zone, revision },
      },
      by,
      now,
    );
    await announce(client, { kind: "schedule.changed", story: story.id });
    return { kind: "scheduled", time, revision };
  });
}

/**
 * Calls off a scheduled publication; the story is ready as before.
 * @throws Refusal `notFound`, `forbidden`, `conflict` when nothing is scheduled
 */
export async function unscheduleStory(
  pool: Pool,
  input: { readonly id: string },
  by: Actor,
  now: Date,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const story = await lockWorkingStory(client, input.id);
    demandAct(by, "unschedule", story);
    const { rows } = await client.query<{ due_at: Date }>(
      "DELETE FROM story_schedule WHERE story_id = $1 RETURNING due_at",
      [story.id],
    );
    await settleAct(
      client,
      {
        story,
        act: "story.unschedule",
        work: "ready",
        before: { at: rows[0]?.due_at.toISOString() ?? null },
      },
      by,
      now,
    );
  });
}

/** A publication that is to come, or that failed. */
export type Schedule = {
  readonly at: Date;
  readonly wall: string;
  readonly zone: string;
  readonly offset: string;
  readonly revision: number;
  /** The version of the draft that will be published; undefined: one of before there was a draft. */
  readonly draftVersion: number | undefined;
  readonly scheduledBy: string;
  /** Why it was given up; undefined: it is still to come. */
  readonly failure: string | undefined;
};

/** The publication that a story waits for; undefined where it waits for none. One query. */
export async function findSchedule(
  db: Pool | PoolClient,
  id: string,
): Promise<Schedule | undefined> {
  const { rows } = await db.query<{
    due_at: Date;
    wall: string;
    zone: string;
    revision: number;
    draft_version: number | null;
    scheduled_by: string;
    failure: string | null;
  }>(
    `SELECT w.due_at, w.wall, w.zone, w.revision, r.draft_version, w.scheduled_by, w.failure FROM story_schedule w
     JOIN story_revision r ON r.story_id = w.story_id AND r.number = w.revision WHERE w.story_id = $1`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    at: row.due_at,
    wall: row.wall,
    zone: row.zone,
    offset: offsetText(row.due_at, row.zone),
    revision: row.revision,
    draftVersion: row.draft_version ?? undefined,
    scheduledBy: row.scheduled_by,
    failure: row.failure ?? undefined,
  };
}
