import type { Pool, PoolClient } from "pg";
import { recordAct } from "#accounts/audit.ts";
import { actorName, demandMay, type Actor } from "#accounts/authoriser.ts";
import { slugKey } from "#arabic/slugs.ts";
import { inTransaction } from "#platform/db.ts";
import { addEvent } from "#platform/outbox.ts";
import { Refusal } from "#platform/refusal.ts";
import { lockWriters } from "../writing/existing.ts";
import { freeSlug, LABEL_SQL, type LabelKind } from "../writing/label-sql.ts";

/** A topic or an author as the newsroom lists them. */
export type ListedLabel = {
  readonly slug: string;
  readonly name: string;
  /** Description of a topic, line about an author. */
  readonly about: string;
  /** Published stories that have it. */
  readonly stories: number;
  /** Kept picture of an author. */
  readonly portrait: string | undefined;
};

/** A topic or an author, as it was and as it is. */
export type LabelChange = { readonly before: LabelState; readonly after: LabelState };
type LabelState = {
  readonly slug: string;
  readonly name: string;
  readonly about: string;
  readonly portrait: string | undefined;
};

type Row = {
  id: number;
  slug: string;
  name: string;
  key: string;
  about: string;
  portrait_id: string | null;
};

const stateOf = (row: Row): LabelState => ({
  slug: row.slug,
  name: row.name,
  about: row.about,
  portrait: row.portrait_id ?? undefined,
});

/** Stories of one event; with their tags they stay below the outbox' bound. */
const STORIES_OF_AN_EVENT = 300;

/**
 * Topics or authors, the newest first.
 * @param options.q a part of the name in any spelling
 * @param options.after as the page before gave it
 */
export async function listLabels(
  db: Pool | PoolClient,
  kind: LabelKind,
  options: { readonly q?: string; readonly after?: number; readonly limit: number },
): Promise<{ readonly labels: ListedLabel[]; readonly next: number | undefined }> {
  const { rows } = await db.query<Row & { stories: number }>(LABEL_SQL[kind].list, [
    options.limit + 1,
    slugKey((options.q ?? "").replaceAll("\0", "")),
    options.after ?? null,
  ]);
  const shown = rows.slice(0, options.limit);
  return {
    labels: shown.map((row) => ({ ...stateOf(row), stories: row.stories })),
    next: rows.length > options.limit ? shown.at(-1)?.id : undefined,
  };
}

/**
 * The present slug of a topic or author that was once at `slug`; undefined when there was none. One query.
 */
export async function findMovedLabel(
  db: Pool | PoolClient,
  kind: LabelKind,
  slug: string,
): Promise<string | undefined> {
  const { rows } = await db.query<{ slug: string }>(LABEL_SQL[kind].moved, [
    slug.replaceAll("\0", "").normalize("NFC"),
  ]);
  return rows[0]?.slug;
}

/** What a topic or an author is to be. */
export type LabelInput = {
  readonly kind: LabelKind;
  readonly slug: string;
  readonly name: string;
  readonly about: string;
  /** Kept picture of an author; undefined: none. */
  readonly portrait?: string | undefined;
};

/**
 * Gives a topic or an author another name, description and portrait. With the name the address changes; the old one
 * leads to the new, and stories that are written with the old name get the new one.
 * @throws Refusal `forbidden`, `notFound`, `conflict` where another one has the name, `invalid` for a picture that is not kept
 */
export async function changeLabel(
  pool: Pool,
  input: LabelInput,
  by: Actor,
  now: Date,
): Promise<LabelChange> {
  demandMay(by, "editTaxonomy", { isOwn: false });
  const { kind } = input;
  const sql = LABEL_SQL[kind];
  return inTransaction(pool, async (client) => {
    await lockWriters(client);
    const before = await getLabel(client, kind, input.slug);
    const key = slugKey(input.name);
    const taken = await client.query<Row>(sql.byKey, [key]);
    if (taken.rows.some((row) => row.id !== before.id))
      throw new Refusal("conflict", `name: ${taken.rows[0]?.name ?? ""} is there already`, {
        told: {
          ar: `الاسم «${taken.rows[0]?.name ?? ""}» موجود. ادمجهما إن كانا واحدًا.`,
          en: `“${taken.rows[0]?.name ?? ""}” is there already. Merge the two if they are one.`,
        },
      });
    if (input.portrait !== undefined) await demandPicture(client, input.portrait);
    const slug =
      key === before.key ? before.slug : await freeSlug(client, kind, input.name, before.id);
    await client.query(sql.forget, [before.id, key, slug]);
    await client.query(sql.update, [
      before.id,
      slug,
      input.name,
      key,
      input.about,
      ...(kind === "author" ? [input.portrait ?? null] : []),
    ]);
    if (slug !== before.slug || key !== before.key)
      await keepOldNames(client, kind, before, before.id, { slug, key });
    const after = { slug, name: input.name, about: input.about, portrait: input.portrait };
    await recordAct(
      client,
      {
        by,
        act: `${kind}.change`,
        subject: { kind, id: before.slug },
        before: stateOf(before),
        after,
      },
      now,
    );
    await addLabelEvents(client, kind, `${kind}.changed`, before.id, [before.slug, slug], by);
    return { before: stateOf(before), after };
  });
}

/**
 * Merges a topic or an author into another: its stories move, its name and address lead there.
 * @throws Refusal `forbidden`, `notFound` when one of the two is not there, `invalid` when they are the same
 */
export async function mergeLabels(
  pool: Pool,
  input: { readonly kind: LabelKind; readonly slug: string; readonly into: string },
  by: Actor,
  now: Date,
): Promise<{ readonly from: LabelState; readonly into: LabelState; readonly stories: number }> {
  demandMay(by, "editTaxonomy", { isOwn: false });
  const { kind } = input;
  const sql = LABEL_SQL[kind];
  return inTransaction(pool, async (client) => {
    await lockWriters(client);
    const from = await getLabel(client, kind, input.slug);
    const into = await getLabel(client, kind, input.into);
    if (from.id === into.id)
      throw new Refusal("invalid", "into: need another one than itself", {
        told: { ar: "لا يُدمج الاسم في نفسه.", en: "Nothing is merged into itself." },
      });
    const { rows } = await client.query<{ story_id: string }>(sql.storiesOf, [from.id]);
    await client.query(sql.moveStories, [from.id, into.id]);
    await client.query(sql.dropStories, [from.id]);
    await client.query(sql.moveAliases, [from.id, into.id]);
    await client.query(sql.remove, [from.id]);
    await keepOldNames(client, kind, from, into.id, into);
    await recordAct(
      client,
      {
        by,
        act: `${kind}.merge`,
        subject: { kind, id: from.slug },
        before: stateOf(from),
        after: { into: into.slug, stories: rows.length },
      },
      now,
    );
    await addLabelEvents(client, kind, `${kind}.merged`, into.id, [from.slug, into.slug], by);
    return { from: stateOf(from), into: stateOf(into), stories: rows.length };
  });
}

async function getLabel(client: PoolClient, kind: LabelKind, slug: string): Promise<Row> {
  const { rows } = await client.query<Row>(LABEL_SQL[kind].bySlug, [
    slug.replaceAll("\0", "").normalize("NFC"),
  ]);
  if (rows[0] === undefined) throw new Refusal("notFound", `no such ${kind}`);
  return rows[0];
}

async function demandPicture(client: PoolClient, id: string): Promise<void> {
  const { rows } = await client.query("SELECT FROM picture WHERE id = $1", [id]);
  if (rows.length === 0) throw new Refusal("invalid", "portrait: no such picture is kept");
}

/** The name and the address of `old` lead to the label `id` from now on, but for what that one is called itself. */
async function keepOldNames(
  client: PoolClient,
  kind: LabelKind,
  old: Row,
  id: number,
  present: { readonly slug: string; readonly key: string },
): Promise<void> {
  const names = new Map<string, string | null>([[old.key, null]]);
  if (old.slug !== present.slug) names.set(slugKey(old.slug), old.slug);
  if (old.key === present.key && names.get(old.key) === null) names.delete(old.key);
  for (const [key, slug] of names) await client.query(LABEL_SQL[kind].keep, [key, slug, id]);
}

/** Says what went stale: the label's own pages, the lists, and each of its stories with the sections that show them. */
async function addLabelEvents(
  client: PoolClient,
  kind: LabelKind,
  event: string,
  id: number,
  slugs: readonly string[],
  by: Actor,
): Promise<void> {
  const { rows } = await client.query<{ story_id: string; section: string }>(
    LABEL_SQL[kind].shownIn,
    [id],
  );
  const sections = [...new Set(rows.map((row) => `section:${row.section}`))];
  const own = [...new Set(slugs)].map((slug) => `${kind}:${slug}`);
  await addEvent(client, event, {
    stales: [...own, "home", "list", "ranking", "most-read", ...sections],
    by: actorName(by),
  });
  for (let start = 0; start < rows.length; start += STORIES_OF_AN_EVENT) {
    const stories = rows.slice(start, start + STORIES_OF_AN_EVENT).map((row) => row.story_id);
    await addEvent(client, event, {
      stales: stories.map((story) => `story:${story}`),
      stories,
      by: actorName(by),
    });
  }
}
