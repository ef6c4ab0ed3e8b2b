import type { Pool } from "pg";
import { recordAct } from "#accounts/audit.ts";
import type { Actor } from "#accounts/authoriser.ts";
import { slugKey, slugOf } from "#arabic/slugs.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { bodySchema } from "../body/schema.ts";
import { loadBodyPictures, picturesIn, renderStory } from "../rendering.ts";
import type { Correction, Edition, Picture, Story } from "../story.ts";
import { basePath, storySlug } from "../writing/paths.ts";
import { demandAct } from "./acts.ts";
import type { DraftContent } from "./draft-content.ts";
import { keepRevision } from "./keep-revision.ts";
import { readPreview, signPreview, type PreviewTarget } from "./preview-token.ts";
import { readRevision } from "./revisions.ts";
import { findSchedule } from "./scheduling/schedule.ts";
import {
  demandMayOnStory,
  getWorkingStory,
  lockWorkingStory,
  type WorkingStory,
} from "./working-story.ts";

/** How long a preview link works. */
export const PREVIEW_DAYS = 7;

/**
 * Makes a link with which anybody can see the draft as it is now, as readers would, for a week. What it shows is kept as
 * a revision, and never changes.
 * @param key as `openPreviewKey` gives it
 * @throws Refusal `notFound`, `forbidden`, `gone`
 */
export async function makePreviewLink(
  pool: Pool,
  input: { readonly id: string; readonly key: Buffer },
  by: Actor,
  now: Date,
): Promise<{ readonly token: string; readonly target: PreviewTarget }> {
  return inTransaction(pool, async (client) => {
    const story = await lockWorkingStory(client, input.id);
    demandAct(by, "sharePreview", story);
    const revision = await keepRevision(client, story, "previewed");
    const expiresAt = new Date(now.getTime() + PREVIEW_DAYS * 24 * 3_600_000);
    await recordAct(
      client,
      {
        by,
        act: "story.sharePreview",
        subject: { kind: "story", id: story.id },
        after: { revision, expiresAt: expiresAt.toISOString(), headline: story.content.headline },
      },
      now,
    );
    const target = { story: story.id, revision, expiresAt };
    return { token: signPreview(input.key, target), target };
  });
}

/**
 * The story that a preview link shows.
 * @throws Refusal `notFound` for a token that is not ours, `gone` for one that has expired or whose story was taken down
 */
export async function openPreview(
  pool: Pool,
  input: { readonly token: string; readonly key: Buffer; readonly edition: Edition },
  now: Date,
): Promise<Story> {
  const { story: id, revision } = readPreview(input.key, input.token, now);
  const story = await getWorkingStory(pool, id);
  if (story.live === "takenDown") throw new Refusal("gone", `story ${id} was taken down`);
  const { content } = await readRevision(pool, id, revision);
  return shownAs(pool, { edition: input.edition, story, content, revision }, now);
}

/**
 * A story as readers would see its draft now.
 * @throws Refusal `notFound`
 */
export async function previewDraft(
  pool: Pool,
  input: { readonly id: string; readonly edition: Edition },
  by: Actor,
  now: Date,
): Promise<Story> {
  const story = await getWorkingStory(pool, input.id);
  demandMayOnStory(by, "readDrafts", story);
  const { content, liveRevision: revision = 0 } = story;
  return shownAs(pool, { edition: input.edition, story, content, revision }, now);
}

type Label = { readonly slug: string; readonly name: string };

/** The labels of these names as they are; one that would be made on publication, as it would be. */
async function labelsOf(
  pool: Pool,
  table: "section" | "topic" | "author",
  names: readonly string[],
): Promise<Label[]> {
  if (names.length === 0) return [];
  const keys = names.map((name) => slugKey(name));
  const queries = {
    section: "SELECT slug, name, key FROM section WHERE key = ANY($1) OR slug = ANY($2)",
    topic: "SELECT slug, name, key FROM topic WHERE key = ANY($1) OR slug = ANY($2)",
    author: "SELECT slug, name, key FROM author WHERE key = ANY($1) OR slug = ANY($2)",
  };
  const { rows } = await pool.query<Label & { key: string }>(queries[table], [keys, names]);
  return names.map((name, index) => {
    const row =
      rows.find(({ key }) => key === keys[index]) ?? rows.find(({ slug }) => slug === name);
    return row === undefined ? { slug: slugOf(name), name } : { slug: row.slug, name: row.name };
  });
}

async function pictureOf(
  pool: Pool,
  picture: DraftContent["picture"],
): Promise<Picture | undefined> {
  if (picture === undefined) return undefined;
  const { rows } = await pool.query<{
    width: number;
    height: number;
    focus_x: number;
    focus_y: number;
    colour: string;
  }>("SELECT width, height, focus_x, focus_y, colour FROM picture WHERE id = $1", [picture.id]);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { width, height, focus_x: x, focus_y: y, colour } = row;
  return { ...picture, width, height, focus: { x, y }, colour };
}

async function correctionsOf(pool: Pool, id: string): Promise<Correction[]> {
  const { rows } = await pool.query<{ note: string; noted_at: Date }>(
    "SELECT note, noted_at FROM correction WHERE story_id = $1 ORDER BY noted_at, id",
    [id],
  );
  return rows.map((row) => ({ note: row.note, notedAt: row.noted_at }));
}

/** A text of a story as its page would show it. */
async function shownAs(
  pool: Pool,
  given: {
    readonly edition: Edition;
    readonly story: WorkingStory;
    readonly content: DraftContent;
    readonly revision: number;
  },
  now: Date,
): Promise<Story> {
  const { edition, story, content, revision } = given;
  const body = bodySchema.nodeFromJSON(content.body);
  const [section, topics, authors, picture, corrections, pictures, schedule] = await Promise.all([
    labelsOf(pool, "section", content.section === "" ? [] : [content.section]),
    labelsOf(pool, "topic", content.topics),
    labelsOf(pool, "author", content.authors),
    pictureOf(pool, content.picture),
    correctionsOf(pool, story.id),
    loadBodyPictures(pool, picturesIn(body)),
    findSchedule(pool, story.id),
  ]);
  const rendered = renderStory({ ...content, body, picture: content.picture }, pictures);
  const publishedAt = story.publishedAt ?? schedule?.at ?? now;
  const slug = storySlug(content.slug, content.headline, story.id.slice(0, 8));
  return {
    id: story.id,
    shortId: story.shortId,
    path: story.path ?? basePath(section[0]?.slug ?? "", publishedAt, edition.zone, slug),
    headline: content.headline,
    standfirst: content.standfirst,
    lang: content.lang,
    direction: rendered.direction,
    section: section[0] ?? { slug: "", name: "" },
    authors,
    topics,
    wordCount: rendered.wordCount,
    publishedAt,
    updatedAt: story.updatedAt,
    picture,
    bodyHtml: rendered.bodyHtml,
    bodyText: rendered.bodyText,
    agency: content.agency,
    place: content.place,
    corrections,
    revision,
  };
}
