import { Hono } from "hono";
import { z } from "zod";
import { decideAppeal } from "#conversation/moderation/appeals.ts";
import { decideComment, type CommentDecision } from "#conversation/moderation/decide.ts";
import {
  countQueues,
  findQueueItem,
  listAppeals,
  listQueue,
  type QueueItem,
} from "#conversation/moderation/queues.ts";
import { getReaderRecord, noteOnReader } from "#conversation/moderation/reader-record.ts";
import { REJECT_REASONS } from "#conversation/moderation/reasons.ts";
import type { ToldByMail } from "#conversation/moderation/report-decisions.ts";
import { liftSanction, SanctionInput, sanctionReader } from "#conversation/moderation/sanctions.ts";
import { Refusal } from "#platform/refusal.ts";
import type { NewsroomDeps, NewsroomEnv } from "../context.ts";
import { demand, idOf, json, query } from "../route.ts";
import { reportMail } from "./report-mail.ts";

const explained = {
  reason: z.enum(REJECT_REASONS),
  note: z.string().max(1000).default(""),
};

const Decision = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("approve") }),
  z.strictObject({ kind: z.literal("hold") }),
  z.strictObject({ kind: z.literal("feature") }),
  z.strictObject({ kind: z.literal("unfeature") }),
  z.strictObject({ kind: z.literal("reject"), ...explained }),
  z.strictObject({ kind: z.literal("delete"), ...explained }),
]) satisfies z.ZodType<CommentDecision>;

/** Comments that one request may decide: each is a transaction of its own. */
const MOST_AT_ONCE = 100;

const Bulk = z.strictObject({
  comments: z.array(z.uuid()).min(1).max(MOST_AT_ONCE),
  decision: Decision,
});

const Queue = z.strictObject({
  queue: z.enum(["held", "reported", "newcomers", "all"]),
  story: z.uuid().optional(),
  reader: z.uuid().optional(),
  /** Texts like that of this comment. */
  alike: z.uuid().optional(),
  cursor: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

const AppealDecision = z.strictObject({
  isGranted: z.boolean(),
  answer: z.string().max(2000).default(""),
});

const Note = z.strictObject({ text: z.string().trim().min(1).max(2000) });
const ForReader = SanctionInput.extend({ comment: z.uuid().nullable().default(null) });

const itemJson = (item: QueueItem) => ({
  ...item,
  createdAt: item.createdAt.toISOString(),
  editedAt: item.editedAt?.toISOString() ?? null,
});

/** Those who reported illegal content without an account are told by mail once the decision stands. */
function tellByMail(deps: NewsroomDeps, byMail: readonly ToldByMail[]): void {
  const { name, lang } = deps.edition();
  const site = { name, url: deps.siteUrl, language: lang === "ar" ? "ar" : "en" } as const;
  for (const report of byMail) deps.mailer.sendLater(async () => reportMail(report, site));
}

/** The moderators' queues and what is decided there. */
export const moderationRoutes = new Hono<NewsroomEnv>()
  .get("/moderation/counts", demand("moderate"), async (c) => c.json(await countQueues(c.var.db)))
  .get("/moderation/comments", demand("moderate"), query(Queue), async (c) => {
    const { items, cursor } = await listQueue(c.var.db, c.req.valid("query"), c.var.now);
    return c.json({ items: items.map(itemJson), cursor });
  })
  .get("/moderation/comments/:id", demand("moderate"), async (c) => {
    const item = await findQueueItem(c.var.db, idOf(c.req.param("id")), c.var.now);
    if (item === undefined) throw new Refusal("notFound", "there is no such comment");
    return c.json(itemJson(item));
  })
  .post(
    "/moderation/comments/:id/decision",
    demand("moderate"),
    json(z.strictObject({ decision: Decision })),
    async (c) => {
      const { db, by, now, deps } = c.var;
      const { decision } = c.req.valid("json");
      const decided = await decideComment(
        db,
        { comment: idOf(c.req.param("id")), decision },
        by,
        now,
      );
      tellByMail(deps, decided.byMail);
      return c.json({ before: decided.before, isChanged: decided.isChanged });
    },
  )
  .post("/moderation/decisions", demand("moderate"), json(Bulk), async (c) => {
    const { db, by, now, deps } = c.var;
    const { comments, decision } = c.req.valid("json");
    const failed: string[] = [];
    for (const comment of new Set(comments)) {
      try {
        const { byMail } = await decideComment(db, { comment, decision }, by, now);
        tellByMail(deps, byMail);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        failed.push(comment);
      }
    }
    return c.json({ failed });
  })
  .get("/moderation/appeals", demand("moderate"), async (c) => {
    const items = await listAppeals(c.var.db);
    return c.json({
      items: items.map((item) => ({ ...item, createdAt: item.createdAt.toISOString() })),
    });
  })
  .post("/moderation/appeals/:id/decision", demand("moderate"), json(AppealDecision), async (c) => {
    const { db, by, now } = c.var;
    const input = { appeal: idOf(c.req.param("id")), ...c.req.valid("json") };
    await decideAppeal(db, input, by, now);
    return c.json({ kind: "decided" });
  })
  .get("/moderation/readers/:id", demand("moderate"), async (c) => {
    const record = await getReaderRecord(c.var.db, idOf(c.req.param("id")), c.var.now);
    return c.json({ ...record, createdAt: record.createdAt.toISOString() });
  })
  .post("/moderation/readers/:id/notes", demand("moderate"), json(Note), async (c) => {
    const { db, by, now } = c.var;
    const { text } = c.req.valid("json");
    await noteOnReader(db, { reader: idOf(c.req.param("id")), text }, by, now);
    return c.json({ kind: "noted" }, 201);
  })
  .post("/moderation/readers/:id/sanctions", demand("moderate"), json(ForReader), async (c) => {
    const { db, by, now } = c.var;
    const { comment, ...sanction } = c.req.valid("json");
    const id = await sanctionReader(
      db,
      { reader: idOf(c.req.param("id")), sanction, comment },
      by,
      now,
    );
    return c.json({ id }, 201);
  })
  .delete("/moderation/sanctions/:id", demand("moderate"), async (c) => {
    const { db, by, now } = c.var;
    await liftSanction(db, idOf(c.req.param("id")), by, now);
    return c.json({ kind: "lifted" });
  });
