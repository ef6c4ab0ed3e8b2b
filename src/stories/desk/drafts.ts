import type { Pool, PoolClient } from "pg";
import { recordAct } from "#accounts/audit.ts";
import { actorName, demandMay, reachOf, type Actor } from "#accounts/authoriser.ts";
import { inTransaction } from "#platform/db.ts";
import { announce } from "#platform/notices.ts";
import { Refusal } from "#platform/refusal.ts";
import { directionOfLanguage } from "../rendering.ts";
import type { Edition } from "../story.ts";
import { newShortId } from "../writing/short-id.ts";
import { newStoryId } from "../writing/story-id.ts";
import { emptyDraft, parseDraft, type DraftContent } from "./draft-content.ts";
import { keepRevision } from "./keep-revision.ts";
import { demandMayOnStory, lockWorkingStory, type WorkingStory } from "./working-story.ts";

/** Work on a draft that is kept as a revision at least this often. */
export const KEEP_EVERY_MS = 5 * 60_000;

/** A draft with what is needed to save over it. */
export type SavedDraft = {
  readonly content: DraftContent;
  /** Counts every save; the next save names it as its base. */
  readonly version: number;
  readonly savedAt: Date;
  /** As `actorName` gives it. */
  readonly savedBy: string;
};

/** What became of a save: kept, or refused since somebody else saved meanwhile; then with that newer text. */
export type SaveOutcome =
  | { readonly kind: "saved"; readonly version: number; readonly savedAt: Date }
  | { readonly kind: "stale"; readonly current: SavedDraft };

/** The draft of a story as the newsroom is shown it. */
export function draftOf(story: WorkingStory): SavedDraft {
  const { content, version, savedAt, savedBy } = story;
  return { content, version, savedAt, savedBy };
}

/**
 * Begins a story: an empty draft, seen by nobody but the newsroom.
 * @param input.content what it begins with, where there is something
 * @returns its id
 * @throws Refusal `forbidden`, or `invalid` for a content that is none
 */
export async function createDraft(
  pool: Pool,
  input: { readonly edition: Pick<Edition, "code" | "lang">; readonly content?: unknown },
  by: Actor,
  now: Date,
): Promise<string> {
  demandMay(by, "writeDrafts", { isOwn: true });
  const content =
    input.content === undefined
      ? emptyDraft(input.edition.lang)
      : parseDraft(input.content, input.edition.lang);
  return inTransaction(pool, async (client) => {
    const id = await insertStory(client, input.edition.code, content, now);
    await client.query(
      `INSERT INTO story_draft (story_id, content, version, saved_at, saved_by, created_at, created_by, kept_at, worked_at, worked_by)
       VALUES ($1, $2, 1, $3, $4, $3, $4, $3, $3, $4)`,
      [id, JSON.stringify(content), now, actorName(by)],
    );
    await recordAct(
      client,
      {
        by,
        act: "story.create",
        subject: { kind: "story", id },
        after: { headline: content.headline },
      },
      now,
    );
    await announce(client, { kind: "story.saved", story: id, version: 1, by: actorName(by) });
    return id;
  });
}

async function insertStory(
  client: PoolClient,
  editionCode: string,
  content: DraftContent,
  now: Date,
): Promise<string> {
  const id = newStoryId();
  for (;;) {
    const { rowCount } = await client.query(
      `INSERT INTO story (id, short_id, edition_code, state, lang, direction, headline, changed_at)
       VALUES ($1, $2, $3, 'draft', $4, $5, $6, $7) ON CONFLICT (short_id) DO NOTHING`,
      [
        id,
        newShortId(),
        editionCode,
        content.lang,
        directionOfLanguage(content.lang),
        content.headline,
        now,
      ],
    );
    if (rowCount === 1) return id;
  }
}

/** A save of a draft. */
export type SaveInput = {
  readonly id: string;
  /** The version that the text was written over. */
  readonly base: number;
  /** JSON of a `DraftContent`; the text may be unfinished, but each field must be within its bounds. */
  readonly content: unknown;
};

/**
 * Keeps the text of a draft, if nobody has saved since `base`; else says so and changes nothing. What readers see is
 * never touched. The same save again is answered as saved, so that one whose answer was lost can be repeated.
 * @throws Refusal `forbidden`, `notFound`, `invalid` for content that is none, `gone` for a story taken down
 */
export async function saveDraft(
  pool: Pool,
  input: SaveInput,
  by: Actor,
  now: Date,
): Promise<SaveOutcome> {
  return inTransaction(pool, async (client) => {
    const story = await lockWorkingStory(client, input.id);
    demandMayWrite(by, story);
    const content = parseDraft(input.content, story.content.lang);
    return writeDraft(client, { story, base: input.base, content }, by, now);
  });
}

/**
 * Lets pass who may write on this story now. Who only sees their own stories, a contributor, may not write on one that
 * was handed in: what an editor has read stays as it was read.
 * @throws Refusal `notFound`, `forbidden`, `gone`
 */
export function demandMayWrite(by: Actor, story: WorkingStory): void {
  demandMayOnStory(by, "writeDrafts", story);
  if (story.live === "takenDown")
    throw new Refusal("gone", `story ${story.id} was taken down and is not written on again`, {
      told: { ar: "حُجبت هذه المادة نهائيًا ولا تُعدَّل.", en: "This story was taken down for good." },
    });
  if (story.work === "discarded")
    throw new Refusal("conflict", `story ${story.id} was discarded`, {
      told: {
        ar: "أُهملت هذه المسودة. أعِدها إلى المسودات قبل الكتابة فيها.",
        en: "This draft was discarded. Bring it back before you write in it.",
      },
    });
  if (reachOf(by, "readDrafts") !== "any" && story.work !== "draft")
    throw new Refusal("forbidden", `story ${story.id} is ${story.work}; need one that is a draft`, {
      told: {
        ar: "سُلّمت هذه المادة للمراجعة. لا يمكنك تعديلها ما لم يُعِدها المحرر إليك.",
        en: "You have handed this story in. You can't change it unless an editor returns it.",
      },
    });
}

/** Writes a text that was checked over the draft of a story whose row is locked. */
export async function writeDraft(
  client: PoolClient,
  save: { readonly story: WorkingStory; readonly base: number; readonly content: DraftContent },
  by: Actor,
  now: Date,
): Promise<SaveOutcome> {
  const { story, base, content } = save;
  const json = JSON.stringify(content);
  const name = actorName(by);
  const { rows: same } = await client.query<{ same: boolean }>({
    name: "draft_is_same",
    text: "SELECT content = $2::jsonb AS same FROM story_draft WHERE story_id = $1",
    values: [story.id, json],
  });
  if (same[0]?.same === true && (story.version === base || story.savedBy === name))
    return { kind: "saved", version: story.version, savedAt: story.savedAt };
  if (story.version !== base) return { kind: "stale", current: draftOf(story) };
  const isOthers = story.savedBy !== name;
  const isOld = now.getTime() - story.keptAt.getTime() >= KEEP_EVERY_MS;
  if (story.keptVersion < story.version && (isOthers || isOld))
    await keepRevision(client, story, "saved");
  await client.query({
    name: "draft_save",
    text: `UPDATE story_draft SET content = $2, version = version + 1, saved_at = $3, saved_by = $4,
             worked_at = $3, worked_by = $4 WHERE story_id = $1`,
    values: [story.id, json, now, name],
  });
  const version = story.version + 1;
  await announce(client, { kind: "story.saved", story: story.id, version, by: name });
  return { kind: "saved", version, savedAt: now };
}
