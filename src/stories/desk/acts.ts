import type { PoolClient } from "pg";
import { recordAct } from "#accounts/audit.ts";
import { actorName, may, type Act, type Actor } from "#accounts/authoriser.ts";
import { announce } from "#platform/notices.ts";
import { Refusal } from "#platform/refusal.ts";
import { makesSense, missingFor, NEEDING_ACTS, STORY_ACTS } from "../workflow.ts";
import type { MissingField, NeedingAct, StoryAct, WorkState } from "../workflow.ts";
import { demandMayOnStory, isOwn, type WorkingStory } from "./working-story.ts";

/** What the authoriser calls each act of a story. */
const RIGHT: Readonly<Record<StoryAct, Act>> = {
  write: "writeDrafts",
  note: "noteOnDrafts",
  sharePreview: "sharePreview",
  assign: "assign",
  embargo: "embargo",
  submit: "submitForReview",
  return: "approve",
  approve: "approve",
  discard: "writeDrafts",
  bringBack: "writeDrafts",
  schedule: "schedule",
  unschedule: "schedule",
  publish: "publish",
  update: "update",
  correct: "correct",
  unpublish: "unpublish",
  takeDown: "takeDown",
};

/** Who wrote a story may take it back from review; returning it to others is the editors'. */
function rightFor(act: StoryAct, story: WorkingStory, by: Actor): Act {
  const isTakenBack = act === "return" && story.work === "inReview" && isOwn(story, by);
  return isTakenBack ? "submitForReview" : RIGHT[act];
}

/** The acts that `by` may do to a story as it stands. */
export function actsOn(story: WorkingStory, by: Actor): StoryAct[] {
  const own = { isOwn: isOwn(story, by) };
  const isHandedIn = story.work !== "draft" && !may(by, "readDrafts", { isOwn: false });
  return STORY_ACTS.filter(
    (act) =>
      makesSense(act, story) &&
      may(by, rightFor(act, story, by), own) &&
      !(act === "write" && isHandedIn),
  );
}

/** What each act that needs fields still lacks. */
export function missingOn(
  story: WorkingStory,
): { readonly act: NeedingAct; readonly field: MissingField }[] {
  return NEEDING_ACTS.flatMap((act) =>
    missingFor(act, story.content).map((field) => ({ act, field })),
  );
}

/**
 * Lets pass who may do `act` to a story as it stands.
 * @throws Refusal `notFound`, `forbidden`, `gone` for a story taken down, `conflict` where the act makes no sense now
 */
export function demandAct(by: Actor, act: StoryAct, story: WorkingStory): void {
  demandMayOnStory(by, rightFor(act, story, by), story);
  if (makesSense(act, story)) return;
  if (story.live === "takenDown")
    throw new Refusal("gone", `Cannot ${act} story ${story.id}: it was taken down`, {
      told: {
        ar: "حُجبت هذه المادة نهائيًا ولا تُنشر من جديد.",
        en: "This story was taken down for good and is not published again.",
      },
    });
  throw new Refusal("conflict", `Cannot ${act} story ${story.id}: it is ${story.work}`, {
    told: {
      ar: "تغيّرت حالة هذه المادة في أثناء عملك. حدّث الصفحة ثم أعد المحاولة.",
      en: "This story's state changed meanwhile. Reload it and try again.",
    },
  });
}

/** What an act left behind, for the log and for all who look at the story. */
export type Acted = {
  readonly story: WorkingStory;
  /** Such as `story.move`. */
  readonly act: string;
  readonly work?: WorkState;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
};

/** Writes what was done into the row of the story, into the log, and tells all nodes. */
export async function settleAct(
  client: PoolClient,
  { story, act, work, before, after }: Acted,
  by: Actor,
  now: Date,
): Promise<void> {
  await client.query(
    `UPDATE story_draft SET work_state = coalesce($2, work_state), worked_at = $3, worked_by = $4 WHERE story_id = $1`,
    [story.id, work ?? null, now, actorName(by)],
  );
  const changes = work !== undefined && work !== story.work;
  await recordAct(
    client,
    {
      by,
      act,
      subject: { kind: "story", id: story.id },
      before: {
        headline: story.content.headline,
        ...(changes ? { work: story.work } : {}),
        ...before,
      },
      after: { ...(changes ? { work } : {}), ...after },
    },
    now,
  );
  await announce(client, {
    kind: "story.moved",
    story: story.id,
    act,
    work: work ?? story.work,
    by: actorName(by),
  });
}
