import { Hono } from "hono";
import { z } from "zod";
import { namesOf } from "#accounts/names.ts";
import { createDraft, saveDraft } from "#stories/desk/drafts.ts";
import { LIST_ORDERS, LISTED_STATES, listDeskStories } from "#stories/desk/list.ts";
import { getRevision, listRevisions, restoreRevision } from "#stories/desk/revisions.ts";
import { demandMayOnStory, getWorkingStory } from "#stories/desk/working-story.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, json, query } from "../route.ts";
import { listJson, staleJson, storyJson } from "./story-json.ts";

/** A body of 1 MB may take several times that as JSON. */
const MAX_DRAFT_BYTES = 6 * 1024 * 1024;

const ListQuery = z.strictObject({
  state: z.enum(LISTED_STATES).optional(),
  section: z.string().max(200).optional(),
  assignee: z.uuid().optional(),
  author: z.string().max(200).optional(),
  mine: z
    .enum(["1", "true"])
    .transform(() => true)
    .optional(),
  q: z.string().max(200).optional(),
  sort: z.enum(LIST_ORDERS).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

const Created = z.strictObject({
  lang: z.string().max(35).optional(),
  content: z.unknown().optional(),
});

const version = z.number().int().min(1);
const Save = z.strictObject({ base: version, content: z.unknown() });
const Restore = z.strictObject({ base: version });
const RevisionsQuery = z.strictObject({
  before: z.coerce.number().int().min(1).optional(),
});
const revisionNumber = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : 0);

/** Stories of the newsroom, their drafts and revisions. */
export const draftRoutes = new Hono<NewsroomEnv>()
  .get("/stories", demand("readDrafts"), query(ListQuery), async (c) => {
    const { db, by, deps, now } = c.var;
    const { stories, cursor } = await listDeskStories(db, c.req.valid("query"), by);
    return c.json({
      items: await listJson(db, stories, deps.edition(), now),
      cursor: cursor ?? null,
    });
  })
  .post(
    "/stories",
    demand("writeDrafts"),
    json(Created, { maxBytes: MAX_DRAFT_BYTES }),
    async (c) => {
      const { db, by, deps, now } = c.var;
      const { lang, content } = c.req.valid("json");
      const edition = deps.edition();
      const id = await createDraft(
        db,
        {
          edition,
          content: content ?? (lang === undefined ? undefined : { lang }),
        },
        by,
        now,
      );
      return c.json({ id }, 201);
    },
  )
  .get("/stories/:id", demand("readDrafts"), async (c) => {
    const { db, by } = c.var;
    const story = await getWorkingStory(db, c.req.param("id"));
    demandMayOnStory(by, "readDrafts", story);
    return c.json(await storyJson(db, story, by));
  })
  .put(
    "/stories/:id/draft",
    demand("writeDrafts"),
    json(Save, { maxBytes: MAX_DRAFT_BYTES }),
    async (c) => {
      const { db, by, now } = c.var;
      const input = { ...c.req.valid("json"), id: c.req.param("id") };
      const outcome = await saveDraft(db, input, by, now);
      return outcome.kind === "stale"
        ? c.json(await staleJson(db, outcome.current), 409)
        : c.json({ ...outcome, savedAt: outcome.savedAt.toISOString() });
    },
  )
  .get("/stories/:id/revisions", demand("readDrafts"), query(RevisionsQuery), async (c) => {
    const { db, by } = c.var;
    const input = { id: c.req.param("id"), ...c.req.valid("query") };
    const { revisions, hasMore } = await listRevisions(db, input, by);
    const nameOf = await namesOf(
      db,
      revisions.map(({ savedBy }) => savedBy),
    );
    return c.json({
      items: revisions.map((revision) => ({
        ...revision,
        savedAt: revision.savedAt.toISOString(),
        savedBy: nameOf(revision.savedBy),
      })),
      hasMore,
    });
  })
  .get("/stories/:id/revisions/:number", demand("readDrafts"), async (c) => {
    const { db, by } = c.var;
    const number = revisionNumber(c.req.param("number"));
    const revision = await getRevision(db, { id: c.req.param("id"), number }, by);
    const nameOf = await namesOf(db, [revision.savedBy]);
    return c.json({
      ...revision,
      savedAt: revision.savedAt.toISOString(),
      savedBy: nameOf(revision.savedBy),
    });
  })
  .post(
    "/stories/:id/revisions/:number/restore",
    demand("writeDrafts"),
    json(Restore),
    async (c) => {
      const { db, by, now } = c.var;
      const number = revisionNumber(c.req.param("number"));
      const input = { id: c.req.param("id"), number, base: c.req.valid("json").base };
      const outcome = await restoreRevision(db, input, by, now);
      return outcome.kind === "stale"
        ? c.json(await staleJson(db, outcome.current), 409)
        : c.json({ ...outcome, savedAt: outcome.savedAt.toISOString() });
    },
  );
