import { Hono } from "hono";
import { z } from "zod";
import { namesOf, personActor } from "#accounts/names.ts";
import { markPresence, releaseLock, takeLock } from "#stories/desk/presence.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, json } from "../route.ts";
import { lockJson, presenceJson } from "./story-json.ts";

/** How a tab of a browser names itself: anything random. */
const tab = z.string().regex(/^[\w-]{1,64}$/);
const Mark = z.strictObject({ tab, state: z.enum(["reading", "writing", "away"]) });
const Lock = z.strictObject({ tab, takeOver: z.boolean().default(false) });
const Release = z.strictObject({ tab });

/** Who is at a story, and who holds it. */
export const presenceRoutes = new Hono<NewsroomEnv>()
  .post("/stories/:id/presence", demand("readDrafts"), json(Mark), async (c) => {
    const { db, by } = c.var;
    const id = c.req.param("id");
    await markPresence(db, { id, ...c.req.valid("json") }, by);
    return c.json(await presenceJson(db, id));
  })
  .post("/stories/:id/lock", demand("writeDrafts"), json(Lock), async (c) => {
    const { db, by } = c.var;
    const { kind, lock } = await takeLock(
      db,
      { id: c.req.param("id"), ...c.req.valid("json") },
      by,
    );
    const nameOf = await namesOf(db, [personActor(lock.person)]);
    return c.json({ kind, lock: lockJson(lock, nameOf) }, kind === "held" ? 200 : 409);
  })
  .delete("/stories/:id/lock", demand("writeDrafts"), json(Release), async (c) => {
    const { db, by } = c.var;
    await releaseLock(db, { id: c.req.param("id"), ...c.req.valid("json") }, by);
    return c.json({ kind: "released" as const });
  });
