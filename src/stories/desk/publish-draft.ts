import type { Pool, PoolClient } from "pg";
import type { Actor } from "#accounts/authoriser.ts";
import { inTransaction } from "#platform/db.ts";
import {
  correctStory,
  publishStory,
  takeDownStory,
  unpublishStory,
  updateStory,
} from "../publish.ts";
import type { Edition } from "../story.ts";
import { lockWriters } from "../writing/existing.ts";
import { demandAct, settleAct } from "./acts.ts";
import { draftOf, type SavedDraft } from "./drafts.ts";
import { demandEmbargoOver, missingOutcome, type Missing } from "./moves.ts";
import { lockWorkingStory, type WorkingStory } from "./working-story.ts";

/** The draft is not the one that was looked at: it is given as it is now. */
export type Stale = { readonly kind: "stale"; readonly current: SavedDraft };

/** What became of the wish to show a draft to readers. */
export type PublishOutcome =
  | {
      readonly kind: "published";
      readonly path: string;
      readonly revision: number;
      readonly version: number;
      /** False: readers saw this very text already, and nothing was done. */
      readonly isChanged: boolean;
    }
  | Missing
  | Stale;

type EditionOfStory = Pick<Edition, "code" | "zone">;

/** Locks what publishing needs, in the order in which everybody does: first the writers' line, then the story. */
export async function lockToPublish(client: PoolClient, id: string): Promise<WorkingStory> {
  await lockWriters(client);
  return lockWorkingStory(client, id);
}

/**
 * Shows the draft of a story to readers: for the first time, again, or as its new text. The text must be the one that was
 * looked at (`base`), so that nobody publishes what a colleague has typed meanwhile.
 * @param input.matters whether readers are told of a new text («آخر تحديث»)
 * @throws Refusal `notFound`, `forbidden`, `gone`, `conflict` while an embargo lasts, `invalid`
 */
export async function publishDraft(
  pool: Pool,
  input: {
    readonly edition: EditionOfStory;
    readonly id: string;
    readonly base: number;
    readonly matters: boolean;
  },
  by: Actor,
  now: Date,
): Promise<PublishOutcome> {
  return inTransaction(pool, async (client) => {
    const story = await lockToPublish(client, input.id);
    const act = story.live === "published" ? "update" : "publish";
    demandAct(by, act, story);
    if (story.version !== input.base) return { kind: "stale", current: draftOf(story) };
    demandEmbargoOver(story, now);
    const missing = missingOutcome(act, story);
    if (missing !== undefined) return missing;
    if (story.live === "published" && story.liveVersion === story.version) {
      await client.query("DELETE FROM story_schedule WHERE story_id = $1", [story.id]);
      const { path = "", liveRevision: revision = 0, version } = story;
      return { kind: "published", path, revision, version, isChanged: false };
    }
    const { path, revision } = await showText(
      client,
      {
        edition: input.edition,
        story,
        content: story.content,
        version: story.version,
        matters: input.matters,
      },
      by,
      now,
    );
    return { kind: "published", path, revision, version: story.version, isChanged: true };
  });
}

/** A text of a story that is to be shown: its draft, or an earlier one that was approved. */
type Showing = {
  readonly edition: EditionOfStory;
  readonly story: WorkingStory;
  readonly content: unknown;
  /** The version of the draft that holds this text. */
  readonly version: number;
  readonly matters: boolean;
  /** As readers see it; default: now, or that of the first publication. */
  readonly publishedAt?: Date | undefined;
};

/** Shows a text of a story whose rows are locked (`lockToPublish`); what was scheduled is done with. */
export async function showText(
  client: PoolClient,
  { edition, story, content, version, matters, publishedAt }: Showing,
  by: Actor,
  now: Date,
): Promise<{ readonly path: string; readonly revision: number }> {
  await beforeLive(client, story.id);
  const { id } = story;
  const isUpdate = story.live === "published";
  const { path, revision } = isUpdate
    ? await updateStory(client, { edition, id, content, matters }, by, now)
    : await publishStory(client, { edition, id, content, publishedAt }, by, now);
  await afterLive(client, id, version, now);
  await settleAct(
    client,
    {
      story,
      act: isUpdate ? "story.update" : "story.publish",
      work: "published",
      before: { live: story.live, revision: story.liveRevision ?? null },
      after: { live: "published", revision, path, ...(isUpdate ? { matters } : {}) },
    },
    by,
    now,
  );
  return { path, revision };
}

/** The draft does not follow what is written now, since what is written now follows the draft. */
async function beforeLive(client: PoolClient, id: string): Promise<void> {
  await client.query("UPDATE story_draft SET live_version = NULL WHERE story_id = $1", [id]);
  await client.query("DELETE FROM story_schedule WHERE story_id = $1", [id]);
}

async function afterLive(
  client: PoolClient,
  id: string,
  version: number,
  now: Date,
): Promise<void> {
  await client.query(
    `UPDATE story_draft SET live_version = $2, kept_version = greatest(kept_version, $2), kept_at = $3 WHERE story_id = $1`,
    [id, version, now],
  );
}

/**
 * Puts a published story right in public: a note for readers, and the draft as the corrected text where it has gone on.
 * @throws Refusal `notFound`, `forbidden`, `conflict` for a story that is not published, `invalid`
 */
export async function correctFromDraft(
  pool: Pool,
  input: {
    readonly edition: EditionOfStory;
    readonly id: string;
    readonly base: number;
    readonly note: string;
  },
  by: Actor,
  now: Date,
): Promise<{ readonly kind: "corrected" } | Missing | Stale> {
  return inTransaction(pool, async (client) => {
    const story = await lockToPublish(client, input.id);
    demandAct(by, "correct", story);
    if (story.version !== input.base) return { kind: "stale", current: draftOf(story) };
    const missing = missingOutcome("correct", story);
    if (missing !== undefined) return missing;
    const { edition, id, note } = input;
    const hasChanges = story.liveVersion !== story.version;
    await beforeLive(client, id);
    const content = hasChanges ? story.content : undefined;
    await correctStory(client, { edition, id, note, content }, by, now);
    await afterLive(client, id, story.version, now);
    await settleAct(
      client,
      {
        story,
        act: "story.correct",
        work: "published",
        before: { revision: story.liveRevision ?? null },
        after: { note, isNewText: hasChanges },
      },
      by,
      now,
    );
    return { kind: "corrected" };
  });
}

/**
 * Takes a story off the site; its draft stays and can be published again.
 * @throws Refusal `notFound`, `forbidden`, `conflict` for a story that is not published
 */
export async function unpublishFromDesk(
  pool: Pool,
  input: { readonly id: string },
  by: Actor,
  now: Date,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const story = await lockToPublish(client, input.id);
    demandAct(by, "unpublish", story);
    await unpublishStory(client, input, by, now);
    await settleAct(
      client,
      {
        story,
        act: "story.unpublish",
        work: "draft",
        before: { live: story.live },
        after: { live: "unpublished" },
      },
      by,
      now,
    );
  });
}

/**
 * Takes a story down for good, and says in the log why.
 * @throws Refusal `notFound`, `forbidden`, `gone` when it was already, `conflict` for one that was never published
 */
export async function takeDownFromDesk(
  pool: Pool,
  input: { readonly id: string; readonly reason: string },
  by: Actor,
  now: Date,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const story = await lockToPublish(client, input.id);
    demandAct(by, "takeDown", story);
    await takeDownStory(client, { id: input.id }, by, now);
    await settleAct(
      client,
      {
        story,
        act: "story.takeDown",
        work: "draft",
        before: { live: story.live },
        after: { live: "takenDown", reason: input.reason },
      },
      by,
      now,
    );
  });
}
