import { Hono } from "hono";
import { z } from "zod";
import { pictureUrl } from "#media/picture-url.ts";
import { Refusal } from "#platform/refusal.ts";
import { pinnedStories } from "#site/arrange.ts";
import { warningsOf, type FrontWarning } from "#site/front-warnings.ts";
import {
  FrontInput,
  getFront,
  HOME,
  listFronts,
  MOST_PLACES,
  publishFront,
  saveFrontDraft,
  type Front,
} from "#site/fronts.ts";
import { listSummaries, type StorySummary } from "#site/story-summaries.ts";
import { listSections } from "#stories/read.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, json } from "../route.ts";
import { previewResponse } from "./preview-response.ts";

const HOME_NAME = { ar: "الصفحة الأولى", en: "Front page" } as const;

const iso = (instant: Date | undefined): string | null => instant?.toISOString() ?? null;

const summaryJson = (story: StorySummary) => ({
  id: story.id,
  headline: story.headline,
  state: story.state,
  url: story.path === undefined ? null : encodeURI(story.path),
  section: story.section ?? null,
  publishedAt: iso(story.publishedAt),
  picture: story.picture === undefined ? null : pictureUrl(story.picture, 320),
});

const frontJson = (front: Front) => ({
  key: front.key,
  version: front.version,
  places: front.key === HOME ? MOST_PLACES.home : MOST_PLACES.section,
  draft: front.draft,
  savedAt: iso(front.savedAt),
  published: front.published ?? null,
  publishedAt: iso(front.publishedAt),
  hasChanges: front.version > 0 && JSON.stringify(front.draft) !== JSON.stringify(front.published),
});

const warningJson = (warning: FrontWarning) =>
  warning.kind === "notPublished" ? { ...warning, state: warning.state ?? null } : warning;

/** The front page and the fronts of sections. */
export const frontRoutes = new Hono<NewsroomEnv>()
  .get("/fronts", demand("seeFronts"), async (c) => {
    const { db, deps, now, language } = c.var;
    const edition = deps.edition();
    const [fronts, sections] = await Promise.all([
      listFronts(db, edition),
      listSections(db, edition.code),
    ]);
    const names = new Map(sections.map(({ slug, name }) => [slug, name]));
    const items = await Promise.all(
      fronts.map(async (front) => ({
        ...frontJson(front),
        name: front.key === HOME ? HOME_NAME[language] : (names.get(front.key) ?? front.key),
        warnings: (await warningsOf(db, front, now)).map(warningJson),
      })),
    );
    return c.json({ items });
  })
  .get("/fronts/:key", demand("seeFronts"), async (c) => {
    const { db, deps, now } = c.var;
    const front = await getFront(db, deps.edition(), c.req.param("key"));
    const ids = [front.draft, ...(front.published === undefined ? [] : [front.published])].flatMap(
      pinnedStories,
    );
    const [stories, warnings] = await Promise.all([
      listSummaries(db, [...new Set(ids)]),
      warningsOf(db, front, now),
    ]);
    return c.json({
      ...frontJson(front),
      stories: stories.map(summaryJson),
      warnings: warnings.map(warningJson),
    });
  })
  .put(
    "/fronts/:key/draft",
    demand("arrangeFronts"),
    json(z.strictObject({ base: z.int().min(0), ...FrontInput.shape })),
    async (c) => {
      const { db, deps, by, now } = c.var;
      const { base, slots, fill } = c.req.valid("json");
      const saved = await saveFrontDraft(
        db,
        { edition: deps.edition(), key: c.req.param("key"), base, content: { slots, fill } },
        by,
        now,
      );
      if (saved.kind === "stale")
        return c.json({ kind: saved.kind, current: frontJson(saved.current) }, 409);
      const warnings = await warningsOf(db, saved.front, now);
      return c.json({
        kind: saved.kind,
        ...frontJson(saved.front),
        warnings: warnings.map(warningJson),
      });
    },
  )
  .post(
    "/fronts/:key/publish",
    demand("arrangeFronts"),
    json(z.strictObject({ base: z.int().min(0) })),
    async (c) => {
      const { db, deps, by, now } = c.var;
      const { after } = await publishFront(
        db,
        { edition: deps.edition(), key: c.req.param("key"), base: c.req.valid("json").base },
        by,
        now,
      );
      return c.json(frontJson(after));
    },
  )
  .get("/fronts/:key/preview", demand("seeFronts"), async (c) => {
    const { db, deps } = c.var;
    const { key, draft } = await getFront(db, deps.edition(), c.req.param("key"));
    const html = await deps.previewFront(key, draft);
    if (html === undefined) throw new Refusal("notFound", "no such front");
    return previewResponse(html, deps);
  });
