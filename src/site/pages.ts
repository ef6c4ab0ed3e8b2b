import { randomUUIDv7 } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { recordAct } from "#accounts/audit.ts";
import { actorName, demandMay, type Actor } from "#accounts/authoriser.ts";
import { slugOf } from "#arabic/slugs.ts";
import { inTransaction, prepareQuery } from "#platform/db.ts";
import { addEvent } from "#platform/outbox.ts";
import { Refusal } from "#platform/refusal.ts";
import { isEmptyBody } from "#stories/body/from-text.ts";
import { parseBody } from "#stories/body/parse.ts";
import { bodyText, renderBody } from "#stories/body/render.ts";
import type { BodyDocument } from "#stories/body/schema.ts";
import { bodyWords } from "#stories/body/words.ts";
import { lineOfText } from "#stories/content.ts";
import { loadBodyPictures, picturesIn } from "#stories/rendering.ts";
import type { Edition } from "#stories/story.ts";

/** Most static pages of an edition. */
export const MAX_PAGES = 40;

const MAX_SLUG_LETTERS = 60;

/** What editors write of a static page. */
export type PageContent = {
  readonly title: string;
  /** For search engines and share cards. */
  readonly description: string;
  /** ProseMirror JSON of the one schema. */
  readonly body: unknown;
  readonly inFooter: boolean;
};

const body = z.unknown().transform((json, context) => {
  const parsed = parseBody(json);
  if (parsed.kind === "body") {
    const clean: unknown = parsed.body.toJSON();
    return clean;
  }
  context.addIssue({ code: "custom", message: parsed.why });
  return z.NEVER;
});

/** A static page as the newsroom gives it. A draft may have no title and nothing to read yet. */
export const PageInput = z.strictObject({
  title: lineOfText(120).default(""),
  description: lineOfText(300).default(""),
  body,
  inFooter: z.boolean().default(true),
});

/** The slug of a new page; it can't be changed later. */
export const PageSlug = lineOfText(MAX_SLUG_LETTERS).refine(
  (slug) => slug !== "" && slugOf(slug, { maxLetters: MAX_SLUG_LETTERS }) === slug,
  "need letters and digits, parted by single hyphens, in lower case",
);

/** A static page with its draft. */
export type EditedPage = {
  readonly slug: string;
  readonly version: number;
  readonly draft: PageContent;
  readonly savedAt: Date;
  readonly savedBy: string;
  /** undefined: readers do not see it. */
  readonly publishedAt: Date | undefined;
  readonly updatedAt: Date | undefined;
  /** Whether the draft is another one than readers see. */
  readonly hasChanges: boolean;
};

/** What is said to who saves on a page: saved, or what somebody else has saved meanwhile. */
export type PageSaved =
  | { readonly kind: "saved"; readonly page: EditedPage }
  | { readonly kind: "stale"; readonly current: EditedPage };

/** A static page as readers see it. */
export type StaticPage = {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly bodyHtml: string;
  readonly bodyText: string;
  readonly publishedAt: Date;
  readonly updatedAt: Date | undefined;
};

/** A page that the footer and the navigation can link to. */
export type PageLink = {
  readonly slug: string;
  readonly title: string;
  readonly inFooter: boolean;
};

type Database = Pool | PoolClient;
type Row = {
  slug: string;
  version: number;
  draft: PageContent;
  saved_at: Date;
  saved_by: string;
  published_at: Date | null;
  updated_at: Date | null;
  published_version: number | null;
};

const COLUMNS =
  "slug, version, draft, saved_at, saved_by, published_at, updated_at, published_version";

const pageOf = (row: Row): EditedPage => ({
  slug: row.slug,
  version: row.version,
  draft: row.draft,
  savedAt: row.saved_at,
  savedBy: row.saved_by,
  publishedAt: row.published_at ?? undefined,
  updatedAt: row.updated_at ?? undefined,
  hasChanges: row.published_version !== row.version,
});

type EditionCode = Pick<Edition, "code">;

/** The static pages of the edition in their order, unpublished ones too. One query. */
export async function listPages(db: Database, edition: EditionCode): Promise<EditedPage[]> {
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS} FROM static_page WHERE edition_code = $1 ORDER BY position, slug`,
    [edition.code],
  );
  return rows.map(pageOf);
}

/** A static page for its editor. @throws Refusal `notFound` */
export async function getPage(
  db: Database,
  edition: EditionCode,
  slug: string,
): Promise<EditedPage> {
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS} FROM static_page WHERE edition_code = $1 AND slug = $2`,
    [edition.code, slug.replaceAll("\0", "").normalize("NFC")],
  );
  if (rows[0] === undefined) throw new Refusal("notFound", "no such page");
  return pageOf(rows[0]);
}

/**
 * Makes a page that readers do not see yet.
 * @throws Refusal `forbidden`, `conflict` where the slug is taken, `invalid` when there are too many pages
 */
export async function createPage(
  pool: Pool,
  input: { readonly edition: EditionCode; readonly slug: string; readonly content: PageContent },
  by: Actor,
  now: Date,
): Promise<EditedPage> {
  demandMay(by, "editPages", { isOwn: false });
  const { edition, slug, content } = input;
  return inTransaction(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtext('warraq.site.pages'))");
    const { rows: counted } = await client.query<{ count: number }>(
      "SELECT count(*)::integer AS count FROM static_page WHERE edition_code = $1",
      [edition.code],
    );
    if ((counted[0]?.count ?? 0) >= MAX_PAGES)
      throw new Refusal("invalid", `need at most ${MAX_PAGES} pages`);
    const { rows } = await client.query<Row>(
      `INSERT INTO static_page (id, edition_code, slug, position, version, draft, saved_at, saved_by)
       VALUES ($1, $2, $3, (SELECT coalesce(max(position), 0) + 1 FROM static_page WHERE edition_code = $2), 1, $4, $5, $6)
       ON CONFLICT (edition_code, slug) DO NOTHING RETURNING ${COLUMNS}`,
      [randomUUIDv7(), edition.code, slug, JSON.stringify(content), now, actorName(by)],
    );
    if (rows[0] === undefined)
      throw new Refusal("conflict", "slug: another page has this one", {
        told: { ar: "هذا العنوان لصفحة أخرى.", en: "Another page has this slug." },
      });
    await recordAct(client, { by, act: "page.create", subject: subjectOf({ slug }) }, now);
    return pageOf(rows[0]);
  });
}

/** Saves the draft of a page; readers see nothing of it. @throws Refusal `forbidden`, `notFound` */
export async function savePageDraft(
  pool: Pool,
  input: {
    readonly edition: EditionCode;
    readonly slug: string;
    readonly base: number;
    readonly content: PageContent;
  },
  by: Actor,
  now: Date,
): Promise<PageSaved> {
  demandMay(by, "editPages", { isOwn: false });
  const { edition, slug, base, content } = input;
  const { rows } = await pool.query<Row>(
    `UPDATE static_page SET draft = $3, saved_at = $4, saved_by = $5, version = version + 1
     WHERE edition_code = $1 AND slug = $2 AND version = $6 RETURNING ${COLUMNS}`,
    [edition.code, slug, JSON.stringify(content), now, actorName(by), base],
  );
  return rows[0] === undefined
    ? { kind: "stale", current: await getPage(pool, edition, slug) }
    : { kind: "saved", page: pageOf(rows[0]) };
}

/**
 * Shows readers the draft of a page.
 * @throws Refusal `forbidden`, `notFound`, `conflict` when the draft is another one by now, `invalid` without a title or a text
 */
export async function publishPage(
  pool: Pool,
  input: {
    readonly edition: Pick<Edition, "code" | "lang">;
    readonly slug: string;
    readonly base: number;
  },
  by: Actor,
  now: Date,
): Promise<EditedPage> {
  demandMay(by, "editPages", { isOwn: false });
  const { edition, slug, base } = input;
  return inTransaction(pool, async (client) => {
    const page = await lockPage(client, edition, slug);
    if (page.version !== base)
      throw new Refusal("conflict", "somebody else has changed this page meanwhile");
    const { title, description, inFooter } = page.draft;
    if (title === "")
      throw new Refusal("invalid", "title: readers need one", {
        told: { ar: "لا تُنشر صفحة بلا عنوان.", en: "A page needs a title to be published." },
      });
    const document = documentOf(page.draft.body);
    const ids = picturesIn(document);
    const pictures = await loadBodyPictures(client, ids);
    for (const id of ids)
      if (!pictures.has(id)) throw new Refusal("invalid", `body: no picture ${id} is kept`);
    const html = renderBody(document, {
      words: bodyWords(edition.lang),
      picture: (id) => pictures.get(id),
    });
    const { rows } = await client.query<Row>(
      `UPDATE static_page SET title = $3, description = $4, body_html = $5, body_text = $6, in_footer = $7,
         published_version = version,
         updated_at = CASE WHEN published_at IS NULL THEN NULL ELSE $8::timestamptz END,
         published_at = coalesce(published_at, $8)
       WHERE edition_code = $1 AND slug = $2 RETURNING ${COLUMNS}`,
      [edition.code, page.slug, title, description, html, bodyText(document), inFooter, now],
    );
    if (rows[0] === undefined) throw new Error(`Cannot publish page ${slug}: its row is gone`);
    const after = { title, description, inFooter, version: page.version };
    await recordAct(client, { by, act: "page.publish", subject: subjectOf(page), after }, now);
    await addEvent(client, "page.published", {
      stales: [`page:${page.slug}`, "chrome"],
      by: actorName(by),
    });
    return pageOf(rows[0]);
  });
}

/** Takes a page off the site; its draft stays. @throws Refusal `forbidden`, `notFound`, `conflict` when readers do not see it */
export async function unpublishPage(
  pool: Pool,
  input: { readonly edition: EditionCode; readonly slug: string },
  by: Actor,
  now: Date,
): Promise<EditedPage> {
  demandMay(by, "editPages", { isOwn: false });
  const { edition, slug } = input;
  return inTransaction(pool, async (client) => {
    const page = await lockPage(client, edition, slug);
    if (page.publishedAt === undefined)
      throw new Refusal("conflict", "readers do not see this page");
    const { rows } = await client.query<Row>(
      `UPDATE static_page SET published_at = NULL, updated_at = NULL, published_version = NULL
       WHERE edition_code = $1 AND slug = $2 RETURNING ${COLUMNS}`,
      [edition.code, page.slug],
    );
    if (rows[0] === undefined) throw new Error(`Cannot unpublish page ${slug}: its row is gone`);
    await recordAct(client, { by, act: "page.unpublish", subject: subjectOf(page) }, now);
    await addEvent(client, "page.unpublished", {
      stales: [`page:${page.slug}`, "chrome"],
      by: actorName(by),
    });
    return pageOf(rows[0]);
  });
}

const subjectOf = ({ slug }: { readonly slug: string }) => ({ kind: "page", id: slug });

async function lockPage(
  client: PoolClient,
  edition: EditionCode,
  slug: string,
): Promise<EditedPage> {
  await client.query("SELECT FROM static_page WHERE edition_code = $1 AND slug = $2 FOR UPDATE", [
    edition.code,
    slug.replaceAll("\0", "").normalize("NFC"),
  ]);
  return getPage(client, edition, slug);
}

function documentOf(json: unknown): BodyDocument {
  const parsed = parseBody(json);
  if (parsed.kind === "refused") throw new Refusal("invalid", parsed.why);
  if (isEmptyBody(parsed.body))
    throw new Refusal("invalid", "body: there is nothing to read", {
      told: { ar: "لا تُنشر صفحة بلا نصّ.", en: "A page needs a text to be published." },
    });
  return parsed.body;
}

type ShownRow = {
  slug: string;
  title: string;
  description: string;
  body_html: string;
  body_text: string;
  published_at: Date;
  updated_at: Date | null;
};

const shownBySlug = prepareQuery<ShownRow>("static_page_shown", {
  sql: `SELECT slug, title, description, body_html, body_text, published_at, updated_at FROM static_page
        WHERE edition_code = $1 AND slug = $2 AND published_at IS NOT NULL`,
});

/** The page that readers see at a slug; undefined when there is none. One query. */
export async function findPublishedPage(
  db: Database,
  edition: EditionCode,
  slug: string,
): Promise<StaticPage | undefined> {
  const [row] = await shownBySlug.run(db, [
    edition.code,
    slug.replaceAll("\0", "").normalize("NFC"),
  ]);
  if (row === undefined) return undefined;
  return {
    slug: row.slug,
    title: row.title,
    description: row.description,
    bodyHtml: row.body_html,
    bodyText: row.body_text,
    publishedAt: row.published_at,
    updatedAt: row.updated_at ?? undefined,
  };
}

const links = prepareQuery<{ slug: string; title: string; in_footer: boolean }>(
  "static_page_links",
  {
    sql: `SELECT slug, title, in_footer FROM static_page
          WHERE edition_code = $1 AND published_at IS NOT NULL ORDER BY position, slug`,
  },
);

/** The pages that readers see, in their order. One query. */
export async function listPageLinks(db: Database, edition: EditionCode): Promise<PageLink[]> {
  const rows = await links.run(db, [edition.code]);
  return rows.map(({ slug, title, in_footer: inFooter }) => ({ slug, title, inFooter }));
}
