import type { PoolClient } from "pg";
import { recordAct } from "#accounts/audit.ts";
import type { Actor } from "#accounts/authoriser.ts";
import { tellReader } from "../readers/notices.ts";
import { recordDecision } from "./decisions.ts";

type Closed = {
  id: string;
  reader_id: string | null;
  category: string;
  created_at: Date;
  name: string | null;
  email: string | null;
};

/** Somebody without an account who wants to be told by mail what became of their report of illegal content. */
export type ToldByMail = {
  readonly email: string;
  readonly name: string;
  readonly isUpheld: boolean;
  readonly reportedAt: Date;
};

const told = (isUpheld: boolean) =>
  isUpheld
    ? {
        ar: "راجعنا بلاغك عن تعليق، وأزلنا التعليق. شكرًا لك.",
        en: "We looked at your report of a comment and removed the comment. Thank you.",
      }
    : {
        ar: "راجعنا بلاغك عن تعليق، ورأينا أنه لا يخالف قواعد المشاركة.",
        en: "We looked at your report of a comment; it does not break the rules of the conversation.",
      };

/**
 * Closes every open report on a comment by what was decided about it, and tells those who reported it; who left an
 * address is forgotten here and given back, to be told by mail.
 */
export async function closeReports(
  client: PoolClient,
  {
    comment,
    isUpheld,
    by,
  }: { readonly comment: string; readonly isUpheld: boolean; readonly by: Actor },
  now: Date,
): Promise<ToldByMail[]> {
  const { rows } = await client.query<Closed>(
    `WITH open AS (SELECT id, name, email FROM comment_report
                   WHERE comment_id = $1 AND decided_at IS NULL FOR UPDATE)
     UPDATE comment_report r SET decided_at = $2, is_upheld = $3, name = NULL, email = NULL
     FROM open WHERE r.id = open.id
     RETURNING r.id, r.reader_id, r.category, r.created_at, open.name, open.email`,
    [comment, now, isUpheld],
  );
  const kind = isUpheld ? "upholdReport" : "declineReport";
  for (const report of rows) {
    await recordAct(
      client,
      {
        by,
        act: `report.${isUpheld ? "uphold" : "decline"}`,
        subject: { kind: "comment", id: comment },
        after: { category: report.category },
      },
      now,
    );
    await recordDecision(
      client,
      { kind, by, reason: report.category, comment, since: report.created_at },
      now,
    );
    if (report.reader_id !== null)
      await tellReader(
        client,
        {
          reader: report.reader_id,
          kind: "reportDecided",
          comment: isUpheld ? null : comment,
          told: told(isUpheld),
        },
        now,
      );
  }
  return rows.flatMap(({ email, name, created_at: reportedAt }) =>
    email === null ? [] : [{ email, name: name ?? "", isUpheld, reportedAt }],
  );
}
