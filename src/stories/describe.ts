import type { Pool, PoolClient } from "pg";
import { slugKey, slugOf } from "#arabic/slugs.ts";
import { Refusal } from "#platform/refusal.ts";
import { isReservedWord } from "./reserved-words.ts";
import type { Edition } from "./story.ts";

type Database = Pool | PoolClient;

/** A section as it is to be: its place in the edition's order counts from 1. */
export type SectionDescription = {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly position: number;
};

/**
 * Makes a section, or gives the one with that slug its new name, description and place.
 * @throws Refusal `invalid` for a slug that the product uses itself
 */
export async function describeSection(
  db: Database,
  edition: Pick<Edition, "code">,
  section: SectionDescription,
): Promise<void> {
  if (isReservedWord(section.slug) || slugOf(section.slug) !== section.slug)
    throw new Refusal(
      "invalid",
      `Cannot name a section ${JSON.stringify(section.slug)}: need a free slug`,
    );
  await db.query(
    `INSERT INTO section (edition_code, slug, name, key, description, position) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (edition_code, slug) DO UPDATE
       SET name = excluded.name, key = excluded.key, description = excluded.description, position = excluded.position`,
    [
      edition.code,
      section.slug,
      section.name,
      slugKey(section.name),
      section.description,
      section.position,
    ],
  );
}

/** Gives a topic that exists, found by any spelling of its name, a description; nothing when there is none. */
export async function describeTopic(
  db: Database,
  name: string,
  description: string,
): Promise<void> {
  await db.query("UPDATE topic SET description = $2 WHERE key = $1", [slugKey(name), description]);
}

/** Gives an author who exists, found by any spelling of the name, a line about them; nothing when there is none. */
export async function describeAuthor(db: Database, name: string, bio: string): Promise<void> {
  await db.query("UPDATE author SET bio = $2 WHERE key = $1", [slugKey(name), bio]);
}

/** An edition as it is to be. */
export type EditionDescription = Pick<Edition, "name" | "tagline" | "description" | "hijriOffset">;

/** Gives the edition its name, the lines below it, and the Hijri date or none. */
export async function describeEdition(
  db: Database,
  code: string,
  edition: EditionDescription,
): Promise<void> {
  await db.query(
    "UPDATE edition SET name = $2, tagline = $3, description = $4, hijri_offset = $5 WHERE code = $1",
    [code, edition.name, edition.tagline, edition.description, edition.hijriOffset ?? null],
  );
}
