import type { Pool } from "pg";
import type { Actor } from "#accounts/authoriser.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { missingFor, type MissingField, type NeedingAct, type StoryAct } from "../workflow.ts";
import { demandAct, settleAct } from "./acts.ts";
import { keepRevision } from "./keep-revision.ts";
import { addNote } from "./notes.ts";
import { lockWorkingStory, type WorkingStory } from "./working-story.ts";

/** Fields that an act lacks: it was not done. */
export type Missing = { readonly kind: "missing"; readonly missing: readonly MissingField[] };

/** The missing fields of an act as its outcome; undefined where nothing is missing. */
export function missingOutcome(act: NeedingAct, story: WorkingStory): Missing | undefined {
  const missing = missingFor(act, story.content);
  return missing.length === 0 ? undefined : { kind: "missing", missing };
}

/** States that a story is moved to by hand; the others follow from scheduling and publishing. */
export type MoveTo = "draft" | "inReview" | "ready" | "discarded";

const ACT = {
  draft: "return",
  inReview: "submit",
  ready: "approve",
  discarded: "discard",
} as const satisfies Record<MoveTo, StoryAct>;

/** The act that a move is. An editor may send a story that is ready back to review, which is no step of the writer's. */
function actOf(to: MoveTo, { work }: WorkingStory): (typeof ACT)[MoveTo] | "bringBack" {
  if (to === "draft" && work === "discarded") return "bringBack";
  return to === "inReview" && work === "ready" ? "return" : ACT[to];
}

/**
 * Moves a story on its way: hands it in for review, approves it, or returns it, with a note to colleagues where one is
 * given; discards a draft that readers never saw, or brings it back. What stood when it was moved is kept as a revision.
 * @throws Refusal `notFound`, `forbidden`, `gone`, `conflict`
 */
export async function moveStory(
  pool: Pool,
  input: { readonly id: string; readonly to: MoveTo; readonly note?: string | undefined },
  by: Actor,
  now: Date,
): Promise<{ readonly kind: "moved" } | Missing> {
  return inTransaction(pool, async (client) => {
    const story = await lockWorkingStory(client, input.id);
    const act = actOf(input.to, story);
    demandAct(by, act, story);
    // What is sent back to review was once handed in: it has all that reviewing needs.
    const missing = act === "submit" || act === "approve" ? missingOutcome(act, story) : undefined;
    if (missing !== undefined) return missing;
    if (story.version > 1) await keepRevision(client, story, "moved");
    if (input.note !== undefined && input.note.trim() !== "")
      await addNote(client, { id: story.id, text: input.note, quote: "", block: null }, by, now);
    await settleAct(client, { story, act: "story.move", work: input.to }, by, now);
    return { kind: "moved" };
  });
}

/**
 * Assigns a story to somebody, or to nobody. Whether that person exists is the caller's to know.
 * @throws Refusal `notFound`, `forbidden`, `gone`
 */
export async function assignStory(
  pool: Pool,
  input: { readonly id: string; readonly assignee: string | undefined },
  by: Actor,
  now: Date,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const story = await lockWorkingStory(client, input.id);
    demandAct(by, "assign", story);
    if (story.assignee === input.assignee) return;
    await client.query("UPDATE story_draft SET assignee = $2 WHERE story_id = $1", [
      story.id,
      input.assignee ?? null,
    ]);
    await settleAct(
      client,
      {
        story,
        act: "story.assign",
        before: { assignee: story.assignee ?? null },
        after: { assignee: input.assignee ?? null },
      },
      by,
      now,
    );
  });
}

/**
 * Sets the time before which a story may not be published, or lifts it.
 * @param input.until the instant with the words of the edition's clock that it was typed in; undefined: none
 * @throws Refusal `notFound`, `forbidden`, `gone`, `conflict` for a published story, `invalid` for a time that has passed
 */
export async function setEmbargo(
  pool: Pool,
  input: {
    readonly id: string;
    readonly until: { readonly at: Date; readonly wall: string } | undefined;
  },
  by: Actor,
  now: Date,
): Promise<void> {
  const { until } = input;
  if (until !== undefined && until.at.getTime() <= now.getTime())
    throw new Refusal("invalid", `an embargo until ${until.wall} has passed already`, {
      told: { ar: "هذا الوقت قد مضى.", en: "This time has passed already." },
    });
  await inTransaction(pool, async (client) => {
    const story = await lockWorkingStory(client, input.id);
    demandAct(by, "embargo", story);
    await client.query(
      "UPDATE story_draft SET embargo_at = $2, embargo_wall = $3 WHERE story_id = $1",
      [story.id, until?.at ?? null, until?.wall ?? null],
    );
    await settleAct(
      client,
      {
        story,
        act: "story.embargo",
        before: { until: story.embargoAt?.toISOString() ?? null },
        after: { until: until?.at.toISOString() ?? null },
      },
      by,
      now,
    );
  });
}

/**
 * Refuses what would show a story before its embargo ends.
 * @param at when it would be shown
 * @throws Refusal `conflict`
 */
export function demandEmbargoOver(story: WorkingStory, at: Date): void {
  if (story.embargoAt === undefined || story.embargoAt.getTime() <= at.getTime()) return;
  const wall = story.embargoWall?.replace("T", " ") ?? "";
  throw new Refusal("conflict", `story ${story.id} is under an embargo until ${wall}`, {
    told: {
      ar: `هذه المادة محظور نشرها حتى ${wall}.`,
      en: `This story is under an embargo until ${wall}.`,
    },
  });
}
