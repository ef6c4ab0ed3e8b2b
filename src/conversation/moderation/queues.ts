import type { Pool } from "pg";
import { z } from "zod";
import { NEWCOMER_UNTIL_APPROVED } from "./submission.ts";

/** The queues of the moderators' screen. */
export const QUEUES = ["held", "reported", "newcomers", "appeals", "all"] as const;

/** A queue of the moderators' screen. */
export type QueueName = (typeof QUEUES)[number];

/** Beyond so many a count says only that there are more. */
export const MOST_COUNTED = 1000;

const NEWCOMER = `(c.reader_id IS NULL OR (SELECT count(*) FROM (SELECT FROM comment o WHERE o.reader_id = c.reader_id
  AND o.state = 'published' LIMIT ${NEWCOMER_UNTIL_APPROVED}) known) < ${NEWCOMER_UNTIL_APPROVED})`;

const IN_QUEUE = {
  held: "c.state = 'held'",
  reported:
    "c.state <> 'deleted' AND EXISTS (SELECT FROM comment_report r WHERE r.comment_id = c.id AND r.decided_at IS NULL)",
  newcomers: `c.state = 'held' AND ${NEWCOMER}`,
  all: "c.state <> 'deleted'",
} as const satisfies Record<Exclude<QueueName, "appeals">, string>;

/** How much waits in each queue, counted to a thousand. One query. */
export async function countQueues(db: Pool): Promise<Record<QueueName, number>> {
  const capped = (where: string) =>
    `(SELECT count(*)::int FROM (SELECT FROM comment c WHERE ${where} LIMIT ${MOST_COUNTED}) waiting)`;
  const { rows } = await db.query<Record<QueueName, number>>(
    `SELECT ${capped(IN_QUEUE.held)} AS held,
       (SELECT count(DISTINCT r.comment_id)::int FROM comment_report r JOIN comment c ON c.id = r.comment_id
        WHERE r.decided_at IS NULL AND c.state <> 'deleted') AS reported,
       ${capped(IN_QUEUE.newcomers)} AS newcomers,
       (SELECT count(*)::int FROM moderation_appeal WHERE decided_at IS NULL) AS appeals,
       ${capped(IN_QUEUE.all)} AS "all"`,
  );
  return rows[0] ?? { held: 0, reported: 0, newcomers: 0, appeals: 0, all: 0 };
}

const VerdictRow = z.object({
  phase: z.string(),
  verdict: z.enum(["pass", "hold", "refuse"]),
  reason: z.string(),
  told: z.object({ ar: z.string(), en: z.string() }),
  evidence: z.array(z.string()).optional(),
});

const Item = z.object({
  id: z.string(),
  state: z.enum(["published", "held", "rejected"]),
  body: z.string(),
  quote: z.string(),
  createdAt: z.date(),
  editedAt: z.date().nullable(),
  isFeatured: z.boolean(),
  likes: z.number(),
  verdicts: z.array(VerdictRow).catch([]),
  alike: z.number(),
  story: z.object({ id: z.string(), headline: z.string(), path: z.string().nullable() }),
  parent: z.object({ name: z.string().nullable(), body: z.string() }).nullable(),
  reader: z
    .object({
      id: z.string(),
      name: z.string(),
      since: z.string(),
      published: z.number(),
      rejected: z.number(),
      notes: z.number(),
      standing: z.string().nullable(),
    })
    .nullable(),
  authorName: z.string().nullable(),
  reports: z.array(
    z.object({
      category: z.string(),
      explanation: z.string(),
      location: z.string(),
      by: z.string().nullable(),
      at: z.string(),
    }),
  ),
  appeal: z.object({ id: z.string(), text: z.string(), at: z.string() }).nullable(),
});

/** A comment with all that a moderator needs to decide, in one piece: the next is shown without asking again. */
export type QueueItem = z.output<typeof Item>;

const SELECT_ITEM = `
  SELECT c.id, c.state, c.body, c.quote, c.created_at AS "createdAt", c.edited_at AS "editedAt",
    c.featured_at IS NOT NULL AS "isFeatured", c.likes, c.verdicts, c.author_name AS "authorName",
    CASE WHEN c.similarity = '' THEN 0 ELSE (SELECT count(*)::int FROM (SELECT FROM comment o
      WHERE o.similarity = c.similarity AND o.id <> c.id AND o.state IN ('held', 'published') LIMIT 100) other) END AS alike,
    jsonb_build_object('id', s.id, 'headline', s.headline, 'path', s.path) AS story,
    CASE WHEN p.id IS NULL THEN NULL ELSE jsonb_build_object('name', coalesce(pr.name, p.author_name),
      'body', left(p.body, 600)) END AS parent,
    CASE WHEN r.id IS NULL THEN NULL ELSE jsonb_build_object('id', r.id, 'name', r.name, 'since', r.created_at,
      'published', (SELECT count(*) FROM comment o WHERE o.reader_id = r.id AND o.state = 'published'),
      'rejected', (SELECT count(*) FROM comment o WHERE o.reader_id = r.id AND o.state = 'rejected'),
      'notes', (SELECT count(*) FROM reader_note n WHERE n.reader_id = r.id),
      'standing', (SELECT a.kind FROM reader_sanction a WHERE a.reader_id = r.id AND a.ended_at IS NULL
        AND a.acknowledged_at IS NULL AND (a.until IS NULL OR a.until > $1)
        ORDER BY CASE a.kind WHEN 'banned' THEN 0 WHEN 'suspended' THEN 1 ELSE 2 END LIMIT 1)) END AS reader,
    coalesce((SELECT jsonb_agg(jsonb_build_object('category', t.category, 'explanation', t.explanation,
      'location', t.location, 'by', t.name, 'at', t.created_at) ORDER BY t.created_at) FROM comment_report t
      WHERE t.comment_id = c.id AND t.decided_at IS NULL), '[]') AS reports,
    (SELECT jsonb_build_object('id', a.id, 'text', a.text, 'at', a.created_at) FROM moderation_appeal a
      WHERE a.comment_id = c.id AND a.decided_at IS NULL) AS appeal
  FROM comment c
  JOIN story s ON s.id = c.story_id
  LEFT JOIN comment p ON p.id = c.parent_id
  LEFT JOIN reader pr ON pr.id = p.reader_id
  LEFT JOIN reader r ON r.id = c.reader_id`;

/** What to list: a queue, narrowed to a story, a reader, or texts like that of a comment. */
export type QueueQuery = {
  readonly queue: Exclude<QueueName, "appeals">;
  readonly story?: string | undefined;
  readonly reader?: string | undefined;
  readonly alike?: string | undefined;
  /** Id of the last comment of the page before: times alone are too coarse. */
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/**
 * Comments of a queue: what waits longest first, in `all` the newest first; and where to go on. One query.
 */
export async function listQueue(
  db: Pool,
  query: QueueQuery,
  now: Date,
): Promise<{ items: QueueItem[]; cursor: string | null }> {
  const isNewestFirst = query.queue === "all";
  const [order, sign] = isNewestFirst ? ["DESC", "<"] : ["ASC", ">"];
  const { rows } = await db.query(
    `${SELECT_ITEM}
     WHERE ${IN_QUEUE[query.queue]}
       AND ($2::uuid IS NULL OR c.story_id = $2)
       AND ($3::uuid IS NULL OR c.reader_id = $3)
       AND ($4::uuid IS NULL OR c.id = $4 OR (c.similarity <> '' AND c.similarity = (SELECT similarity FROM comment WHERE id = $4)))
       AND ($5::uuid IS NULL OR (c.created_at, c.id) ${sign} (SELECT o.created_at, o.id FROM comment o WHERE o.id = $5))
     ORDER BY c.created_at ${order}, c.id ${order} LIMIT $6`,
    [
      now,
      query.story ?? null,
      query.reader ?? null,
      query.alike ?? null,
      query.cursor ?? null,
      query.limit + 1,
    ],
  );
  const items = rows.slice(0, query.limit).map((row) => Item.parse(row));
  return { items, cursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

/** One comment as the queues show it; undefined when there is none such. One query. */
export async function findQueueItem(
  db: Pool,
  comment: string,
  now: Date,
): Promise<QueueItem | undefined> {
  const { rows } = await db.query(`${SELECT_ITEM} WHERE c.id = $2 AND c.state <> 'deleted'`, [
    now,
    comment,
  ]);
  return rows[0] === undefined ? undefined : Item.parse(rows[0]);
}

const AppealRow = z.object({
  id: z.string(),
  text: z.string(),
  createdAt: z.date(),
  reader: z.object({ id: z.string(), name: z.string() }),
  comment: z
    .object({ id: z.string(), body: z.string(), headline: z.string(), path: z.string().nullable() })
    .nullable(),
  sanction: z
    .object({
      kind: z.string(),
      told: z.object({ ar: z.string(), en: z.string() }),
      at: z.string(),
    })
    .nullable(),
  reason: z.string().nullable(),
});

/** An open appeal, with what it is against. */
export type OpenAppeal = z.output<typeof AppealRow>;

/** The open appeals, the oldest first, at most a hundred. One query. */
export async function listAppeals(db: Pool): Promise<OpenAppeal[]> {
  const { rows } = await db.query(
    `SELECT a.id, a.text, a.created_at AS "createdAt", jsonb_build_object('id', r.id, 'name', r.name) AS reader,
       CASE WHEN c.id IS NULL THEN NULL ELSE jsonb_build_object('id', c.id, 'body', c.body, 'headline', s.headline,
         'path', s.path) END AS comment,
       CASE WHEN x.id IS NULL THEN NULL ELSE jsonb_build_object('kind', x.kind, 'told', x.told, 'at', x.created_at) END AS sanction,
       (SELECT d.reason FROM moderation_decision d WHERE d.comment_id = a.comment_id AND d.kind = 'reject'
        ORDER BY d.id DESC LIMIT 1) AS reason
     FROM moderation_appeal a JOIN reader r ON r.id = a.reader_id
     LEFT JOIN comment c ON c.id = a.comment_id LEFT JOIN story s ON s.id = c.story_id
     LEFT JOIN reader_sanction x ON x.id = a.sanction_id
     WHERE a.decided_at IS NULL ORDER BY a.created_at LIMIT 100`,
  );
  return rows.map((row) => AppealRow.parse(row));
}
