import { Hono } from "hono";
import { z } from "zod";
import { pictureUrl } from "#media/picture-url.ts";
import { lineOfText, nameOfLabel } from "#stories/content.ts";
import { changeLabel, listLabels, mergeLabels } from "#stories/labels/labels.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, json, query } from "../route.ts";

const ListQuery = z.strictObject({
  q: z.string().max(200).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

const asked = ({ q, cursor, limit }: z.output<typeof ListQuery>) => ({
  limit,
  ...(q === undefined ? {} : { q }),
  ...(cursor === undefined ? {} : { after: Number(cursor) }),
});

const Merge = z.strictObject({ into: z.string().min(1).max(200) });
const about = lineOfText(2000);

const portraitJson = (id: string | undefined) => ({
  portrait: id ?? null,
  portraitUrl: id === undefined ? null : pictureUrl(id, 160),
});

/** Topics and authors. */
export const labelRoutes = new Hono<NewsroomEnv>()
  .get("/topics", demand("seeTaxonomy"), query(ListQuery), async (c) => {
    const found = await listLabels(c.var.db, "topic", asked(c.req.valid("query")));
    return c.json({
      items: found.labels.map((label) => ({
        slug: label.slug,
        name: label.name,
        description: label.about,
        stories: label.stories,
      })),
      cursor: found.next === undefined ? null : String(found.next),
    });
  })
  .put(
    "/topics/:slug",
    demand("editTaxonomy"),
    json(z.strictObject({ name: nameOfLabel, description: about })),
    async (c) => {
      const { db, by, now } = c.var;
      const { name, description } = c.req.valid("json");
      const input = {
        kind: "topic" as const,
        slug: c.req.param("slug"),
        name,
        about: description,
      };
      const { after } = await changeLabel(db, input, by, now);
      return c.json({ slug: after.slug, name: after.name, description: after.about });
    },
  )
  .post("/topics/:slug/merge", demand("editTaxonomy"), json(Merge), async (c) => {
    const { db, by, now } = c.var;
    const { into } = c.req.valid("json");
    const input = { kind: "topic" as const, slug: c.req.param("slug"), into };
    const merged = await mergeLabels(db, input, by, now);
    return c.json({ into: merged.into.slug, stories: merged.stories });
  })
  .get("/authors", demand("seeTaxonomy"), query(ListQuery), async (c) => {
    const found = await listLabels(c.var.db, "author", asked(c.req.valid("query")));
    return c.json({
      items: found.labels.map((label) => ({
        slug: label.slug,
        name: label.name,
        bio: label.about,
        stories: label.stories,
        ...portraitJson(label.portrait),
      })),
      cursor: found.next === undefined ? null : String(found.next),
    });
  })
  .put(
    "/authors/:slug",
    demand("editTaxonomy"),
    json(z.strictObject({ name: nameOfLabel, bio: about, portrait: z.uuid().nullable() })),
    async (c) => {
      const { db, by, now } = c.var;
      const { name, bio, portrait } = c.req.valid("json");
      const input = {
        kind: "author" as const,
        slug: c.req.param("slug"),
        name,
        about: bio,
        portrait: portrait?.toLowerCase(),
      };
      const { after } = await changeLabel(db, input, by, now);
      return c.json({
        slug: after.slug,
        name: after.name,
        bio: after.about,
        ...portraitJson(after.portrait),
      });
    },
  )
  .post("/authors/:slug/merge", demand("editTaxonomy"), json(Merge), async (c) => {
    const { db, by, now } = c.var;
    const { into } = c.req.valid("json");
    const input = { kind: "author" as const, slug: c.req.param("slug"), into };
    const merged = await mergeLabels(db, input, by, now);
    return c.json({ into: merged.into.slug, stories: merged.stories });
  });
