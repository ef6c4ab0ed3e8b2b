import { Hono } from "hono";
import { z } from "zod";
import { formatDay } from "#arabic/dates.ts";
import { dayBounds, dayOf, nextDay } from "#arabic/zone-days.ts";
import { findOwnComment } from "#conversation/comments/own-comments.ts";
import { listComments } from "#conversation/comments/threads.ts";
import { appeal, type Appealed } from "#conversation/moderation/appeals.ts";
import { reportComment, ReportInput } from "#conversation/moderation/reports.ts";
import { acknowledgeWarning, standingOf } from "#conversation/moderation/sanctions.ts";
import { countMonth, firstCommentAt } from "#conversation/moderation/transparency.ts";
import { Refusal } from "#platform/refusal.ts";
import { cachedPage, freshPage } from "../../frame/respond.ts";
import { commentHref } from "../addresses.ts";
import {
  demandReader,
  fieldsOf,
  idOf,
  readerOf,
  toldOf,
  type TalkContext,
  type TalkEnv,
} from "../talk-env.ts";
import { saidPage } from "../write-pages.tsx";
import { moderationStrings as strings } from "./moderation-strings.ts";
import { appealPage, reportPage, standingPage } from "./report-pages.tsx";
import { transparencyPage, type ShownMonth } from "./transparency-page.tsx";

const Sent = z.record(z.string().max(40), z.string().max(6000));

/** The comment that is reported, as readers see it. */
async function shownComment(c: TalkContext) {
  const [found] = await listComments(c.var.deps.pool, [idOf(c)]);
  if (found !== undefined && found.comment.isShown) return found.comment;
  throw new Refusal("notFound", "no such comment is published", {
    told: { ar: "هذا التعليق لم يعد منشورًا.", en: "This comment is no longer published." },
  });
}

async function report(c: TalkContext): Promise<Response> {
  const { deps, frame, now } = c.var;
  const comment = await shownComment(c);
  const fields = await fieldsOf(c, Sent);
  const { good_faith: goodFaith, ...rest } = fields;
  const parsed = ReportInput.safeParse({ ...rest, isGoodFaith: goodFaith === "on" });
  if (!parsed.success) {
    const told = fields["category"] === "illegal" ? strings.missingIllegal : strings.wrongReport;
    return freshPage(reportPage(frame, comment, fields, told), 400);
  }
  const reader = await readerOf(c);
  const by = reader === undefined ? { address: c.env.client?.group ?? "" } : { reader: reader.id };
  try {
    const { kind } = await reportComment(
      deps.pool,
      { comment: comment.id, report: parsed.data },
      by,
      now,
    );
    const said = {
      title: strings.reported,
      text: kind === "known" ? strings.known : strings.reportedText,
      on: strings.back,
      href: commentHref(comment.id),
    };
    return freshPage(saidPage(frame, said), 200);
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== "tooMany") throw error;
    return freshPage(reportPage(frame, comment, fields, toldOf(error)), 429, {
      "Retry-After": String(error.retryAfterSeconds ?? 60),
    });
  }
}

const AppealText = z.strictObject({ text: z.string().max(6000).default("") });

const appealed = (c: TalkContext): Response =>
  freshPage(
    saidPage(c.var.frame, {
      title: strings.appealed,
      text: strings.appealedText,
      on: strings.toNotices,
      href: "/account/notices",
    }),
    200,
  );

async function appealComment(c: TalkContext): Promise<Response> {
  const { deps, frame, now } = c.var;
  const reader = await demandReader(c);
  const own = await findOwnComment(deps.pool, { comment: idOf(c), reader: reader.id }, now);
  if (own === undefined) throw new Refusal("notFound", "the reader has no such comment");
  if (c.req.method !== "POST") return freshPage(appealPage(frame, own, { text: "" }), 200);
  const { text } = await fieldsOf(c, AppealText);
  const against: Appealed = { comment: own.id };
  try {
    await appeal(deps.pool, { against, text }, reader.id, now);
    return appealed(c);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return freshPage(appealPage(frame, own, { text, told: toldOf(error) }), error.status);
  }
}

async function appealStanding(c: TalkContext): Promise<Response> {
  const { deps, frame, now } = c.var;
  const reader = await demandReader(c);
  const standing = await standingOf(deps.pool, reader.id, now);
  if (standing.sanction === undefined) return c.redirect("/conversation/standing", 303);
  const { text } = await fieldsOf(c, AppealText);
  try {
    await appeal(deps.pool, { against: { sanction: standing.sanction }, text }, reader.id, now);
    return appealed(c);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return freshPage(standingPage(frame, standing, toldOf(error)), error.status);
  }
}

/** Reports, appeals, and how a reader stands; below `/conversation`. */
export function moderationRoutes(): Hono<TalkEnv> {
  const app = new Hono<TalkEnv>();
  app.get("/comments/:id/report", async (c) =>
    freshPage(reportPage(c.var.frame, await shownComment(c), {}), 200),
  );
  app.post("/comments/:id/report", (c) => report(c));
  app.get("/appeal/:id", (c) => appealComment(c));
  app.post("/appeal/:id", (c) => appealComment(c));
  app.get("/standing", async (c) => {
    const reader = await demandReader(c);
    const standing = await standingOf(c.var.deps.pool, reader.id, c.var.now);
    return freshPage(standingPage(c.var.frame, standing), 200);
  });
  app.post("/standing", async (c) => {
    const reader = await demandReader(c);
    await acknowledgeWarning(c.var.deps.pool, reader.id, c.var.now);
    return c.redirect("/conversation/standing", 303);
  });
  app.post("/standing/appeal", (c) => appealStanding(c));
  return app;
}

const MOST_MONTHS = 12;
/** How long the page is kept: its numbers are for reading, not for watching. */
const KEPT_SECONDS = 600;

/** The first days of the months from that of `day` back to that of `first`, at most twelve. */
function monthsBack(day: string, first: string): string[] {
  const months: string[] = [];
  let [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  for (let at = 0; at < MOST_MONTHS; at += 1) {
    const start = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
    months.push(start);
    if (start.slice(0, 7) <= first.slice(0, 7)) break;
    [year, month] = month === 1 ? [year - 1, 12] : [year, month - 1];
  }
  return months;
}

/** The last day of the month that begins with `start`. */
function lastDay(start: string): string {
  let day = `${start.slice(0, 8)}28`;
  while (nextDay(day).slice(0, 7) === start.slice(0, 7)) day = nextDay(day);
  return day;
}

/** `/transparency`: the numbers of the last twelve months. */
export async function answerTransparency(c: TalkContext): Promise<Response> {
  const { deps, frame, now } = c.var;
  const { edition } = frame;
  const first = await firstCommentAt(deps.pool);
  const starts = first === undefined ? [] : monthsBack(frame.day, dayOf(first, edition.zone));
  const months: ShownMonth[] = [];
  for (const start of starts) {
    const to = dayBounds(lastDay(start), edition.zone).end;
    months.push({
      // «1 نوفمبر 2026» without its day.
      name: formatDay(start, edition).replace(/^\S+\s/u, ""),
      isOver: to <= now,
      numbers: await countMonth(deps.pool, dayBounds(start, edition.zone).start, to),
    });
  }
  return cachedPage(transparencyPage(frame, months), {
    maxAgeSeconds: KEPT_SECONDS,
    staleSeconds: KEPT_SECONDS,
    tags: [],
  });
}
