import type { Pool } from "pg";
import { z } from "zod";

const count = z.coerce.number();

const Numbers = z.object({
  comments: count,
  approved: count,
  rejected: count,
  deleted: count,
  held: count,
  reports: count,
  reportsOfIllegal: count,
  reportsUpheld: count,
  appeals: count,
  appealsGranted: count,
  warned: count,
  suspended: count,
  banned: count,
  /** Median from a comment's coming to a person's decision, in minutes; null without any. */
  waitedMinutes: z.coerce.number().nullable(),
  byReason: z.record(z.string(), count),
});

/** What was done with comments in a month, in numbers: nobody's name, nobody's words. */
export type MonthNumbers = z.output<typeof Numbers>;

/** The numbers of what happened from `from` until before `to`. One query. */
export async function countMonth(db: Pool, from: Date, to: Date): Promise<MonthNumbers> {
  const { rows } = await db.query(
    `WITH d AS (SELECT kind, reason, waited_ms FROM moderation_decision WHERE at >= $1 AND at < $2)
     SELECT
       (SELECT count(*) FROM comment WHERE created_at >= $1 AND created_at < $2) AS comments,
       (SELECT count(*) FROM comment WHERE created_at >= $1 AND created_at < $2 AND verdicts @> '[{"verdict":"hold"}]') AS held,
       count(*) FILTER (WHERE kind = 'approve') AS approved,
       count(*) FILTER (WHERE kind = 'reject') AS rejected,
       count(*) FILTER (WHERE kind = 'delete') AS deleted,
       (SELECT count(*) FROM comment_report WHERE created_at >= $1 AND created_at < $2) AS reports,
       (SELECT count(*) FROM comment_report WHERE created_at >= $1 AND created_at < $2 AND category = 'illegal') AS "reportsOfIllegal",
       count(*) FILTER (WHERE kind = 'upholdReport') AS "reportsUpheld",
       (SELECT count(*) FROM moderation_appeal WHERE created_at >= $1 AND created_at < $2) AS appeals,
       count(*) FILTER (WHERE kind = 'grantAppeal') AS "appealsGranted",
       count(*) FILTER (WHERE kind = 'warn') AS warned,
       count(*) FILTER (WHERE kind = 'suspend') AS suspended,
       count(*) FILTER (WHERE kind = 'ban') AS banned,
       (percentile_cont(0.5) WITHIN GROUP (ORDER BY waited_ms) FILTER (WHERE kind IN ('approve', 'reject', 'delete')) / 60000)
         AS "waitedMinutes",
       coalesce((SELECT jsonb_object_agg(reason, times) FROM (SELECT reason, count(*) AS times FROM d
         WHERE kind IN ('reject', 'delete') AND reason <> '' GROUP BY reason) r), '{}') AS "byReason"
     FROM d`,
    [from, to],
  );
  return Numbers.parse(rows[0]);
}

/** When the first comment came; undefined before any did. */
export async function firstCommentAt(db: Pool): Promise<Date | undefined> {
  const { rows } = await db.query<{ at: Date | null }>("SELECT min(created_at) AS at FROM comment");
  return rows[0]?.at ?? undefined;
}
