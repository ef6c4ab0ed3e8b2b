import type { Pool } from "pg";
import { actorName, demandMay, may, type Actor } from "#accounts/authoriser.ts";
import { Refusal } from "#platform/refusal.ts";
import type { StoryState } from "../story.ts";
import type { LiveState, WorkState } from "../workflow.ts";
import { searchPattern } from "./search-pattern.ts";
import { liveStateOf } from "./working-story.ts";

/** A story in a list of the newsroom. */
export type DeskStory = {
  readonly id: string;
  readonly headline: string;
  /** Undefined: it has none yet. */
  readonly section: { readonly slug: string; readonly name: string } | undefined;
  readonly authors: readonly string[];
  readonly work: WorkState;
  readonly live: LiveState;
  readonly scheduledFor: Date | undefined;
  /** Why its scheduled publication was given up. */
  readonly failure: string | undefined;
  readonly embargoAt: Date | undefined;
  readonly assignee: string | undefined;
  readonly changedAt: Date;
  /** As `actorName` gives it. */
  readonly changedBy: string;
  readonly createdBy: string;
  readonly publishedAt: Date | undefined;
  /** Root-relative, decoded; undefined: never published. */
  readonly path: string | undefined;
  /** The draft has gone on since it was published. */
  readonly hasChanges: boolean;
};

/** States that a list can be narrowed to: those of the work, and those that readers find. */
export const LISTED_STATES = [
  "draft",
  "inReview",
  "ready",
  "scheduled",
  "published",
  "unpublished",
  "takenDown",
  "failed",
] as const;
/** A state that a list can be narrowed to. */
export type ListedState = (typeof LISTED_STATES)[number];

/** Orders of a list. */
export const LIST_ORDERS = ["changed", "published", "scheduled"] as const;

/** What a list is narrowed to. */
export type DeskFilter = {
  readonly state?: ListedState | undefined;
  /** Slug of a section. */
  readonly section?: string | undefined;
  readonly assignee?: string | undefined;
  /** Name of an author. */
  readonly author?: string | undefined;
  /** Only what `by` began or is assigned to. */
  readonly mine?: boolean | undefined;
  /** Words of the headline, in any spelling. */
  readonly q?: string | undefined;
  readonly sort?: (typeof LIST_ORDERS)[number] | undefined;
  readonly cursor?: string | undefined;
  /** 1 to 100. */
  readonly limit: number;
};

const STATE_SQL: Readonly<Record<ListedState, string>> = {
  draft: "s.state <> 'taken_down' AND coalesce(d.work_state, 'published') = 'draft'",
  inReview: "d.work_state = 'inReview'",
  ready: "d.work_state = 'ready'",
  scheduled: "d.work_state = 'scheduled'",
  published: "s.state = 'published'",
  unpublished: "s.state = 'unpublished'",
  takenDown: "s.state = 'taken_down'",
  failed: "w.failed_at IS NOT NULL",
};

const CHANGED =
  "date_trunc('milliseconds', greatest(coalesce(d.worked_at, s.changed_at), s.changed_at))";
const ORDER_SQL = {
  changed: { key: CHANGED, where: undefined, isRising: false },
  published: { key: "s.published_at", where: "s.published_at IS NOT NULL", isRising: false },
  scheduled: { key: "w.due_at", where: "w.due_at IS NOT NULL", isRising: true },
} as const;

type Row = {
  id: string;
  state: StoryState;
  headline: string;
  section_slug: string | null;
  section_name: string | null;
  authors: string[];
  work_state: WorkState;
  due_at: Date | null;
  failure: string | null;
  embargo_at: Date | null;
  assignee: string | null;
  changed_at: Date;
  changed_by: string;
  created_by: string;
  published_at: Date | null;
  path: string | null;
  has_changes: boolean;
  sort_key: Date;
};

const COLUMNS = `s.id, s.state, coalesce(d.content->>'headline', s.headline) AS headline,
  sec.slug AS section_slug, sec.name AS section_name,
  CASE WHEN d.story_id IS NULL
    THEN ARRAY(SELECT a.name FROM story_author sa JOIN author a ON a.id = sa.author_id WHERE sa.story_id = s.id ORDER BY sa.position)
    ELSE ARRAY(SELECT jsonb_array_elements_text(d.content->'authors')) END AS authors,
  coalesce(d.work_state, CASE WHEN s.state = 'published' THEN 'published' ELSE 'draft' END) AS work_state,
  w.due_at, w.failure, d.embargo_at, d.assignee, ${CHANGED} AS changed_at,
  coalesce(d.worked_by, r.created_by, '') AS changed_by, coalesce(d.created_by, r.created_by, '') AS created_by,
  s.published_at, s.path, coalesce(s.state = 'published' AND d.live_version IS DISTINCT FROM d.version AND d.story_id IS NOT NULL, false) AS has_changes`;

/** The section of a draft is a slug or a name until it is published. */
const JOINS = `LEFT JOIN story_draft d ON d.story_id = s.id
  LEFT JOIN story_schedule w ON w.story_id = s.id
  LEFT JOIN story_revision r ON r.story_id = s.id AND r.number = s.revision
  LEFT JOIN LATERAL (
    SELECT slug, name FROM section
    WHERE CASE WHEN d.story_id IS NULL THEN section.id = s.section_id
      ELSE section.edition_code = s.edition_code
        AND (section.slug = d.content->>'section' OR section.name = d.content->>'section') END
    ORDER BY section.slug = d.content->>'section' DESC NULLS LAST LIMIT 1) sec ON true`;

/** No name has a NUL in it, and PostgreSQL takes none. */
const named = (text: string): string => text.replaceAll("\0", "").normalize("NFC");

const CURSOR = /^(-?\d{1,15})\.([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/;

function readCursor(cursor: string): { at: Date; id: string } {
  const match = CURSOR.exec(Buffer.from(cursor.slice(0, 200), "base64url").toString("latin1"));
  const [, milliseconds, id] = match ?? [];
  if (milliseconds === undefined || id === undefined || Math.abs(Number(milliseconds)) > 8.64e15)
    throw new Refusal("invalid", "need a cursor as the page before gave it");
  return { at: new Date(Number(milliseconds)), id };
}

/**
 * A page of the stories that `by` may see, in the order asked for, with the cursor of the next page where there is one.
 * One query.
 * @throws Refusal `forbidden`, `invalid` for a cursor that is none
 */
export async function listDeskStories(
  pool: Pool,
  filter: DeskFilter,
  by: Actor,
): Promise<{ stories: DeskStory[]; cursor: string | undefined }> {
  demandMay(by, "readDrafts", { isOwn: true });
  const order = ORDER_SQL[filter.sort ?? "changed"];
  const values: unknown[] = [filter.limit + 1];
  const value = (of: unknown): string => `$${values.push(of)}`;
  const where: string[] = [];
  if (order.where !== undefined) where.push(order.where);
  if (filter.state !== undefined) where.push(STATE_SQL[filter.state]);
  if (filter.mine === true || !may(by, "readDrafts", { isOwn: false })) {
    const id = by.kind === "person" ? by.id : null;
    where.push(`(d.created_by = ${value(actorName(by))} OR d.assignee = ${value(id)}::uuid)`);
  }
  if (filter.section !== undefined) where.push(`sec.slug = ${value(named(filter.section))}`);
  if (filter.assignee !== undefined) where.push(`d.assignee = ${value(filter.assignee)}::uuid`);
  if (filter.author !== undefined) {
    const author = value(named(filter.author));
    where.push(
      `(d.content->'authors' ? ${author} OR EXISTS (SELECT FROM story_author sa JOIN author a ON a.id = sa.author_id
        WHERE sa.story_id = s.id AND (a.name = ${author} OR a.slug = ${author})))`,
    );
  }
  if (filter.q !== undefined && filter.q.trim() !== "")
    where.push(`coalesce(d.content->>'headline', s.headline) ~* ${value(searchPattern(filter.q))}`);
  if (filter.cursor !== undefined) {
    const { at, id } = readCursor(filter.cursor);
    const sign = order.isRising ? ">" : "<";
    where.push(`(${order.key}, s.id) ${sign} (${value(at)}::timestamptz, ${value(id)}::uuid)`);
  }
  const way = order.isRising ? "ASC" : "DESC";
  const { rows } = await pool.query<Row>(
    `SELECT ${COLUMNS}, ${order.key} AS sort_key FROM story s ${JOINS}
     ${where.length === 0 ? "" : `WHERE ${where.join(" AND ")}`}
     ORDER BY ${order.key} ${way}, s.id ${way} LIMIT $1`,
    values,
  );
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    stories: page.map(deskStoryOf),
    cursor:
      rows.length > filter.limit && last !== undefined
        ? Buffer.from(`${last.sort_key.getTime()}.${last.id}`).toString("base64url")
        : undefined,
  };
}

function deskStoryOf(row: Row): DeskStory {
  return {
    id: row.id,
    headline: row.headline,
    section:
      row.section_slug === null || row.section_name === null
        ? undefined
        : { slug: row.section_slug, name: row.section_name },
    authors: row.authors,
    work: row.work_state,
    live: liveStateOf(row.state),
    scheduledFor: row.due_at ?? undefined,
    failure: row.failure ?? undefined,
    embargoAt: row.embargo_at ?? undefined,
    assignee: row.assignee ?? undefined,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    createdBy: row.created_by,
    publishedAt: row.published_at ?? undefined,
    path: row.path ?? undefined,
    hasChanges: row.has_changes,
  };
}
