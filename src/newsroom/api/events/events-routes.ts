import { Hono } from "hono";
import type { NewsroomEnv } from "../context.ts";
import { demand } from "../route.ts";

/** What happens in the newsroom, as it happens. */
export const eventsRoutes = new Hono<NewsroomEnv>().get("/events", demand("readDrafts"), (c) =>
  c.var.deps.streams.open(c.var.by),
);
