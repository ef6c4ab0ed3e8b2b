import { createHash, randomUUIDv7 } from "node:crypto";
import type { Pool } from "pg";
import { z } from "zod";
import { recordAct } from "#accounts/audit.ts";
import { inTransaction } from "#platform/db.ts";
import { announce } from "#platform/notices.ts";
import { Refusal } from "#platform/refusal.ts";
import { stripHidden, visibleText } from "#arabic/visible-text.ts";
import { REPORT_CATEGORIES } from "./reasons.ts";

const DAY = 24 * 3_600_000;
/** Reports of one reader, or of one address, in a day. Source: Discourse (20 flags a day). */
export const REPORTS_A_DAY = 20;
/** What moderators already look at needs no more reports; further ones are counted in nobody's queue. */
const OPEN_REPORTS_OF_A_COMMENT = 50;

const line = (most: number) =>
  z
    .string()
    .max(most * 2)
    .transform(visibleText)
    .pipe(z.string().max(most));

/** A report; the fields from `location` on are those of a notice of illegal content (EU 2022/2065, article 16). */
export const ReportInput = z
  .strictObject({
    category: z.enum(REPORT_CATEGORIES),
    explanation: z
      .string()
      .max(6000)
      .transform((text) => stripHidden(text).trim())
      .pipe(z.string().max(3000))
      .default(""),
    location: line(1000).default(""),
    isGoodFaith: z.boolean().default(false),
    name: line(200).default(""),
    email: z.union([z.literal(""), z.email().max(254)]).default(""),
  })
  .refine((report) => report.category !== "illegal" || report.explanation.length >= 10, {
    path: ["explanation"],
    error: "illegal content: say in a sentence why it is illegal",
  })
  .refine((report) => report.category !== "illegal" || report.isGoodFaith, {
    path: ["isGoodFaith"],
    error: "illegal content: confirm that the report is made in good faith",
  });

/** A report, checked. */
export type Report = z.output<typeof ReportInput>;

/** Who reports: a reader, or somebody without an account by their network address. */
export type Reporter = { readonly reader: string } | { readonly address: string };

const keyOf = (by: Reporter, now: Date): Buffer =>
  createHash("sha256")
    .update(
      "reader" in by
        ? `reader ${by.reader}`
        : `address ${by.address} ${now.toISOString().slice(0, 10)}`,
    )
    .digest();

/**
 * Reports a comment that readers see. The same reporter's second report of it changes nothing; neither does one on a
 * comment that fifty have reported already.
 * @throws Refusal `notFound` for a comment that readers don't see, `tooMany` over twenty reports a day
 */
export async function reportComment(
  db: Pool,
  input: { readonly comment: string; readonly report: Report },
  by: Reporter,
  now: Date,
): Promise<{ kind: "reported" | "known" }> {
  const reporter = keyOf(by, now);
  const { report } = input;
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<{ story_id: string; open: number; today: number }>(
      `SELECT c.story_id,
         (SELECT count(*)::int FROM comment_report r WHERE r.comment_id = c.id AND r.decided_at IS NULL) AS open,
         (SELECT count(*)::int FROM comment_report r WHERE r.reporter = $2 AND r.created_at > $3) AS today
       FROM comment c WHERE c.id = $1 AND c.state = 'published' FOR SHARE`,
      [input.comment, reporter, new Date(now.getTime() - DAY)],
    );
    const [comment] = rows;
    if (comment === undefined)
      throw new Refusal("notFound", "no such comment is published", {
        told: { ar: "هذا التعليق لم يعد منشورًا.", en: "This comment is no longer published." },
      });
    if (comment.today >= REPORTS_A_DAY)
      throw new Refusal("tooMany", `Cannot report: ${REPORTS_A_DAY} reports were made in a day`, {
        retryAfterSeconds: 3600,
        told: {
          ar: "أرسلت بلاغات كثيرة اليوم. نراجع ما وصلنا، وحاول غدًا.",
          en: "You have sent many reports today. We look at those; try again tomorrow.",
        },
      });
    if (comment.open >= OPEN_REPORTS_OF_A_COMMENT) return { kind: "known" };
    const isIllegal = report.category === "illegal";
    const { rowCount } = await client.query(
      `INSERT INTO comment_report (id, comment_id, reader_id, reporter, category, explanation, location, name, email, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (comment_id, reporter) DO NOTHING`,
      [
        randomUUIDv7(),
        input.comment,
        "reader" in by ? by.reader : null,
        reporter,
        report.category,
        report.explanation,
        isIllegal ? report.location : "",
        isIllegal && report.name !== "" ? report.name : null,
        isIllegal && report.email !== "" ? report.email : null,
        now,
      ],
    );
    if (rowCount === 0) return { kind: "known" };
    await recordAct(
      client,
      {
        by: { kind: "product", name: "visitor" },
        act: "comment.report",
        subject: { kind: "comment", id: input.comment },
        after: { category: report.category },
      },
      now,
    );
    await announce(client, { kind: "comment.reported", story: comment.story_id });
    return { kind: "reported" };
  });
}
