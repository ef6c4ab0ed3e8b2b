import { Hono } from "hono";
import { z } from "zod";
import { reachOf } from "#accounts/authoriser.ts";
import { resolveWallTime } from "#arabic/zone-days.ts";
import { isoWithOffset } from "#arabic/dates.ts";
import {
  createIssue,
  getIssue,
  IssueContent,
  listIssues,
  missingOf,
  removeIssue,
  saveIssue,
  scheduleIssue,
  unscheduleIssue,
  type Issue,
} from "#distribution/newsletter/issues.ts";
import {
  changeSettings,
  findSettings,
  NewsletterSettings,
} from "#distribution/newsletter/settings.ts";
import { countSubscribers } from "#distribution/newsletter/subscribers.ts";
import { Refusal } from "#platform/refusal.ts";
import { listSummaries } from "#site/story-summaries.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, idOf, json } from "../route.ts";
import { mailPreview } from "./mail-preview.ts";

const LISTED = 60;

const Content = IssueContent.pick({ subject: true, intro: true, stories: true });
const Draft = z.strictObject({ base: z.int().min(1), content: Content });
const Sending = z.strictObject({
  base: z.int().min(1),
  /** Time on the edition's clock; null: now. */
  at: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/)
    .nullable(),
});

const whole = (content: z.infer<typeof Content>): IssueContent => ({
  ...content,
  title: "",
  note: "",
});

const issueJson = (issue: Issue, zone: string) => ({
  id: issue.id,
  kind: issue.kind,
  period: issue.period ?? null,
  state: issue.state,
  version: issue.version,
  subject: issue.content.subject,
  sendAt: issue.sendAt?.toISOString() ?? null,
  sendWall: issue.sendAt === undefined ? null : isoWithOffset(issue.sendAt, zone).slice(0, 16),
  createdAt: issue.createdAt.toISOString(),
  begunAt: issue.begunAt?.toISOString() ?? null,
  endedAt: issue.endedAt?.toISOString() ?? null,
  copies: issue.copies,
  clicks: issue.clicks,
});

/** The instant of a time on the edition's clock. @throws Refusal `invalid` for one that the clock never shows */
function instantOf(wall: string, zone: string): Date {
  const resolved = resolveWallTime(wall, zone);
  if (resolved.kind === "instant") return resolved.instant;
  if (resolved.kind === "double") return resolved.first;
  throw new Refusal("invalid", "no such time", {
    told: {
      ar: "هذا الوقت لا يمر على ساعة الطبعة. اختر وقتاً غيره.",
      en: "The edition's clock never shows this time. Choose another one.",
    },
  });
}

/** The newsletter. */
export const newsletterRoutes = new Hono<NewsroomEnv>()
  .get("/newsletter", demand("seeDistribution"), async (c) => {
    const { db, deps, by } = c.var;
    const edition = deps.edition();
    const [issues, subscribers, settings] = await Promise.all([
      listIssues(db, edition.code, LISTED),
      countSubscribers(db),
      findSettings(db, edition.code),
    ]);
    const isAdmin = reachOf(by, "changeSettings") !== undefined;
    return c.json({
      issues: issues.map((issue) => issueJson(issue, edition.zone)),
      subscribers,
      settings: settings.settings,
      version: settings.version,
      /** Where mail servers report failures, and the key for it; only for those who may change settings. */
      reports: isAdmin
        ? { url: `${deps.siteUrl}/newsletter/bounces`, key: await deps.newsletter.bounceKey() }
        : null,
    });
  })
  .put(
    "/newsletter/settings",
    demand("sendNewsletter"),
    json(z.strictObject({ base: z.int().min(0), settings: NewsletterSettings })),
    async (c) => {
      const { db, deps, by, now } = c.var;
      await changeSettings(
        db,
        { editionCode: deps.edition().code, ...c.req.valid("json") },
        by,
        now,
      );
      return c.json({ kind: "saved" as const });
    },
  )
  .post(
    "/newsletter/issues",
    demand("sendNewsletter"),
    json(z.strictObject({ content: Content })),
    async (c) => {
      const { db, deps, by, now } = c.var;
      const content = whole(c.req.valid("json").content);
      const id = await createIssue(db, { editionCode: deps.edition().code, content }, by, now);
      return c.json({ id }, 201);
    },
  )
  .get("/newsletter/issues/:id", demand("seeDistribution"), async (c) => {
    const { db, deps } = c.var;
    const issue = await getIssue(db, idOf(c.req.param("id")));
    const { subject, intro, stories } = issue.content;
    return c.json({
      ...issueJson(issue, deps.edition().zone),
      content: { subject, intro, stories },
      missing: missingOf(issue.content),
      stories: await listSummaries(db, stories),
    });
  })
  .put("/newsletter/issues/:id", demand("sendNewsletter"), json(Draft), async (c) => {
    const { base, content } = c.req.valid("json");
    const id = idOf(c.req.param("id"));
    const version = await saveIssue(c.var.db, { id, base, content: whole(content) }, c.var.by);
    return c.json({ version });
  })
  .delete("/newsletter/issues/:id", demand("sendNewsletter"), async (c) => {
    const id = idOf(c.req.param("id"));
    await getIssue(c.var.db, id);
    await removeIssue(c.var.db, id, c.var.by, c.var.now);
    return c.json({ kind: "removed" as const });
  })
  .get("/newsletter/issues/:id/preview", demand("seeDistribution"), async (c) => {
    const { html } = await c.var.deps.newsletter.preview(idOf(c.req.param("id")));
    return mailPreview(html);
  })
  .post("/newsletter/issues/:id/test", demand("sendNewsletter"), async (c) => {
    const { deps, person } = c.var;
    await deps.newsletter.sendTest(idOf(c.req.param("id")), person.email);
    return c.json({ to: person.email });
  })
  .post("/newsletter/issues/:id/send", demand("sendNewsletter"), json(Sending), async (c) => {
    const { db, deps, by, now } = c.var;
    const { base, at } = c.req.valid("json");
    const id = idOf(c.req.param("id"));
    await scheduleIssue(
      db,
      { id, base, at: at === null ? now : instantOf(at, deps.edition().zone) },
      by,
      now,
    );
    deps.newsletter.hurry();
    return c.json({ kind: "scheduled" as const });
  })
  .post("/newsletter/issues/:id/unschedule", demand("sendNewsletter"), async (c) => {
    const id = idOf(c.req.param("id"));
    await getIssue(c.var.db, id);
    await unscheduleIssue(c.var.db, id, c.var.by, c.var.now);
    return c.json({ kind: "draft" as const });
  });
