import { Hono } from "hono";
import { makePreviewLink, previewDraft } from "#stories/desk/preview.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand } from "../route.ts";
import { previewResponse } from "../site/preview-response.ts";

/** How a story will look: for its editor as it is now, and a link for others to one revision. */
export const previewRoutes = new Hono<NewsroomEnv>()
  .get("/stories/:id/preview", demand("readDrafts"), async (c) => {
    const { db, by, deps, now } = c.var;
    const input = { id: c.req.param("id"), edition: deps.edition() };
    const story = await previewDraft(db, input, by, now);
    return previewResponse(await deps.previewStory(story, "bare"), deps);
  })
  .post("/stories/:id/preview-link", demand("sharePreview"), async (c) => {
    const { db, by, deps, now } = c.var;
    const input = { id: c.req.param("id"), key: deps.previewKey };
    const { token, target } = await makePreviewLink(db, input, by, now);
    return c.json({
      url: `${deps.siteUrl}/newsroom/preview/${token}`,
      expiresAt: target.expiresAt.toISOString(),
      revision: target.revision,
    });
  });
