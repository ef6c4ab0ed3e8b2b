import { namesOf, personActor, type Named } from "#accounts/names.ts";
import type { Actor } from "#accounts/authoriser.ts";
import type { Pool } from "pg";
import { viewsTodayOf } from "#readership/views-today.ts";
import { actsOn, missingOn } from "#stories/desk/acts.ts";
import { draftOf, type SavedDraft } from "#stories/desk/drafts.ts";
import type { DeskStory } from "#stories/desk/list.ts";
import { whoIsAt, type StoryLock } from "#stories/desk/presence.ts";
import { findSchedule } from "#stories/desk/scheduling/schedule.ts";
import type { WorkingStory } from "#stories/desk/working-story.ts";
import type { Edition } from "#stories/story.ts";

type NameOf = (actor: string) => Named;

/** An instant as programs write it. */
export const iso = (at: Date | undefined): string | null => at?.toISOString() ?? null;

const urlOf = (path: string | undefined): string | null =>
  path === undefined ? null : encodeURI(path);

/** A draft as the editor gets it. */
export function draftJson(draft: SavedDraft, nameOf: NameOf) {
  return {
    content: draft.content,
    version: draft.version,
    savedAt: draft.savedAt.toISOString(),
    savedBy: nameOf(draft.savedBy),
  };
}

/** The answer to a save over an older version. */
export async function staleJson(db: Pool, current: SavedDraft) {
  const nameOf = await namesOf(db, [current.savedBy]);
  return { kind: "stale" as const, current: draftJson(current, nameOf) };
}

const nameOfPerson = (id: string | undefined, nameOf: NameOf): Named | null =>
  id === undefined ? null : nameOf(personActor(id));

/** Who holds a story, for the newsroom. */
export function lockJson(lock: StoryLock | undefined, nameOf: NameOf) {
  return lock === undefined
    ? null
    : {
        ...nameOf(personActor(lock.person)),
        tab: lock.tab,
        takenAt: lock.takenAt.toISOString(),
      };
}

/** Who is at a story and who holds it. */
export async function presenceJson(db: Pool, id: string) {
  const { people, lock } = await whoIsAt(db, id);
  const nameOf = await namesOf(
    db,
    [...people.map(({ person }) => person), ...(lock === undefined ? [] : [lock.person])].map(
      personActor,
    ),
  );
  return {
    people: people.map(({ person, tab, state, seenAt }) => ({
      ...nameOf(personActor(person)),
      tab,
      state,
      seenAt: seenAt.toISOString(),
    })),
    lock: lockJson(lock, nameOf),
  };
}

/** A story as the editor's screen opens it. */
export async function storyJson(db: Pool, story: WorkingStory, by: Actor) {
  const [schedule, presence] = await Promise.all([
    findSchedule(db, story.id),
    presenceJson(db, story.id),
  ]);
  const nameOf = await namesOf(db, [
    story.savedBy,
    story.createdBy,
    ...(story.assignee === undefined ? [] : [personActor(story.assignee)]),
    ...(schedule === undefined ? [] : [schedule.scheduledBy]),
  ]);
  const { live, liveRevision, publishedAt } = story;
  return {
    id: story.id,
    draft: draftJson(draftOf(story), nameOf),
    live:
      live === null || liveRevision === undefined
        ? null
        : {
            state: live,
            revision: liveRevision,
            url: urlOf(story.path),
            publishedAt: iso(publishedAt),
            updatedAt: iso(story.updatedAt),
            hasChanges: live === "published" && story.liveVersion !== story.version,
          },
    workState: story.work,
    liveState: live,
    createdBy: nameOf(story.createdBy),
    assignee: nameOfPerson(story.assignee, nameOf),
    scheduledFor: iso(schedule?.at),
    schedule:
      schedule === undefined
        ? null
        : {
            at: schedule.at.toISOString(),
            wall: schedule.wall,
            zone: schedule.zone,
            offset: schedule.offset,
            revision: schedule.revision,
            scheduledBy: nameOf(schedule.scheduledBy),
            failure: schedule.failure ?? null,
            hasChanges: schedule.draftVersion !== story.version,
          },
    embargoUntil: iso(story.embargoAt),
    embargoWall: story.embargoWall ?? null,
    mayDo: actsOn(story, by),
    missing: missingOn(story),
    ...presence,
  };
}

/** Stories of a list, with their views of the day. */
export async function listJson(
  db: Pool,
  stories: readonly DeskStory[],
  edition: Edition,
  now: Date,
) {
  const [nameOf, views] = await Promise.all([
    namesOf(
      db,
      stories.flatMap(({ changedBy, createdBy, assignee }) => [
        changedBy,
        createdBy,
        ...(assignee === undefined ? [] : [personActor(assignee)]),
      ]),
    ),
    viewsTodayOf(
      db,
      stories.filter(({ live }) => live === "published").map(({ id }) => id),
      edition,
      now,
    ),
  ]);
  return stories.map((story) => ({
    id: story.id,
    headline: story.headline,
    section: story.section ?? null,
    authors: story.authors,
    workState: story.work,
    liveState: story.live,
    scheduledFor: iso(story.scheduledFor),
    failure: story.failure ?? null,
    embargoUntil: iso(story.embargoAt),
    assignee: nameOfPerson(story.assignee, nameOf),
    changedAt: story.changedAt.toISOString(),
    changedBy: nameOf(story.changedBy),
    createdBy: nameOf(story.createdBy),
    publishedAt: iso(story.publishedAt),
    viewsToday: views.get(story.id) ?? 0,
    url: urlOf(story.path),
    hasChanges: story.hasChanges,
  }));
}
