import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { recordAct } from "#accounts/audit.ts";
import { actorName, demandMay, type Actor } from "#accounts/authoriser.ts";
import { slugKey, slugOf } from "#arabic/slugs.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { lineOfText, nameOfLabel } from "../content.ts";
import { isReservedWord } from "../reserved-words.ts";
import type { Edition, Section } from "../story.ts";
import { addStaleEvents } from "../writing/events.ts";
import { lockWriters } from "../writing/existing.ts";

/** Most sections of an edition. */
const MAX_SECTIONS = 60;
/** Most letters of a section's slug. */
const MAX_SLUG_LETTERS = 60;

/** A section as the newsroom gives it. */
export const SectionInput = z.strictObject({
  name: nameOfLabel,
  description: lineOfText(500).default(""),
  /** Empty: from the name. It can't be changed later, since it is a part of each story's address. */
  slug: lineOfText(MAX_SLUG_LETTERS).default(""),
});

type EditionCode = Pick<Edition, "code">;

/**
 * Makes a section at the end of the edition's order.
 * @throws Refusal `forbidden`, `invalid` for a slug that is none or that the product uses itself, `conflict` where slug or name is
 *   taken
 */
export async function createSection(
  pool: Pool,
  input: { readonly edition: EditionCode; readonly section: z.output<typeof SectionInput> },
  by: Actor,
  now: Date,
): Promise<Section> {
  demandMay(by, "editTaxonomy", { isOwn: false });
  const { edition, section } = input;
  const slug =
    section.slug === ""
      ? slugOf(section.name, { maxLetters: MAX_SLUG_LETTERS })
      : slugOf(section.slug, { maxLetters: MAX_SLUG_LETTERS });
  if (slug === "" || (section.slug !== "" && slug !== section.slug))
    throw new Refusal(
      "invalid",
      "slug: need letters and digits, parted by single hyphens, in lower case",
      {
        told: {
          ar: "الاسم في العنوان حروف وأرقام بينها شرطات مفردة، بلا فراغات ولا حروف لاتينية كبيرة.",
          en: "A slug is letters and digits parted by single hyphens, without spaces or capitals.",
        },
      },
    );
  return inTransaction(pool, async (client) => {
    await lockWriters(client);
    if (isReservedWord(slug) || (await isEditionCode(client, slug)))
      throw new Refusal("invalid", `slug: the site uses ${JSON.stringify(slug)} itself`, {
        told: {
          ar: `الاسم «${slug}» في العنوان محجوز للموقع نفسه. اختر اسمًا آخر.`,
          en: `The site uses the slug “${slug}” itself. Choose another one.`,
        },
      });
    const before = await sectionsOf(client, edition.code);
    if (before.length >= MAX_SECTIONS)
      throw new Refusal("invalid", `need at most ${MAX_SECTIONS} sections`, {
        told: {
          ar: "بلغت الأقسام أقصى عددها، فلا يمكن إضافة قسم آخر.",
          en: "There are as many sections as there can be.",
        },
      });
    demandFree(before, { slug, key: slugKey(section.name) }, undefined);
    await client.query(
      `INSERT INTO section (edition_code, slug, name, key, description, position)
       VALUES ($1, $2, $3, $4, $5, (SELECT coalesce(max(position), 0) + 1 FROM section WHERE edition_code = $1))`,
      [edition.code, slug, section.name, slugKey(section.name), section.description],
    );
    const after = { name: section.name, description: section.description };
    await recordAct(client, { by, act: "section.create", subject: subjectOf(slug), after }, now);
    await addStaleEvents(client, "section.created", new Set(["chrome"]), { by: actorName(by) });
    return { slug, name: section.name, description: section.description };
  });
}

/**
 * Gives a section another name and description; its address stays.
 * @throws Refusal `forbidden`, `notFound`, `conflict` where another section has the name
 */
export async function changeSection(
  pool: Pool,
  input: {
    readonly edition: EditionCode;
    readonly slug: string;
    readonly name: string;
    readonly description: string;
  },
  by: Actor,
  now: Date,
): Promise<{ readonly before: Section; readonly after: Section }> {
  demandMay(by, "editTaxonomy", { isOwn: false });
  const { edition, name, description } = input;
  return inTransaction(pool, async (client) => {
    await lockWriters(client);
    const sections = await sectionsOf(client, edition.code);
    const before = sections.find(({ slug }) => slug === input.slug.normalize("NFC"));
    if (before === undefined) throw new Refusal("notFound", "no such section");
    const key = slugKey(name);
    demandFree(sections, { slug: undefined, key }, before.slug);
    await client.query(
      "UPDATE section SET name = $3, key = $4, description = $5 WHERE edition_code = $1 AND slug = $2",
      [edition.code, before.slug, name, key, description],
    );
    await recordAct(
      client,
      {
        by,
        act: "section.change",
        subject: subjectOf(before.slug),
        before: { name: before.name, description: before.description },
        after: { name, description },
      },
      now,
    );
    const tags = new Set(["chrome", "home", "list", `section:${before.slug}`]);
    await addStaleEvents(client, "section.changed", tags, { by: actorName(by) });
    const { slug } = before;
    return {
      before: { slug, name: before.name, description: before.description },
      after: { slug, name, description },
    };
  });
}

/**
 * Puts the sections into another order.
 * @throws Refusal `forbidden`, `conflict` when the slugs are not exactly those of the edition's sections
 */
export async function orderSections(
  pool: Pool,
  input: { readonly edition: EditionCode; readonly slugs: readonly string[] },
  by: Actor,
  now: Date,
): Promise<void> {
  demandMay(by, "editTaxonomy", { isOwn: false });
  await inTransaction(pool, async (client) => {
    await lockWriters(client);
    const known = new Set(
      (await sectionsOf(client, input.edition.code)).map((section) => section.slug),
    );
    const given = new Set(input.slugs);
    if (given.size !== input.slugs.length || given.size !== known.size || !given.isSubsetOf(known))
      throw new Refusal("conflict", "need every section once: the list has changed meanwhile");
    await client.query(
      `UPDATE section SET position = wanted.place FROM unnest($2::text[]) WITH ORDINALITY AS wanted (slug, place)
       WHERE edition_code = $1 AND section.slug = wanted.slug`,
      [input.edition.code, input.slugs],
    );
    await recordAct(
      client,
      {
        by,
        act: "section.order",
        subject: { kind: "edition", id: input.edition.code },
        before: { order: [...known] },
        after: { order: input.slugs },
      },
      now,
    );
    await addStaleEvents(client, "section.ordered", new Set(["chrome"]), { by: actorName(by) });
  });
}

const subjectOf = (slug: string) => ({ kind: "section", id: slug });

type Row = { slug: string; name: string; key: string; description: string };

async function sectionsOf(client: PoolClient, editionCode: string): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    "SELECT slug, name, key, description FROM section WHERE edition_code = $1 ORDER BY position, id",
    [editionCode],
  );
  return rows;
}

async function isEditionCode(client: PoolClient, slug: string): Promise<boolean> {
  return (await client.query("SELECT FROM edition WHERE code = $1", [slug])).rows.length > 0;
}

function demandFree(
  sections: readonly Row[],
  wanted: { readonly slug: string | undefined; readonly key: string },
  own: string | undefined,
): void {
  for (const section of sections) {
    if (section.slug === own) continue;
    if (section.slug === wanted.slug)
      throw new Refusal("conflict", `slug: the section ${section.name} has this one`, {
        told: {
          ar: `هذا العنوان لقسم آخر هو «${section.name}».`,
          en: `The section “${section.name}” has this slug already.`,
        },
      });
    if (section.key === wanted.key)
      throw new Refusal("conflict", `name: the section ${section.name} is called so already`, {
        told: {
          ar: `هناك قسم بهذا الاسم: «${section.name}».`,
          en: `There is a section of this name: “${section.name}”.`,
        },
      });
  }
}
