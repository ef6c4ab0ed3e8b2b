import type { Pool, PoolClient } from "pg";
import { actorName, demandMay, may, type Act, type Actor } from "#accounts/authoriser.ts";
import { Refusal } from "#platform/refusal.ts";
import type { StoryState } from "../story.ts";
import type { LiveState, WorkState } from "../workflow.ts";
import type { DraftContent } from "./draft-content.ts";

/** A story as the newsroom works on it: its draft, its place in the workflow, and what readers see of it. */
export type WorkingStory = {
  readonly id: string;
  readonly shortId: string;
  readonly live: LiveState;
  /** Number of the revision that readers see; undefined: never published. */
  readonly liveRevision: number | undefined;
  readonly path: string | undefined;
  readonly publishedAt: Date | undefined;
  readonly updatedAt: Date | undefined;
  readonly content: DraftContent;
  readonly version: number;
  readonly savedAt: Date;
  readonly savedBy: string;
  readonly createdBy: string;
  /** The version whose text readers see; undefined: none. */
  readonly liveVersion: number | undefined;
  readonly keptVersion: number;
  readonly keptAt: Date;
  readonly work: WorkState;
  readonly assignee: string | undefined;
  readonly embargoAt: Date | undefined;
  readonly embargoWall: string | undefined;
};

type Row = {
  id: string;
  short_id: string;
  state: StoryState;
  revision: number | null;
  path: string | null;
  published_at: Date | null;
  updated_at: Date | null;
  content: DraftContent;
  version: number;
  saved_at: Date;
  saved_by: string;
  created_by: string;
  live_version: number | null;
  kept_version: number;
  kept_at: Date;
  work_state: WorkState;
  assignee: string | null;
  embargo_at: Date | null;
  embargo_wall: string | null;
};

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

const LIVE: Readonly<Record<StoryState, LiveState>> = {
  draft: null,
  published: "published",
  unpublished: "unpublished",
  taken_down: "takenDown",
};

/** How the newsroom names the state in which readers find a story. */
export function liveStateOf(state: StoryState): LiveState {
  return LIVE[state];
}

/** The refusal of a story that is not there. */
export function noStory(id: string): Refusal {
  return new Refusal("notFound", `no story ${id.slice(0, 40)}`);
}

/** The draft of a story that was published without one: the text that readers see, as version 1. */
const OPEN_DRAFT = `INSERT INTO story_draft (story_id, content, version, saved_at, saved_by, created_at, created_by,
    live_version, kept_version, kept_at, work_state, worked_at, worked_by)
  SELECT s.id, r.content, 1, r.created_at, r.created_by, first.created_at, first.created_by,
    CASE WHEN s.state = 'published' THEN 1 END, 1, r.created_at,
    CASE WHEN s.state = 'published' THEN 'published' ELSE 'draft' END, s.changed_at, r.created_by
  FROM story s JOIN story_revision r ON r.story_id = s.id AND r.number = s.revision
  JOIN LATERAL (SELECT created_at, created_by FROM story_revision f WHERE f.story_id = s.id ORDER BY number LIMIT 1) first ON true
  WHERE s.id = $1 ON CONFLICT (story_id) DO NOTHING`;

const READ = `SELECT s.id, s.short_id, s.state, s.revision, s.path, s.published_at, s.updated_at, d.content, d.version, d.saved_at,
    d.saved_by, d.created_by, d.live_version, d.kept_version, d.kept_at, d.work_state, d.assignee, d.embargo_at, d.embargo_wall
  FROM story s JOIN story_draft d ON d.story_id = s.id WHERE s.id = $1`;

async function read(db: Pool | PoolClient, id: string): Promise<WorkingStory | undefined> {
  const { rows } = await db.query<Row>({ name: "working_story", text: READ, values: [id] });
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    id: row.id,
    shortId: row.short_id,
    live: liveStateOf(row.state),
    liveRevision: row.revision ?? undefined,
    path: row.path ?? undefined,
    publishedAt: row.published_at ?? undefined,
    updatedAt: row.updated_at ?? undefined,
    content: row.content,
    version: row.version,
    savedAt: row.saved_at,
    savedBy: row.saved_by,
    createdBy: row.created_by,
    liveVersion: row.live_version ?? undefined,
    keptVersion: row.kept_version,
    keptAt: row.kept_at,
    work: row.work_state,
    assignee: row.assignee ?? undefined,
    embargoAt: row.embargo_at ?? undefined,
    embargoWall: row.embargo_wall ?? undefined,
  };
}

/**
 * The story of that id with its draft, which is made where there is none yet.
 * @throws Refusal `notFound` for an unknown id
 */
export async function getWorkingStory(db: Pool | PoolClient, id: string): Promise<WorkingStory> {
  if (!UUID.test(id)) throw noStory(id);
  const found = await read(db, id);
  if (found !== undefined) return found;
  await db.query(OPEN_DRAFT, [id]);
  const opened = await read(db, id);
  if (opened === undefined) throw noStory(id);
  return opened;
}

/**
 * The same, with its row locked until the transaction ends: whoever changes draft or revisions holds it. Who also needs
 * the writers' lock takes that one first.
 * @throws Refusal `notFound` for an unknown id
 */
export async function lockWorkingStory(client: PoolClient, id: string): Promise<WorkingStory> {
  if (!UUID.test(id)) throw noStory(id);
  // Locked before it is read: a row that is read while it waits would be the old one.
  await client.query({
    name: "lock_story",
    text: "SELECT FROM story WHERE id = $1 FOR NO KEY UPDATE",
    values: [id],
  });
  return getWorkingStory(client, id);
}

/** Whether a story is somebody's own: who began it, or to whom it is assigned. */
export function isOwn(story: Pick<WorkingStory, "createdBy" | "assignee">, by: Actor): boolean {
  if (by.kind === "product") return false;
  return story.createdBy === actorName(by) || story.assignee === by.id;
}

/**
 * Lets pass who may do `act` to this story. To who may not even see it, it is not there.
 * @throws Refusal `notFound` or `forbidden`
 */
export function demandMayOnStory(by: Actor, act: Act, story: WorkingStory): void {
  const own = { isOwn: isOwn(story, by) };
  if (!may(by, "readDrafts", own)) throw noStory(story.id);
  demandMay(by, act, own);
}

/** Whether the story of that id is somebody's own; false for one that is not there. One query. */
export async function isOwnStory(db: Pool, id: string, by: Actor): Promise<boolean> {
  const { rows } = await db.query<{ created_by: string; assignee: string | null }>({
    name: "whose_story",
    text: "SELECT created_by, assignee FROM story_draft WHERE story_id = $1",
    values: [id],
  });
  const [row] = rows;
  return (
    row !== undefined &&
    isOwn({ createdBy: row.created_by, assignee: row.assignee ?? undefined }, by)
  );
}
