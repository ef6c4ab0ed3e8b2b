import { Hono } from "hono";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import {
  BreakingInput,
  changeStrip,
  findStrip,
  giveLineStory,
  MAX_LINES,
  type BreakingStrip,
} from "#site/breaking.ts";
import { listSummaries } from "#site/story-summaries.ts";
import { createDraft } from "#stories/desk/drafts.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, json } from "../route.ts";

type Database = NewsroomEnv["Variables"]["db"];

async function stripJson(db: Database, strip: BreakingStrip, now: Date) {
  const ids = strip.lines.flatMap(({ story }) => (story === null ? [] : [story]));
  const stories = new Map((await listSummaries(db, ids)).map((story) => [story.id, story]));
  return {
    version: strip.version,
    most: MAX_LINES,
    items: strip.lines.map((line) => {
      const story = line.story === null ? undefined : stories.get(line.story);
      return {
        ...line,
        hasEnded: line.until !== null && new Date(line.until) <= now,
        headline: story?.headline ?? null,
        storyState: story?.state ?? null,
      };
    }),
  };
}

/** The breaking strip. */
export const breakingRoutes = new Hono<NewsroomEnv>()
  .get("/breaking", demand("seeFronts"), async (c) => {
    const { db, deps, now } = c.var;
    return c.json(await stripJson(db, await findStrip(db, deps.edition()), now));
  })
  .put("/breaking", demand("breakNews"), json(BreakingInput), async (c) => {
    const { db, deps, by, now } = c.var;
    const input = { edition: deps.edition(), ...c.req.valid("json") };
    return c.json(await stripJson(db, (await changeStrip(db, input, by, now)).after, now));
  })
  .post("/breaking/:id/story", demand("breakNews"), async (c) => {
    const { db, deps, by, now } = c.var;
    const edition = deps.edition();
    const line = (await findStrip(db, edition)).lines.find(({ id }) => id === c.req.param("id"));
    if (line === undefined) throw new Refusal("notFound", "no such line in the breaking strip");
    // Two who do this at once: one line gets one story, the other draft stays a draft of its own.
    const content = { headline: line.text, lang: edition.lang };
    const story = line.story ?? (await createDraft(db, { edition, content }, by, now));
    if (line.story === null)
      await inTransaction(db, (client) =>
        giveLineStory(client, { edition, line: line.id, story }, by, now),
      );
    return c.json({ story }, 201);
  });
