import type { PoolClient } from "pg";
import { slugKey, slugOf } from "#arabic/slugs.ts";
import type { StoryContent } from "../content.ts";
import { keysToKeep } from "../reading/old-addresses.ts";
import type { RenderedStory } from "../rendering.ts";
import type { Edition } from "../story.ts";
import { existingTags, listTags } from "./events.ts";
import { loadExisting, lockWriters, type ExistingStory } from "./existing.ts";
import { ensureLabels, type LabelRow, type Labels } from "./labels.ts";
import { basePath, freePaths, isVariantOf, storySlug } from "./paths.ts";
import { insertRows } from "./insert-rows.ts";
import { newShortId } from "./short-id.ts";
import { newStoryId } from "./story-id.ts";

/** A story to be written and shown: a new one, or a new revision of the one with `id`. */
export type StoryWrite = {
  readonly id: string | undefined;
  readonly content: StoryContent;
  readonly rendered: RenderedStory;
  readonly publishedAt: Date;
  readonly updatedAt: Date | undefined;
  readonly sourceId: string | undefined;
  /** Addresses that lead to it beside its own, as another system had them. */
  readonly oldAddresses: readonly string[];
  /** Hash of the line that it was imported from. */
  readonly importSha256: Buffer | undefined;
  /** Why its revision is kept. */
  readonly reason: "published" | "updated" | "corrected" | "imported";
};

/** A story that was written. */
export type WrittenStory = {
  readonly id: string;
  readonly shortId: string;
  readonly path: string;
  readonly revision: number;
  readonly isNew: boolean;
};

/** The rows that one story becomes. */
export type StoryRows = WrittenStory & {
  readonly write: StoryWrite;
  readonly sectionId: number;
  readonly topicIds: readonly number[];
  readonly authorIds: readonly number[];
  readonly addresses: readonly { readonly key: string; readonly address: string }[];
};

/**
 * Writes stories with their revisions, labels and addresses, all published, a handful of statements for any number of
 * them, inside the caller's transaction. The same id must not come twice.
 * @returns what was written, in the order given, and the cache tags that went stale
 */
export async function writeStories(
  client: PoolClient,
  edition: Pick<Edition, "code" | "zone">,
  writes: readonly StoryWrite[],
  by: string,
  now: Date,
): Promise<{ written: WrittenStory[]; stales: Set<string> }> {
  await lockWriters(client);
  const existing = await loadExisting(
    client,
    writes.flatMap((write) => (write.id === undefined ? [] : [write.id])),
  );
  const labels = {
    section: await labelsOf("section", (content) => [content.section]),
    topic: await labelsOf("topic", (content) => content.topics),
    author: await labelsOf("author", (content) => content.authors),
  };
  const shortIds = await freeShortIds(client, writes.length);
  const planned = writes.map((write, index) => plan(write, shortIds[index] ?? newShortId()));
  const paths = await freePaths(
    client,
    planned.flatMap(({ id, base, keptPath }) =>
      keptPath === undefined ? [{ storyId: id, base }] : [],
    ),
  );
  const stales = new Set<string>();
  if (labels.section.made.length > 0) stales.add("chrome");
  const rows = planned.map((one) => rowsOf(one));
  await insertRows(client, edition.code, rows, by, now);
  return {
    written: rows.map(({ id, shortId, path, revision, isNew }) => ({
      id,
      shortId,
      path,
      revision,
      isNew,
    })),
    stales,
  };

  function labelsOf(
    kind: "section" | "topic" | "author",
    names: (content: StoryContent) => readonly string[],
  ): Promise<Labels> {
    return ensureLabels(
      client,
      kind,
      writes.flatMap((write) => names(write.content)),
      edition.code,
    );
  }

  function plan(write: StoryWrite, newId: string) {
    const before = write.id === undefined ? undefined : existing.get(write.id);
    const id = write.id ?? newStoryId();
    const shortId = before?.short_id ?? newId;
    const section = labelRow(labels.section, write.content.section);
    const { base, keptPath } = pathPlan(write, before, section.slug, shortId);
    return { write, before, id, shortId, section, base, keptPath };
  }

  function pathPlan(
    write: StoryWrite,
    before: ExistingStory | undefined,
    sectionSlug: string,
    shortId: string,
  ): { base: string; keptPath: string | undefined } {
    const { content, publishedAt } = write;
    // A published address stays as it is when only the headline changes.
    const present = before?.path?.split("/").at(-1);
    const slug =
      content.slug === "" && present !== undefined
        ? present
        : storySlug(content.slug, content.headline, shortId);
    const base = basePath(sectionSlug, publishedAt, edition.zone, slug);
    const keeps = typeof before?.path === "string" && isVariantOf(before.path, base);
    return { base, keptPath: keeps ? (before.path ?? undefined) : undefined };
  }

  function rowsOf({
    write,
    before,
    id,
    shortId,
    section,
    base,
    keptPath,
  }: ReturnType<typeof plan>): StoryRows {
    const { content } = write;
    const path = keptPath ?? paths.get(id) ?? base;
    const topics = distinct(content.topics.map((name) => labelRow(labels.topic, name)));
    const authors = distinct(content.authors.map((name) => labelRow(labels.author, name)));
    if (before !== undefined) for (const tag of existingTags(before)) stales.add(tag);
    if (before !== undefined && before.headline !== content.headline)
      stales.add("ranking").add("most-read");
    const lists = { section: section.slug, topics: slugs(topics), authors: slugs(authors) };
    for (const tag of listTags(lists)) stales.add(tag);
    return {
      id,
      shortId,
      path,
      revision: (before?.last_revision ?? 0) + 1,
      isNew: before === undefined,
      write,
      sectionId: section.id,
      topicIds: topics.map((topic) => topic.id),
      authorIds: authors.map((author) => author.id),
      addresses: addressesOf(path, base, write),
    };
  }
}

function labelRow(labels: Labels, name: string): LabelRow {
  const row = labels.found.get(slugKey(name));
  if (row === undefined)
    throw new Error(`Cannot write a story: no row for the label ${JSON.stringify(name)}`);
  return row;
}

const slugs = (labels: readonly LabelRow[]): string[] => labels.map((label) => label.slug);

const distinct = (labels: readonly LabelRow[]): LabelRow[] => [
  ...new Map(labels.map((label) => [label.id, label])).values(),
];

/** Every address under which the story can be found: its path, the path with the uncut slug, those of its source. */
function addressesOf(
  path: string,
  base: string,
  write: StoryWrite,
): { key: string; address: string }[] {
  const addresses = [path, ...write.oldAddresses];
  const { headline, slug } = write.content;
  const whole = slugOf(headline, { maxLetters: Number.POSITIVE_INFINITY });
  const kept = base.slice(base.lastIndexOf("/") + 1);
  if (slug === "" && whole !== kept && whole.startsWith(kept))
    addresses.push(base.slice(0, base.lastIndexOf("/") + 1) + whole);
  const byKey = new Map<string, string>();
  for (const address of addresses) {
    for (const key of keysToKeep(address)) if (!byKey.has(key)) byKey.set(key, address);
  }
  return [...byKey].map(([key, address]) => ({ key, address }));
}

/** Short ids that no story has. Under the writers' lock nobody takes one meanwhile. */
async function freeShortIds(client: PoolClient, count: number): Promise<string[]> {
  const ids = new Set<string>();
  while (ids.size < count) {
    const candidates = Array.from({ length: count - ids.size }, newShortId);
    const { rows } = await client.query<{ short_id: string }>(
      "SELECT short_id FROM story WHERE short_id = ANY($1)",
      [candidates],
    );
    const taken = new Set(rows.map((row) => row.short_id));
    for (const id of candidates) if (!taken.has(id)) ids.add(id);
  }
  return [...ids];
}
