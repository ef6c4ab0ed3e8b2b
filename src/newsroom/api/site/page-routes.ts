import { Hono } from "hono";
import { z } from "zod";
import { namesOf, type Named } from "#accounts/names.ts";
import {
  createPage,
  getPage,
  listPages,
  PageInput,
  PageSlug,
  publishPage,
  savePageDraft,
  unpublishPage,
  type EditedPage,
} from "#site/pages.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, json } from "../route.ts";

/** A body of 1 MB of text in JSON. */
const MAX_BODY_BYTES = 4_000_000;

const pageJson = (page: EditedPage, nameOf: (actor: string) => Named) => ({
  slug: page.slug,
  url: encodeURI(`/pages/${page.slug}`),
  version: page.version,
  draft: page.draft,
  savedAt: page.savedAt.toISOString(),
  savedBy: nameOf(page.savedBy),
  publishedAt: page.publishedAt?.toISOString() ?? null,
  updatedAt: page.updatedAt?.toISOString() ?? null,
  hasChanges: page.hasChanges,
});

const named = async (db: NewsroomEnv["Variables"]["db"], page: EditedPage) =>
  pageJson(page, await namesOf(db, [page.savedBy]));

const Base = z.strictObject({ base: z.int().min(1) });

/** Static pages: about us, contact, privacy, corrections policy, and others. */
export const pageRoutes = new Hono<NewsroomEnv>()
  .get("/pages", demand("editPages"), async (c) => {
    const { db, deps } = c.var;
    const pages = await listPages(db, deps.edition());
    const nameOf = await namesOf(
      db,
      pages.map(({ savedBy }) => savedBy),
    );
    return c.json({
      items: pages.map((page) => {
        const { draft, ...rest } = pageJson(page, nameOf);
        return { ...rest, title: draft.title, inFooter: draft.inFooter };
      }),
    });
  })
  .post(
    "/pages",
    demand("editPages"),
    json(z.strictObject({ slug: PageSlug, ...PageInput.shape }), { maxBytes: MAX_BODY_BYTES }),
    async (c) => {
      const { db, deps, by, now } = c.var;
      const { slug, ...content } = c.req.valid("json");
      const page = await createPage(db, { edition: deps.edition(), slug, content }, by, now);
      return c.json(await named(db, page), 201);
    },
  )
  .get("/pages/:slug", demand("editPages"), async (c) => {
    const { db, deps } = c.var;
    return c.json(await named(db, await getPage(db, deps.edition(), c.req.param("slug"))));
  })
  .put(
    "/pages/:slug",
    demand("editPages"),
    json(z.strictObject({ base: z.int().min(1), ...PageInput.shape }), {
      maxBytes: MAX_BODY_BYTES,
    }),
    async (c) => {
      const { db, deps, by, now } = c.var;
      const { base, ...content } = c.req.valid("json");
      const edition = deps.edition();
      const slug = c.req.param("slug");
      const saved = await savePageDraft(db, { edition, slug, base, content }, by, now);
      return saved.kind === "stale"
        ? c.json({ kind: saved.kind, current: await named(db, saved.current) }, 409)
        : c.json({ kind: saved.kind, ...(await named(db, saved.page)) }, 200);
    },
  )
  .post("/pages/:slug/publish", demand("editPages"), json(Base), async (c) => {
    const { db, deps, by, now } = c.var;
    const { base } = c.req.valid("json");
    const input = { edition: deps.edition(), slug: c.req.param("slug"), base };
    return c.json(await named(db, await publishPage(db, input, by, now)));
  })
  .post("/pages/:slug/unpublish", demand("editPages"), async (c) => {
    const { db, deps, by, now } = c.var;
    const input = { edition: deps.edition(), slug: c.req.param("slug") };
    return c.json(await named(db, await unpublishPage(db, input, by, now)));
  });
