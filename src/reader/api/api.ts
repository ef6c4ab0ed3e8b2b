import { Hono } from "hono";
import { z } from "zod";
import { isoWithOffset } from "#arabic/dates.ts";
import { dayOf } from "#arabic/zone-days.ts";
import { parseQuery } from "#platform/http/query.ts";
import { Refusal } from "#platform/refusal.ts";
import { findStoryById, listSections, listStories, listTopics } from "#stories/read.ts";
import { contextOf } from "../frame/archive.ts";
import { createFrames } from "../frame/frame.ts";
import { cachedPage } from "../frame/respond.ts";
import type { ReaderDeps } from "../frame/reader-context.ts";
import { FOR_EVERYONE, keptHeaders, keptJson, refusedJson, type Keeping } from "./answers.ts";
import { DOCS_STYLE, DOCS_STYLE_PATH, docsPage } from "./docs-page.tsx";
import { openApiDocument } from "./openapi.ts";
import { QUERIES } from "./schemas.ts";
import { addressOf, labelJson, storyJson, wholeStoryJson, type Place } from "./story-json.ts";
import { listTopicsOfStories } from "./topics-of-stories.ts";

/** What the public API needs. */
export type ApiDeps = ReaderDeps;

/** The most read of today is at most three seconds behind: one in the list itself, one here, none while it is renewed. */
const LIVE: Keeping = { maxAgeSeconds: 1, staleSeconds: 0, tags: ["most-read", "list"] };
const PAST_DAY: Keeping = { maxAgeSeconds: 300, staleSeconds: 600, tags: ["most-read", "list"] };
const TRENDING: Keeping = { maxAgeSeconds: 10, staleSeconds: 60, tags: ["ranking", "list"] };
const LIST: Keeping = { maxAgeSeconds: 60, staleSeconds: 300, tags: ["list"] };
const FRAME: Keeping = { maxAgeSeconds: 300, staleSeconds: 600, tags: ["chrome"] };

const topicCursor = {
  write: (slug: string): string => Buffer.from(slug).toString("base64url"),
  read: (cursor: string): string => {
    const slug = Buffer.from(cursor, "base64url").toString();
    if (topicCursor.write(slug) !== cursor)
      throw new Refusal("invalid", "parameter cursor: need a cursor as an answer gave it");
    return slug;
  },
};

/**
 * The public API, version 1, and the pages about it: everything below `/api`. Read only; what it refuses it refuses as a
 * problem of RFC 9457. Answers carry the headers that the page cache and CDNs keep them by.
 */
export function createApi(deps: ApiDeps): Hono {
  const { pool, ranking, siteUrl } = deps;
  const app = new Hono();
  const place = (): Place => deps.edition();
  const frameOf = createFrames(contextOf(deps));
  const documentNow = () => openApiDocument({ siteUrl, editionName: deps.edition().name });

  app.get("/api/v1/stories", async (c) => {
    const query = parseQuery(new URL(c.req.url), QUERIES.stories);
    const { stories, cursor } = await listStories(pool, query);
    const topics = await listTopicsOfStories(
      pool,
      stories.map(({ id }) => id),
    );
    const body = stories.map((card) => storyJson(card, topics.get(card.id) ?? [], place()));
    return keptJson({ stories: body, cursor: cursor ?? null }, LIST);
  });

  app.get("/api/v1/stories/:id", async (c) => {
    parseQuery(new URL(c.req.url), QUERIES.none);
    const id = z.guid().safeParse(c.req.param("id"));
    const story = id.success ? await findStoryById(pool, id.data) : undefined;
    if (story === undefined) throw new Refusal("notFound", "no published story has this id");
    return keptJson(wholeStoryJson(story, place()), {
      ...LIST,
      tags: [`story:${story.id}`, "chrome"],
    });
  });

  app.get("/api/v1/most-read", async (c) => {
    const { day, limit } = parseQuery(new URL(c.req.url), QUERIES.mostRead);
    const today = dayOf(deps.clock.now(), deps.edition().zone);
    const list = await ranking.mostReadOn(day ?? today);
    if (list === undefined)
      throw new Refusal("notFound", `no list of ${day}: need a day that has begun`);
    const stories = list.stories.slice(0, limit).map(({ card, counted, raw }) => ({
      id: card.id,
      headline: card.headline,
      url: addressOf(card.path),
      counted,
      raw,
    }));
    return keptJson(
      { day: list.day, basis: list.basis, stories },
      list.day === today ? LIVE : PAST_DAY,
    );
  });

  app.get("/api/v1/trending", async (c) => {
    const { limit } = parseQuery(new URL(c.req.url), QUERIES.trending);
    const { basis, topics } = await ranking.trending();
    const body = topics.slice(0, limit).map((topic) => ({
      ...labelJson("/topics", topic),
      basis: topic.basis,
      stories: topic.stories,
      counted: topic.counted,
    }));
    return keptJson({ basis, topics: body }, TRENDING);
  });

  app.get("/api/v1/search", async (c) => {
    const { q, ...query } = parseQuery(new URL(c.req.url), QUERIES.search);
    const { total, hits, fit, meant, cursor } = await deps.search.find({ ...query, text: q });
    const { zone } = place();
    const items = hits.map(({ card, snippetHtml }) => ({
      id: card.id,
      headline: card.headline,
      url: addressOf(card.path),
      published_at: isoWithOffset(card.publishedAt, zone),
      snippet_html: snippetHtml,
    }));
    return Response.json(
      { total, items, fit, meant: meant ?? null, cursor: cursor ?? null },
      { headers: { ...FOR_EVERYONE, "Cache-Control": "no-store" } },
    );
  });

  app.get("/api/v1/sections", async (c) => {
    parseQuery(new URL(c.req.url), QUERIES.none);
    const sections = await listSections(pool, deps.edition().code);
    const body = sections.map((section) => ({
      ...labelJson("", section),
      description: section.description,
    }));
    return keptJson({ sections: body }, FRAME);
  });

  app.get("/api/v1/topics", async (c) => {
    const { limit, cursor } = parseQuery(new URL(c.req.url), QUERIES.topics);
    const after = cursor === undefined ? undefined : topicCursor.read(cursor);
    const topics = await listTopics(pool, { limit: limit + 1, after });
    const shown = topics.slice(0, limit);
    const last = shown.at(-1);
    const hasMore = topics.length > limit && last !== undefined;
    const body = shown.map((topic) => ({
      ...labelJson("/topics", topic),
      description: topic.description,
    }));
    return keptJson({ topics: body, cursor: hasMore ? topicCursor.write(last.slug) : null }, LIST);
  });

  app.get("/api/v1/openapi.json", (c) => {
    parseQuery(new URL(c.req.url), QUERIES.none);
    return keptJson(documentNow(), FRAME);
  });
  app.get("/api/docs", async (c) => {
    const html = docsPage(await frameOf(c.req.raw), documentNow());
    return cachedPage(html, { ...FRAME, tags: [] });
  });
  app.get(
    DOCS_STYLE_PATH,
    () =>
      new Response(DOCS_STYLE, {
        headers: { ...keptHeaders(FRAME), "Content-Type": "text/css; charset=utf-8" },
      }),
  );

  app.options(
    "/api/v1/*",
    () =>
      new Response(null, {
        status: 204,
        headers: {
          ...FOR_EVERYONE,
          "Access-Control-Allow-Methods": "GET, HEAD",
          "Access-Control-Max-Age": "86400",
        },
      }),
  );
  app.notFound(() => refusedJson(new Refusal("notFound", "nothing is at this address")));
  app.onError((error) => {
    if (error instanceof Refusal) return refusedJson(error);
    // The front tells a database that is away from a fault, and has the answers of before.
    throw error;
  });
  return app;
}
