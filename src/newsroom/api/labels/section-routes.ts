import { Hono } from "hono";
import { z } from "zod";
import {
  changeSection,
  createSection,
  orderSections,
  SectionInput,
} from "#stories/labels/sections.ts";
import { listSections } from "#stories/read.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, json } from "../route.ts";

const { name, description } = SectionInput.shape;

/** The sections of the edition. */
export const sectionRoutes = new Hono<NewsroomEnv>()
  .get("/sections", demand("seeTaxonomy"), async (c) =>
    c.json({ items: await listSections(c.var.db, c.var.deps.edition().code) }),
  )
  .post("/sections", demand("editTaxonomy"), json(SectionInput), async (c) => {
    const { db, deps, by, now } = c.var;
    const input = { edition: deps.edition(), section: c.req.valid("json") };
    return c.json(await createSection(db, input, by, now), 201);
  })
  .put(
    "/sections-order",
    demand("editTaxonomy"),
    json(z.strictObject({ slugs: z.array(z.string().max(200)).max(200) })),
    async (c) => {
      const { db, deps, by, now } = c.var;
      const edition = deps.edition();
      await orderSections(db, { edition, slugs: c.req.valid("json").slugs }, by, now);
      return c.json({ items: await listSections(db, edition.code) });
    },
  )
  .put(
    "/sections/:slug",
    demand("editTaxonomy"),
    json(z.strictObject({ name, description })),
    async (c) => {
      const { db, deps, by, now } = c.var;
      const input = {
        edition: deps.edition(),
        slug: c.req.param("slug"),
        ...c.req.valid("json"),
      };
      return c.json((await changeSection(db, input, by, now)).after);
    },
  );
