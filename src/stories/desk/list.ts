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
  "discarded",
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

/** The two kinds of stories of a list: those that have a draft, and those that were published without one. */
type Kind = "drafted" | "undrafted";

const IS_STATE: Readonly<Record<ListedState, Readonly<Record<Kind, string>>>> = {
  draft: { drafted: "s.state <> 'taken_down' AND d.work_state = 'draft'", undrafted: "false" },
  inReview: { drafted: "d.work_state = 'inReview'", undrafted: "false" },
  ready: { drafted: "d.work_state = 'ready'", undrafted: "false" },
  scheduled: { drafted: "d.work_state = 'scheduled'", undrafted: "false" },
  published: { drafted: "s.state = 'published'", undrafted: "s.state = 'published'" },
  unpublished: { drafted: "s.state = 'unpublished'", undrafted: "s.state = 'unpublished'" },
  takenDown: { drafted: "s.state = 'taken_down'", undrafted: "s.state = 'taken_down'" },
  failed: { drafted: "w.failed_at IS NOT NULL", undrafted: "false" },
  discarded: { drafted: "d.work_state = 'discarded'", undrafted: "false" },
};

const FROM: Readonly<Record<Kind, string>> = {
  drafted:
    "story_draft d JOIN story s ON s.id = d.story_id LEFT JOIN story_schedule w ON w.story_id = d.story_id",
  undrafted: "story s",
};
const ID: Readonly<Record<Kind, string>> = { drafted: "d.story_id", undrafted: "s.id" };
const HEADLINE: Readonly<Record<Kind, string>> = {
  drafted: "d.content->>'headline'",
  undrafted: "s.headline",
};

type Order = {
  readonly key: Readonly<Record<Kind, string>>;
  readonly where: string | undefined;
  readonly isRising: boolean;
};

/** A draft's `worked_at` is never before the last change of its story, so each kind has an index in this order. */
const ORDERS: Readonly<Record<(typeof LIST_ORDERS)[number], Order>> = {
  changed: {
    key: { drafted: "d.worked_at", undrafted: "s.changed_at" },
    where: undefined,
    isRising: false,
  },
  published: {
    key: { drafted: "s.published_at", undrafted: "s.published_at" },
    where: "s.published_at IS NOT NULL",
    isRising: false,
  },
  scheduled: {
    key: { drafted: "w.due_at", undrafted: "s.changed_at" },
    where: "w.due_at IS NOT NULL",
    isRising: true,
  },
};

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
  key_us: string;
};

const COLUMNS = `s.id, s.state, coalesce(d.content->>'headline', s.headline) AS headline,
  sec.slug AS section_slug, sec.name AS section_name,
  CASE WHEN d.story_id IS NULL
    THEN ARRAY(SELECT a.name FROM story_author sa JOIN author a ON a.id = sa.author_id WHERE sa.story_id = s.id ORDER BY sa.position)
    ELSE ARRAY(SELECT jsonb_array_elements_text(d.content->'authors')) END AS authors,
  coalesce(d.work_state, CASE WHEN s.state = 'published' THEN 'published' ELSE 'draft' END) AS work_state,
  w.due_at, w.failure, d.embargo_at, d.assignee, coalesce(d.worked_at, s.changed_at) AS changed_at,
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

const CURSOR = /^(-?\d{1,19})\.([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/;

function readCursor(cursor: string): { us: string; id: string } {
  const match = CURSOR.exec(Buffer.from(cursor.slice(0, 200), "base64url").toString("latin1"));
  const [, us, id] = match ?? [];
  // Microseconds up to the year 9999.
  if (us === undefined || id === undefined || Math.abs(Number(us)) > 2.6e17)
    throw new Refusal("invalid", "need a cursor as the page before gave it");
  return { us, id };
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
  const order = ORDERS[filter.sort ?? "changed"];
  const values: unknown[] = [filter.limit + 1];
  const value = (of: unknown): string => `$${values.push(of)}`;
  const conditions = conditionsOf(filter, by, order, value);
  const way = order.isRising ? "ASC" : "DESC";
  const branch = (kind: Kind): string => {
    const where = conditions.map((condition) => `(${condition(kind)})`);
    if (kind === "undrafted")
      where.push("NOT EXISTS (SELECT FROM story_draft d WHERE d.story_id = s.id)");
    return `(SELECT ${ID[kind]} AS id, ${order.key[kind]} AS key FROM ${FROM[kind]}
      ${where.length === 0 ? "" : `WHERE ${where.join(" AND ")}`}
      ORDER BY ${order.key[kind]} ${way}, ${ID[kind]} ${way} LIMIT $1)`;
  };
  // Only who has a draft is scheduled, assigned or anybody's own.
  const branches = order.isRising
    ? branch("drafted")
    : `${branch("drafted")} UNION ALL ${branch("undrafted")}`;
  const { rows } = await pool.query<Row>(
    `WITH page AS MATERIALIZED (SELECT id, key FROM (${branches}) AS both_kinds ORDER BY key ${way}, id ${way} LIMIT $1)
     SELECT ${COLUMNS}, (extract(epoch FROM page.key) * 1000000)::bigint::text AS key_us
     FROM page JOIN story s ON s.id = page.id ${JOINS} ORDER BY page.key ${way}, page.id ${way}`,
    values,
  );
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    stories: page.map(deskStoryOf),
    cursor:
      rows.length > filter.limit && last !== undefined
        ? Buffer.from(`${last.key_us}.${last.id}`).toString("base64url")
        : undefined,
  };
}

type Condition = (kind: Kind) => string;

/** What a story must be to stand in the list, for each kind. */
function conditionsOf(
  filter: DeskFilter,
  by: Actor,
  order: Order,
  value: (of: unknown) => string,
): Condition[] {
  const conditions: Condition[] = [];
  const { state } = filter;
  if (order.where !== undefined) conditions.push(() => order.where ?? "true");
  if (state !== undefined) conditions.push((kind) => IS_STATE[state][kind]);
  else conditions.push((kind) => (kind === "drafted" ? "d.work_state <> 'discarded'" : "true"));
  if (filter.mine === true || !may(by, "readDrafts", { isOwn: false })) {
    const [name, id] = [value(actorName(by)), value(by.kind === "person" ? by.id : null)];
    conditions.push((kind) =>
      kind === "drafted"
        ? `d.created_by = ${name} OR d.assignee = ${id}::uuid`
        : `false AND ${name}::text = ${id}::text`,
    );
  }
  if (filter.section !== undefined) {
    const slug = value(named(filter.section));
    conditions.push((kind) =>
      kind === "drafted"
        ? `EXISTS (SELECT FROM section x WHERE x.slug = ${slug} AND x.edition_code = s.edition_code
             AND (x.slug = d.content->>'section' OR x.name = d.content->>'section'))`
        : `s.section_id = (SELECT id FROM section x WHERE x.slug = ${slug} ORDER BY x.edition_code LIMIT 1)`,
    );
  }
  if (filter.assignee !== undefined) {
    const assignee = value(filter.assignee);
    conditions.push((kind) => (kind === "drafted" ? `d.assignee = ${assignee}::uuid` : "false"));
  }
  if (filter.author !== undefined) {
    const author = value(named(filter.author));
    conditions.push((kind) =>
      kind === "drafted"
        ? `d.content->'authors' ? ${author}`
        : `EXISTS (SELECT FROM story_author sa JOIN author a ON a.id = sa.author_id
             WHERE sa.story_id = s.id AND (a.name = ${author} OR a.slug = ${author}))`,
    );
  }
  if (filter.q !== undefined && filter.q.trim() !== "") {
    const pattern = value(searchPattern(filter.q));
    conditions.push((kind) => `${HEADLINE[kind]} ~* ${pattern}`);
  }
  if (filter.cursor !== undefined) {
    const { us, id } = readCursor(filter.cursor);
    const [at, story] = [value(us), value(id)];
    const sign = order.isRising ? ">" : "<";
    conditions.push(
      (kind) =>
        `(${order.key[kind]}, ${ID[kind]}) ${sign} (timestamptz 'epoch' + ${at}::bigint * interval '1 microsecond', ${story}::uuid)`,
    );
  }
  return conditions;
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
