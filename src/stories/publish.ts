import { randomUUIDv7 } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { actorName, demandMayChangeStory, type Actor } from "#accounts/authoriser.ts";
import { visibleText } from "#arabic/visible-text.ts";
import { within } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { parseContent, type StoryContent } from "./content.ts";
import { loadBodyPictures, picturesIn, renderStory } from "./rendering.ts";
import type { Edition, StoryState } from "./story.ts";
import { addStaleEvents, addStoryEvents, existingTags } from "./writing/events.ts";
import { loadExisting, lockWriters, type ExistingStory } from "./writing/existing.ts";
import { writeStories, type WrittenStory } from "./writing/write-stories.ts";

/** A pool, or the client of a transaction that the change becomes a part of. */
type Database = Pool | PoolClient;

/** Letters of a public note at most. */
const MAX_NOTE_LETTERS = 2000;

type EditionOfStory = Pick<Edition, "code" | "zone">;

/** A story to be shown for the first time, or a draft or an unpublished one to be shown (again). */
export type PublishInput = {
  readonly edition: EditionOfStory;
  /** Given for a draft or an unpublished story. */
  readonly id?: string | undefined;
  /** JSON of a `StoryContent`, as `parseContent` takes it. */
  readonly content: unknown;
  /** As readers see it; default now, or that of the first publication. */
  readonly publishedAt?: Date | undefined;
  readonly sourceId?: string | undefined;
  readonly oldAddresses?: readonly string[] | undefined;
};

/**
 * Publishes a story: renders it once, writes an immutable revision, the live row and the event with the cache tags that
 * went stale, in one transaction.
 * @throws Refusal `forbidden` for who may not, `invalid` for content that is none, `notFound` for an unknown id, `conflict` for a story that is
 *   published already, `gone` for one that was taken down
 */
export async function publishStory(
  db: Database,
  input: PublishInput,
  by: Actor,
  now: Date,
): Promise<WrittenStory> {
  demandMayChangeStory(by, "publish");
  const content = contentOf(input.content);
  const { id } = input;
  return within(db, async (client) => {
    const before = id === undefined ? undefined : await getExisting(client, id);
    if (before !== undefined) demandMayBeShown(before);
    return write(client, {
      input: { ...input, content },
      before,
      publishedAt: input.publishedAt ?? before?.published_at ?? now,
      updatedAt: before?.updated_at ?? undefined,
      reason: "published",
      by,
      now,
    });
  });
}

/** Stories to be shown for the first time or again, all at once. */
export type PublishManyInput = {
  readonly edition: EditionOfStory;
  readonly stories: readonly {
    readonly id: string;
    readonly content: unknown;
    readonly publishedAt: Date;
  }[];
};

/**
 * Does what `publishStory` does for several drafts, in a handful of statements for all of them: all are shown, or none.
 * @throws Refusal as `publishStory`, of the first that may not be shown
 */
export async function publishStories(
  db: Database,
  input: PublishManyInput,
  by: Actor,
  now: Date,
): Promise<WrittenStory[]> {
  demandMayChangeStory(by, "publish");
  const { edition } = input;
  const wanted = input.stories.map((story) => ({ ...story, content: contentOf(story.content) }));
  return within(db, async (client) => {
    await lockWriters(client);
    const existing = await loadExisting(
      client,
      wanted.map(({ id }) => id),
    );
    const shown = wanted.map(({ id, content, publishedAt }) => {
      const before = existing.get(id);
      if (before === undefined) throw new Refusal("notFound", `no story ${id.slice(0, 40)}`);
      demandMayBeShown(before);
      return { content, before, publishedAt, updatedAt: before.updated_at ?? undefined };
    });
    return writeAll(client, { edition, shown, reason: "published", by, now });
  });
}

function demandMayBeShown(before: ExistingStory): void {
  if (before.state === "published")
    throw new Refusal("conflict", `story ${before.id} is published already; update it instead`);
  if (before.state === "taken_down")
    throw new Refusal("gone", `story ${before.id} was taken down and is not published again`);
}

/** A new text of a published story. */
export type UpdateInput = {
  readonly edition: EditionOfStory;
  readonly id: string;
  readonly content: unknown;
  /** Whether readers are told of it («آخر تحديث»), as the editor decides; a silent fix is not. */
  readonly matters: boolean;
};

/**
 * Gives a published story a new text, as a new revision. Its address stays, unless section, day or wished slug changed;
 * then the old one leads to the new.
 * @throws Refusal `forbidden`, `invalid`, `notFound`, `conflict` for a story that is not published
 */
export async function updateStory(
  db: Database,
  input: UpdateInput,
  by: Actor,
  now: Date,
): Promise<WrittenStory> {
  demandMayChangeStory(by, "update");
  const content = contentOf(input.content);
  return within(db, async (client) => {
    const before = await getPublished(client, input.id);
    return write(client, {
      input: { ...input, content },
      before,
      publishedAt: before.published_at ?? now,
      updatedAt: input.matters ? now : (before.updated_at ?? undefined),
      reason: "updated",
      by,
      now,
    });
  });
}

/** A mistake that is put right in public. */
export type CorrectionInput = {
  readonly edition: EditionOfStory;
  readonly id: string;
  /** What was wrong and what is right, for readers. */
  readonly note: string;
  /** The text put right; absent where only the note is added. */
  readonly content?: unknown;
};

/**
 * Adds a public note to a published story, and its corrected text as a new revision; readers are told that it changed.
 * @throws Refusal `forbidden`, `invalid`, `notFound`, `conflict` for a story that is not published
 */
export async function correctStory(
  db: Database,
  input: CorrectionInput,
  by: Actor,
  now: Date,
): Promise<void> {
  demandMayChangeStory(by, "correct");
  const note = visibleText(input.note);
  if (note === "" || Array.from(note).length > MAX_NOTE_LETTERS)
    throw new Refusal("invalid", `need a note of 1 to ${MAX_NOTE_LETTERS} letters`);
  const content = input.content === undefined ? undefined : contentOf(input.content);
  await within(db, async (client) => {
    const before = await getPublished(client, input.id);
    await client.query(
      "INSERT INTO correction (id, story_id, note, noted_at) VALUES ($1, $2, $3, $4)",
      [randomUUIDv7(), input.id, note, now],
    );
    if (content !== undefined) {
      await write(client, {
        input: { ...input, content },
        before,
        publishedAt: before.published_at ?? now,
        updatedAt: now,
        reason: "corrected",
        by,
        now,
      });
      return;
    }
    await client.query("UPDATE story SET updated_at = $2, changed_at = $2 WHERE id = $1", [
      input.id,
      now,
    ]);
    await addStaleEvents(client, "story.corrected", new Set(existingTags(before)), {
      story: input.id,
    });
  });
}

/**
 * Takes a story off the site: its address answers as if it were not there, no list shows it. It can be published again.
 * @throws Refusal `forbidden`, `notFound`, `conflict` for a story that is not published
 */
export async function unpublishStory(
  db: Database,
  input: { readonly id: string },
  by: Actor,
  now: Date,
): Promise<void> {
  demandMayChangeStory(by, "unpublish");
  await within(db, async (client) => {
    await hide(client, await getPublished(client, input.id), "unpublished", by, now);
  });
}

/**
 * Takes a story down for good: 410 at each of its addresses, out of every list, and no stale copy is shown anywhere.
 * Doing it twice is no error.
 * @throws Refusal `forbidden`, `notFound`, `conflict` for a draft
 */
export async function takeDownStory(
  db: Database,
  input: { readonly id: string },
  by: Actor,
  now: Date,
): Promise<void> {
  demandMayChangeStory(by, "takeDown");
  await within(db, async (client) => {
    const before = await getExisting(client, input.id);
    if (before.state === "draft")
      throw new Refusal("conflict", `story ${before.id} was never published; need a published one`);
    await hide(client, before, "taken_down", by, now);
  });
}

function contentOf(json: unknown): StoryContent {
  const parsed = parseContent(json);
  if (parsed.kind === "refused") throw new Refusal("invalid", parsed.why);
  return parsed.content;
}

async function getExisting(client: PoolClient, id: string): Promise<ExistingStory> {
  await lockWriters(client);
  const isId = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(id);
  const story = isId ? (await loadExisting(client, [id])).get(id) : undefined;
  if (story === undefined) throw new Refusal("notFound", `no story ${id.slice(0, 40)}`);
  return story;
}

async function getPublished(client: PoolClient, id: string): Promise<ExistingStory> {
  const story = await getExisting(client, id);
  if (story.state !== "published")
    throw new Refusal("conflict", `story ${id} is ${story.state}; need a published one`);
  return story;
}

type Shown = {
  readonly content: StoryContent;
  readonly before: ExistingStory | undefined;
  readonly publishedAt: Date;
  readonly updatedAt: Date | undefined;
  readonly sourceId?: string | undefined;
  readonly oldAddresses?: readonly string[] | undefined;
};

type Writing = {
  readonly edition: EditionOfStory;
  readonly reason: "published" | "updated" | "corrected";
  readonly by: Actor;
  readonly now: Date;
};

async function write(
  client: PoolClient,
  given: Omit<Writing, "edition"> &
    Omit<Shown, "content"> & {
      readonly input: {
        readonly edition: EditionOfStory;
        readonly content: StoryContent;
        readonly sourceId?: string | undefined;
        readonly oldAddresses?: readonly string[] | undefined;
      };
    },
): Promise<WrittenStory> {
  const { input, before, publishedAt, updatedAt, ...writing } = given;
  const shown = [{ ...input, before, publishedAt, updatedAt }];
  const [story] = await writeAll(client, { ...writing, edition: input.edition, shown });
  if (story === undefined) throw new Error("Cannot write a story: nothing was written");
  return story;
}

async function writeAll(
  client: PoolClient,
  { edition, shown, reason, by, now }: Writing & { readonly shown: readonly Shown[] },
): Promise<WrittenStory[]> {
  const wanted = shown.flatMap(({ content }) => [
    ...picturesIn(content.body),
    ...(content.picture === undefined ? [] : [content.picture.id]),
  ]);
  const pictures = await loadBodyPictures(client, wanted);
  for (const id of wanted)
    if (!pictures.has(id)) throw new Refusal("invalid", `no picture ${id} is kept`);
  const { written, stales } = await writeStories(
    client,
    edition,
    shown.map((one) => ({
      id: one.before?.id,
      content: one.content,
      rendered: renderStory(one.content, pictures),
      publishedAt: one.publishedAt,
      updatedAt: one.updatedAt,
      sourceId: one.sourceId,
      oldAddresses: one.oldAddresses ?? [],
      importSha256: undefined,
      reason,
    })),
    actorName(by),
    now,
  );
  const ids = written.map(({ id }) => id);
  await addStoryEvents(client, `story.${reason}`, ids, stales);
  return written;
}

async function hide(
  client: PoolClient,
  before: ExistingStory,
  state: Extract<StoryState, "unpublished" | "taken_down">,
  by: Actor,
  now: Date,
): Promise<void> {
  await client.query("UPDATE story SET state = $2, changed_at = $3 WHERE id = $1", [
    before.id,
    state,
    now,
  ]);
  await client.query(
    "UPDATE story_draft SET work_state = 'draft', live_version = NULL, worked_at = $2, worked_by = $3 WHERE story_id = $1",
    [before.id, now, actorName(by)],
  );
  await client.query("DELETE FROM story_schedule WHERE story_id = $1", [before.id]);
  await client.query("UPDATE story_topic SET published_at = NULL WHERE story_id = $1", [before.id]);
  await client.query("UPDATE story_author SET published_at = NULL WHERE story_id = $1", [
    before.id,
  ]);
  const tags = new Set([...existingTags(before), "ranking", "most-read"]);
  await addStaleEvents(client, `story.${state}`, tags, {
    story: before.id,
    ...(state === "taken_down" ? { hard: true } : {}),
    by: actorName(by),
  });
}
