import type { Pool, PoolClient } from "pg";
import { announce } from "#platform/notices.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Actor } from "#accounts/authoriser.ts";
import { demandMayWrite } from "./drafts.ts";
import { demandMayOnStory, getWorkingStory } from "./working-story.ts";

/** A tab that has said nothing for so long is gone; browsers say where they are every 15 seconds. */
export const GONE_SECONDS = 45;

/** What somebody does at a story. */
export type PresenceState = "reading" | "writing" | "away";

/** Somebody at a story, in one tab of a browser. */
export type Presence = {
  readonly person: string;
  readonly tab: string;
  readonly state: PresenceState;
  readonly seenAt: Date;
};

/** Who holds a story for writing. It is a courtesy to colleagues: what saves is decided by the draft's version. */
export type StoryLock = { readonly person: string; readonly tab: string; readonly takenAt: Date };

/** A tab of the person's browser, as it names itself. */
export type Tab = { readonly id: string; readonly tab: string };

type PersonActor = Extract<Actor, { kind: "person" }>;

function personOf(by: Actor): PersonActor {
  if (by.kind === "person") return by;
  throw new Refusal("forbidden", "only people are at a story");
}

/**
 * Says that somebody is at a story, or has left it (`away`), and keeps the lock that this tab holds.
 * @throws Refusal `notFound`
 */
export async function markPresence(
  pool: Pool,
  input: Tab & { readonly state: PresenceState },
  by: Actor,
): Promise<void> {
  const person = personOf(by);
  demandMayOnStory(by, "readDrafts", await getWorkingStory(pool, input.id));
  const { rows } = await pool.query<{ state: PresenceState | null }>(
    `WITH before AS (SELECT state FROM story_presence
       WHERE story_id = $1 AND person_id = $2 AND tab = $3 AND seen_at > now() - interval '${GONE_SECONDS} seconds'),
     swept AS (DELETE FROM story_presence WHERE seen_at < now() - interval '${GONE_SECONDS} seconds'
       AND NOT (story_id = $1 AND person_id = $2 AND tab = $3)),
     marked AS (INSERT INTO story_presence (story_id, person_id, tab, state, seen_at) VALUES ($1, $2, $3, $4, now())
       ON CONFLICT (story_id, person_id, tab) DO UPDATE SET state = excluded.state, seen_at = excluded.seen_at),
     held AS (UPDATE story_lock SET seen_at = now() WHERE story_id = $1 AND person_id = $2 AND tab = $3 AND $4 <> 'away')
     SELECT (SELECT state FROM before) AS state`,
    [input.id, person.id, input.tab, input.state],
  );
  if (input.state === "away") await releaseLock(pool, input, by);
  if (rows[0]?.state !== input.state) await announcePresence(pool, input.id);
}

const announcePresence = (db: Pool | PoolClient, id: string): Promise<void> =>
  announce(db, { kind: "story.presence", story: id });

/** Who is at a story now and who holds it, for who was let in before. Two queries. */
export async function whoIsAt(
  pool: Pool,
  id: string,
): Promise<{ people: Presence[]; lock: StoryLock | undefined }> {
  const { rows: people } = await pool.query<{
    person_id: string;
    tab: string;
    state: PresenceState;
    seen_at: Date;
  }>(
    `SELECT person_id, tab, state, seen_at FROM story_presence
     WHERE story_id = $1 AND state <> 'away' AND seen_at > now() - interval '${GONE_SECONDS} seconds'
     ORDER BY person_id, tab LIMIT 100`,
    [id],
  );
  return {
    people: people.map((row) => ({
      person: row.person_id,
      tab: row.tab,
      state: row.state,
      seenAt: row.seen_at,
    })),
    lock: await findLock(pool, id),
  };
}

type LockRow = { person_id: string; tab: string; taken_at: Date };

const lockOf = (row: LockRow): StoryLock => ({
  person: row.person_id,
  tab: row.tab,
  takenAt: row.taken_at,
});

async function findLock(db: Pool, id: string): Promise<StoryLock | undefined> {
  const { rows } = await db.query<LockRow>(
    `SELECT person_id, tab, taken_at FROM story_lock
     WHERE story_id = $1 AND seen_at > now() - interval '${GONE_SECONDS} seconds'`,
    [id],
  );
  return rows[0] === undefined ? undefined : lockOf(rows[0]);
}

/** What became of the wish to hold a story: it is held by this tab, or by somebody else. */
export type LockOutcome = { readonly kind: "held" | "taken"; readonly lock: StoryLock };

/**
 * Holds a story for writing in one tab, where nobody else does; with `takeOver` also where somebody else does. Of several
 * who try at once one holds it.
 * @throws Refusal `notFound`, `forbidden`, `gone`
 */
export async function takeLock(
  pool: Pool,
  input: Tab & { readonly takeOver: boolean },
  by: Actor,
): Promise<LockOutcome> {
  const person = personOf(by);
  demandMayWrite(by, await getWorkingStory(pool, input.id));
  const { rows } = await pool.query<LockRow & { is_new: boolean }>(
    `INSERT INTO story_lock AS l (story_id, person_id, tab, taken_at, seen_at) VALUES ($1, $2, $3, now(), now())
     ON CONFLICT (story_id) DO UPDATE SET person_id = excluded.person_id, tab = excluded.tab, seen_at = now(),
       taken_at = CASE WHEN (l.person_id, l.tab) = (excluded.person_id, excluded.tab) THEN l.taken_at ELSE now() END
     WHERE $4 OR (l.person_id, l.tab) = (excluded.person_id, excluded.tab)
       OR l.seen_at <= now() - interval '${GONE_SECONDS} seconds'
     RETURNING person_id, tab, taken_at, taken_at = now() AS is_new`,
    [input.id, person.id, input.tab, input.takeOver],
  );
  const [mine] = rows;
  if (mine !== undefined) {
    if (mine.is_new) await announcePresence(pool, input.id);
    return { kind: "held", lock: lockOf(mine) };
  }
  const lock = await findLock(pool, input.id);
  // Given back in this very moment: then it is free.
  return lock === undefined ? takeLock(pool, input, by) : { kind: "taken", lock };
}

/** Gives back a story that this tab holds; of one that somebody else holds nothing changes. */
export async function releaseLock(pool: Pool, input: Tab, by: Actor): Promise<void> {
  const person = personOf(by);
  const { rowCount } = await pool.query(
    "DELETE FROM story_lock WHERE story_id = $1 AND person_id = $2 AND tab = $3",
    [input.id, person.id, input.tab],
  );
  if (rowCount === 1) await announcePresence(pool, input.id);
}
