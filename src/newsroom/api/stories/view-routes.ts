import { Hono } from "hono";
import { z } from "zod";
import { listSavedViews, removeView, SavedViewInput, saveView } from "#stories/desk/saved-views.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, json, query } from "../route.ts";

const Named = z.strictObject({ name: z.string().max(200) });

/** The filters of the list of stories that each person has named, the same on all their devices. */
export const viewRoutes = new Hono<NewsroomEnv>()
  .get("/story-views", demand("readDrafts"), async (c) =>
    c.json({ items: await listSavedViews(c.var.db, c.var.by) }),
  )
  .put("/story-views", demand("readDrafts"), json(SavedViewInput), async (c) => {
    const { db, by, now } = c.var;
    await saveView(db, c.req.valid("json"), by, now);
    return c.json({ kind: "saved" as const });
  })
  .delete("/story-views", demand("readDrafts"), query(Named), async (c) => {
    const { db, by } = c.var;
    await removeView(db, c.req.valid("query").name, by);
    return c.json({ kind: "removed" as const });
  });
