import { Hono } from "hono";
import { z } from "zod";
import { namesOf, personActor } from "#accounts/names.ts";
import { Refusal } from "#platform/refusal.ts";
import { assignStory, moveStory, setEmbargo } from "#stories/desk/moves.ts";
import { listNotes, noteOnStory, resolveNote } from "#stories/desk/notes.ts";
import {
  correctFromDraft,
  publishDraft,
  takeDownFromDesk,
  unpublishFromDesk,
} from "#stories/desk/publish-draft.ts";
import {
  readEditionTime,
  scheduleStory,
  unscheduleStory,
} from "#stories/desk/scheduling/schedule.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, json } from "../route.ts";
import { iso, staleJson } from "./story-json.ts";

const version = z.number().int().min(1);
const wall = z.string().max(40);
const Move = z.strictObject({
  to: z.enum(["draft", "inReview", "ready", "discarded"]),
  note: z.string().max(20_000).optional(),
});
const Assign = z.strictObject({ assignee: z.uuid().nullable() });
const Publish = z.strictObject({ base: version, matters: z.boolean().default(true) });
const Schedule = z.strictObject({ base: version, at: wall });
const Embargo = z.strictObject({ until: wall.nullable() });
const Correct = z.strictObject({ base: version, note: z.string().max(20_000) });
const TakeDown = z.strictObject({ reason: z.string().trim().min(1).max(2000) });
const Note = z.strictObject({
  text: z.string().max(20_000),
  quote: z.string().max(5000).default(""),
  block: z.number().int().min(0).max(20_000).nullable().default(null),
});
const Resolve = z.strictObject({ resolved: z.boolean() });

/** The way of a story through the newsroom, and what colleagues say about it. */
export const workflowRoutes = new Hono<NewsroomEnv>()
  .post("/stories/:id/move", demand("submitForReview"), json(Move), async (c) => {
    const { db, by, now } = c.var;
    const input = { id: c.req.param("id"), ...c.req.valid("json") };
    const outcome = await moveStory(db, input, by, now);
    return outcome.kind === "missing" ? c.json(outcome, 409) : c.json(outcome);
  })
  .put("/stories/:id/assignee", demand("assign"), json(Assign), async (c) => {
    const { db, by, now } = c.var;
    const { assignee } = c.req.valid("json");
    if (assignee !== null) {
      const nameOf = await namesOf(db, [personActor(assignee)]);
      if (nameOf(personActor(assignee)).name === "")
        throw new Refusal("invalid", `no person ${assignee}`, {
          told: { ar: "لا حساب لهذا الشخص.", en: "This person has no account." },
        });
    }
    await assignStory(db, { id: c.req.param("id"), assignee: assignee ?? undefined }, by, now);
    return c.json({ kind: "assigned" as const });
  })
  .post("/stories/:id/publish", demand("publish"), json(Publish), async (c) => {
    const { db, by, now, deps } = c.var;
    const input = { id: c.req.param("id"), edition: deps.edition(), ...c.req.valid("json") };
    const outcome = await publishDraft(db, input, by, now);
    if (outcome.kind === "stale") return c.json(await staleJson(db, outcome.current), 409);
    if (outcome.kind === "missing") return c.json(outcome, 409);
    const { kind, path, revision, version: published, isChanged } = outcome;
    return c.json({ kind, url: encodeURI(path), revision, version: published, isChanged });
  })
  .post("/stories/:id/schedule", demand("schedule"), json(Schedule), async (c) => {
    const { db, by, now, deps } = c.var;
    const input = { id: c.req.param("id"), edition: deps.edition(), ...c.req.valid("json") };
    const outcome = await scheduleStory(db, input, by, now);
    if (outcome.kind === "stale") return c.json(await staleJson(db, outcome.current), 409);
    if (outcome.kind === "missing" || outcome.kind === "gap") return c.json(outcome, 409);
    const { at, ...time } = outcome.time;
    return c.json({
      kind: outcome.kind,
      at: at.toISOString(),
      ...time,
      revision: outcome.revision,
    });
  })
  .delete("/stories/:id/schedule", demand("schedule"), async (c) => {
    const { db, by, now } = c.var;
    await unscheduleStory(db, { id: c.req.param("id") }, by, now);
    return c.json({ kind: "unscheduled" as const });
  })
  .put("/stories/:id/embargo", demand("embargo"), json(Embargo), async (c) => {
    const { db, by, now, deps } = c.var;
    const { until } = c.req.valid("json");
    const read = until === null ? undefined : readEditionTime(until, deps.edition().zone);
    if (read?.kind === "gap") return c.json(read, 409);
    await setEmbargo(db, { id: c.req.param("id"), until: read?.time }, by, now);
    return c.json({ kind: "embargoed" as const, until: iso(read?.time.at) });
  })
  .post("/stories/:id/correct", demand("correct"), json(Correct), async (c) => {
    const { db, by, now, deps } = c.var;
    const input = { id: c.req.param("id"), edition: deps.edition(), ...c.req.valid("json") };
    const outcome = await correctFromDraft(db, input, by, now);
    if (outcome.kind === "stale") return c.json(await staleJson(db, outcome.current), 409);
    return outcome.kind === "missing" ? c.json(outcome, 409) : c.json(outcome);
  })
  .post("/stories/:id/unpublish", demand("unpublish"), async (c) => {
    const { db, by, now } = c.var;
    await unpublishFromDesk(db, { id: c.req.param("id") }, by, now);
    return c.json({ kind: "unpublished" as const });
  })
  .post("/stories/:id/takedown", demand("takeDown"), json(TakeDown), async (c) => {
    const { db, by, now } = c.var;
    await takeDownFromDesk(db, { id: c.req.param("id"), ...c.req.valid("json") }, by, now);
    return c.json({ kind: "takenDown" as const });
  })
  .get("/stories/:id/notes", demand("readDrafts"), async (c) => {
    const { db, by } = c.var;
    const notes = await listNotes(db, { id: c.req.param("id") }, by);
    const nameOf = await namesOf(
      db,
      notes.flatMap(({ createdBy, resolvedBy }) =>
        resolvedBy === undefined ? [createdBy] : [createdBy, resolvedBy],
      ),
    );
    return c.json({
      items: notes.map((note) => ({
        ...note,
        createdAt: note.createdAt.toISOString(),
        createdBy: nameOf(note.createdBy),
        resolvedAt: iso(note.resolvedAt),
        resolvedBy: note.resolvedBy === undefined ? null : nameOf(note.resolvedBy),
      })),
    });
  })
  .post("/stories/:id/notes", demand("noteOnDrafts"), json(Note), async (c) => {
    const { db, by, now } = c.var;
    const input = { ...c.req.valid("json"), id: c.req.param("id") };
    return c.json({ id: await noteOnStory(db, input, by, now) }, 201);
  })
  .put("/stories/:id/notes/:note", demand("noteOnDrafts"), json(Resolve), async (c) => {
    const { db, by, now } = c.var;
    const { resolved: isResolved } = c.req.valid("json");
    await resolveNote(
      db,
      { id: c.req.param("id"), note: c.req.param("note"), isResolved },
      by,
      now,
    );
    return c.json({ kind: isResolved ? ("resolved" as const) : ("open" as const) });
  });
