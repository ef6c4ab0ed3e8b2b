import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import { recordAct } from "#accounts/audit.ts";
import type { Actor } from "#accounts/authoriser.ts";
import { isConnectionFailure } from "#platform/database-breaker.ts";
import { inTransaction } from "#platform/db.ts";
import type { Log } from "#platform/log.ts";
import { announce } from "#platform/notices.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Edition } from "../../story.ts";
import { lockWriters } from "../../writing/existing.ts";
import { demandEmbargoOver } from "../moves.ts";
import { publicationTime } from "./publication-time.ts";
import { BATCH, publishBatch } from "./publish-batch.ts";
import { showText } from "../publish-draft.ts";
import { readRevision } from "../revisions.ts";
import { lockWorkingStory } from "../working-story.ts";

const BY: Actor = { kind: "product", name: "scheduler" };

/** Longest sleep of the scheduler: who schedules on another node does not wake this one. */
const POLL_MS = 1000;
/** Tries of a publication that fails for a passing reason, each after twice the wait. */
const MAX_TRIES = 5;
const FIRST_WAIT_SECONDS = 2;

type Due = {
  story_id: string;
  due_at: Date;
  revision: number;
  draft_version: number | null;
  now: Date;
};

/** A publication that could not be done. */
class PublicationFailed extends Error {
  readonly story: string;
  readonly revision: number;

  constructor(due: Due, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.story = due.story_id;
    this.revision = due.revision;
  }
}

/**
 * Publishes one story whose time has come, on the database's clock: claimed, published and crossed off in one transaction,
 * so that it happens once however many nodes try and wherever they are killed.
 */
async function publishNext(
  pool: Pool,
  edition: Pick<Edition, "code" | "zone">,
): Promise<"published" | "calledOff" | "none"> {
  return inTransaction(pool, async (client) => {
    await lockWriters(client);
    const { rows } = await client.query<{ id: string }>(
      `SELECT s.id FROM story_schedule w JOIN story s ON s.id = w.story_id
       WHERE w.failed_at IS NULL AND w.try_at <= clock_timestamp()
       ORDER BY w.due_at, s.id LIMIT 1 FOR NO KEY UPDATE OF s SKIP LOCKED`,
    );
    const id = rows[0]?.id;
    if (id === undefined) return "none";
    // Read again now that the story is ours: it may have been called off while the claim looked at it.
    const { rows: still } = await client.query<Due>(
      `SELECT w.story_id, w.due_at, w.revision, r.draft_version, clock_timestamp() AS now
       FROM story_schedule w JOIN story_revision r ON r.story_id = w.story_id AND r.number = w.revision
       WHERE w.story_id = $1 AND w.failed_at IS NULL AND w.try_at <= clock_timestamp()`,
      [id],
    );
    const [due] = still;
    if (due === undefined) return "calledOff";
    try {
      const story = await lockWorkingStory(client, id);
      const { content } = await readRevision(client, id, due.revision);
      demandEmbargoOver(story, due.now);
      const publishedAt = publicationTime(due.due_at, due.now);
      await showText(
        client,
        {
          edition,
          story,
          content,
          version: due.draft_version ?? story.liveVersion ?? story.version,
          matters: true,
          publishedAt: story.publishedAt ?? publishedAt,
        },
        BY,
        due.now,
      );
    } catch (error) {
      if (isConnectionFailure(error)) throw error;
      throw new PublicationFailed(due, error);
    }
    return "published";
  });
}

/**
 * Sets a failed publication aside, so that it holds up no other: for another try where the reason may pass, else for good,
 * where the desk shows it.
 */
async function setAside(pool: Pool, failed: PublicationFailed): Promise<void> {
  await inTransaction(pool, async (client) => {
    const isFinal = failed.cause instanceof Refusal;
    const { rows } = await client.query<{ failed_at: Date | null }>(
      `UPDATE story_schedule SET tries = tries + 1,
         try_at = clock_timestamp() + make_interval(secs => ${FIRST_WAIT_SECONDS} * 2 ^ least(tries, 10)),
         failed_at = CASE WHEN $3 OR tries + 1 >= ${MAX_TRIES} THEN clock_timestamp() END,
         failure = CASE WHEN $3 OR tries + 1 >= ${MAX_TRIES} THEN $4 END
       WHERE story_id = $1 AND revision = $2 AND failed_at IS NULL RETURNING failed_at`,
      [failed.story, failed.revision, isFinal, failed.message.slice(0, 1000)],
    );
    const at = rows[0]?.failed_at;
    if (at === undefined || at === null) return;
    await recordAct(
      client,
      {
        by: BY,
        act: "story.scheduleFailed",
        subject: { kind: "story", id: failed.story },
        after: { why: failed.message.slice(0, 1000) },
      },
      at,
    );
    await announce(client, {
      kind: "story.moved",
      story: failed.story,
      act: "story.scheduleFailed",
    });
  });
}

/**
 * Publishes every story whose time has come, several at once as long as none of them fails; else one after the other, and
 * one that fails is set aside and the next goes on.
 * @returns how many were published
 */
export async function publishDue(
  pool: Pool,
  edition: Pick<Edition, "code" | "zone">,
  log: Log,
  signal?: AbortSignal,
): Promise<number> {
  let count = 0;
  let alone = 0;
  while (signal?.aborted !== true) {
    if (alone === 0) {
      const together = await publishTogether(pool, edition, log);
      count += together;
      if (together > 0) continue;
      alone = BATCH;
    }
    alone -= 1;
    try {
      const outcome = await publishNext(pool, edition);
      if (outcome === "none") return count;
      if (outcome === "published") count += 1;
    } catch (error) {
      if (!(error instanceof PublicationFailed)) throw error;
      log.error({ error, story: error.story }, "a scheduled story could not be published");
      await setAside(pool, error);
    }
  }
  return count;
}

/** As many as were published at once; 0 where one of them stands in the way, which is found out one by one. */
async function publishTogether(
  pool: Pool,
  edition: Pick<Edition, "code" | "zone">,
  log: Log,
): Promise<number> {
  try {
    return await publishBatch(pool, edition, BY);
  } catch (error) {
    if (isConnectionFailure(error)) throw error;
    log.debug({ error }, "scheduled stories are published one by one");
    return 0;
  }
}

/** Milliseconds until the next publication is due, by the database's clock; undefined: none is. One query. */
async function dueInMs(pool: Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ ms: number | null }>({
    name: "schedule_next",
    text: `SELECT (extract(epoch FROM min(try_at) - clock_timestamp()) * 1000)::double precision AS ms
           FROM story_schedule WHERE failed_at IS NULL`,
  });
  return rows[0]?.ms ?? undefined;
}

/** Publishes stories at their time, on one of the nodes that run it. */
export type Scheduler = {
  start(): void;
  /** Ends after the publication under way. */
  stop(): Promise<void>;
};

/**
 * Makes a node's scheduler. It remembers nothing: each second, or sooner when a story is due sooner, it asks the database
 * what is due. So a node may be killed, started or late at any time.
 */
export function createScheduler(options: {
  readonly pool: Pool;
  readonly edition: () => Pick<Edition, "code" | "zone">;
  readonly log: Log;
}): Scheduler {
  const { pool, edition, log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    let isAway = false;
    while (!signal.aborted) {
      let waitMs = POLL_MS;
      try {
        const ms = await dueInMs(pool);
        isAway = false;
        if (ms !== undefined && ms <= 0) {
          // None published: others are at it, or it waits for another try.
          waitMs = (await publishDue(pool, edition(), log, signal)) > 0 ? 0 : 50;
        } else waitMs = Math.max(1, Math.min(POLL_MS, Math.ceil(ms ?? POLL_MS)));
      } catch (error) {
        log[isAway ? "debug" : "warn"](
          { error },
          "the scheduler could not ask what is due; trying again",
        );
        isAway = true;
      }
      await delay(waitMs, undefined, { signal }).catch(() => {});
    }
  }

  return {
    start: () => {
      running = run();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
