import { Hono } from "hono";
import { z } from "zod";
import { actorName } from "#accounts/authoriser.ts";
import {
  beginUpload,
  cancelUpload,
  continueUpload,
  getUpload,
  MAX_PART_BYTES,
  PART_BYTES,
  type Upload,
} from "#media/uploads.ts";
import { readRequestBody } from "#platform/http/body.ts";
import { Refusal } from "#platform/refusal.ts";
import { lineOfText } from "#stories/content.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, json } from "../route.ts";
import { pictureJson, type PictureJson } from "./picture-json.ts";

const Begin = z.strictObject({
  name: lineOfText(255).refine((name) => name !== "", "need the name of the file"),
  sizeBytes: z.int().min(1),
});

async function uploadJson(db: NewsroomEnv["Variables"]["db"], upload: Upload, now: Date) {
  const picture: PictureJson | null =
    upload.picture === undefined ? null : await pictureJson(db, upload.picture, now);
  return { id: upload.id, offset: upload.offset, sizeBytes: upload.sizeBytes, picture };
}

function offsetOf(header: string | undefined): number {
  if (header === undefined || !/^\d{1,10}$/.test(header))
    throw new Refusal("invalid", "need the header Upload-Offset with a whole number");
  return Number(header);
}

/** Uploads of pictures: begun with name and size, then sent in parts, each at the offset where the last one ended. */
export const uploadRoutes = new Hono<NewsroomEnv>()
  .post("/uploads", demand("usePictures"), json(Begin), async (c) => {
    const { db, deps, by, now } = c.var;
    const upload = await beginUpload(deps.media, c.req.valid("json"), actorName(by), now);
    return c.json({ ...(await uploadJson(db, upload, now)), chunkBytes: PART_BYTES }, 201);
  })
  .get("/uploads/:id", demand("usePictures"), async (c) => {
    const { db, deps, by, now } = c.var;
    const upload = await getUpload(deps.media, c.req.param("id"), actorName(by));
    return c.json({ ...(await uploadJson(db, upload, now)), chunkBytes: PART_BYTES });
  })
  .patch("/uploads/:id", demand("usePictures"), async (c) => {
    const { db, deps, by, now } = c.var;
    const actor = actorName(by);
    const id = c.req.param("id");
    await getUpload(deps.media, id, actor);
    const type = c.req.header("content-type") ?? "";
    if (!/^application\/(?:offset\+)?octet-stream\s*(?:;|$)/i.test(type))
      throw new Refusal("invalid", "need content-type application/offset+octet-stream");
    const offset = offsetOf(c.req.header("upload-offset"));
    const bytes = await readRequestBody(c.req.raw, MAX_PART_BYTES);
    const { kind, upload } = await continueUpload(deps.media, { id, offset, bytes }, actor, now);
    return c.json(await uploadJson(db, upload, now), kind === "taken" ? 200 : 409);
  })
  .delete("/uploads/:id", demand("usePictures"), async (c) => {
    const { deps, by } = c.var;
    await cancelUpload(deps.media, c.req.param("id"), actorName(by));
    return c.body(null, 204);
  });
