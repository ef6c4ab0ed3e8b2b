import { Hono } from "hono";
import { z } from "zod";
import { actorName, demandMay, reachOf } from "#accounts/authoriser.ts";
import { CutInput, cutPicture, getPicture, listPictures, PictureInput } from "#media/library.ts";
import { changePicture, isOwnPicture, listPictureUses } from "#site/pictures.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, json, query } from "../route.ts";
import { pictureJson, picturesJson } from "./picture-json.ts";

const ListQuery = z.strictObject({
  q: z.string().max(200).optional(),
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(40),
  expired: z.enum(["include"]).optional(),
});

/** The library of pictures. Who may only use their own sees only those. */
export const pictureRoutes = new Hono<NewsroomEnv>()
  .get("/pictures", demand("usePictures"), query(ListQuery), async (c) => {
    const { db, by, now } = c.var;
    const { q, cursor, limit, expired } = c.req.valid("query");
    const keptBy = reachOf(by, "usePictures") === "any" ? undefined : actorName(by);
    const withExpired = expired === "include";
    const page = await listPictures(db, { q, cursor, limit, withExpired, keptBy }, now);
    return c.json({
      items: await picturesJson(db, page.pictures, now),
      cursor: page.cursor ?? null,
    });
  })
  .get("/pictures/:id", demand("usePictures"), async (c) => {
    const { db, by, now } = c.var;
    const picture = await getPicture(db, c.req.param("id"));
    demandMay(by, "usePictures", { isOwn: isOwnPicture(by, picture) });
    return c.json(await pictureJson(db, picture, now));
  })
  .put(
    "/pictures/:id",
    demand("editPictures"),
    json(z.strictObject({ base: z.int().min(1), ...PictureInput.shape })),
    async (c) => {
      const { db, by, now } = c.var;
      const { base, ...picture } = c.req.valid("json");
      const changed = await changePicture(db, { id: c.req.param("id"), base, picture }, by, now);
      return c.json(await pictureJson(db, changed, now));
    },
  )
  .post("/pictures/:id/crop", demand("usePictures"), json(CutInput), async (c) => {
    const { db, deps, by, now } = c.var;
    const id = c.req.param("id");
    const whole = await getPicture(db, id);
    demandMay(by, "usePictures", { isOwn: isOwnPicture(by, whole) });
    const part = c.req.valid("json");
    const cut = await cutPicture(deps.media, { id, part }, actorName(by), now);
    return c.json(await pictureJson(db, cut, now), 201);
  })
  .get("/pictures/:id/uses", demand("usePictures"), async (c) => {
    const { db, by } = c.var;
    const picture = await getPicture(db, c.req.param("id"));
    demandMay(by, "usePictures", { isOwn: isOwnPicture(by, picture) });
    const { uses, hasMore } = await listPictureUses(db, picture.id);
    return c.json({ uses, hasMore });
  });
