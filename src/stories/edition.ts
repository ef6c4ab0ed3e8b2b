import type { Pool, PoolClient } from "pg";
import { prepareQuery } from "#platform/db.ts";
import type { Edition, NavigationItem, SocialAccount } from "#stories/story.ts";

/** The code of the edition that lives at the root of the site. */
export const DEFAULT_EDITION = "ar";

type Row = {
  code: string;
  name: string;
  tagline: string;
  description: string;
  lang: string;
  zone: string | null;
  digits: "latn" | "arab";
  months: "gulf" | "levant" | "maghreb";
  hijri_offset: -1 | 0 | 1 | null;
  accent: string;
  version: number;
  logo_id: string | null;
  logo_width: number;
  logo_height: number;
  reading_speed: number | null;
  navigation: NavigationItem[] | null;
  social: SocialAccount[];
  require_second_factor: boolean;
};

const byCode = prepareQuery<Row>("edition_by_code", {
  sql: `SELECT e.code, e.name, e.tagline, e.description, e.lang, e.zone, e.digits, e.months, e.hijri_offset, e.accent,
          e.version, e.reading_speed, e.navigation, e.social, e.require_second_factor,
          e.logo_id, p.width AS logo_width, p.height AS logo_height
        FROM edition e LEFT JOIN picture p ON p.id = e.logo_id WHERE e.code = $1`,
});

/**
 * The edition of that code; undefined when there is none. One query.
 * @param defaultZone IANA zone for an edition that the newsroom has set none for
 */
export async function findEdition(
  db: Pool | PoolClient,
  code: string,
  defaultZone: string,
): Promise<Edition | undefined> {
  const [row] = await byCode.run(db, [code]);
  if (row === undefined) return undefined;
  return {
    code: row.code,
    name: row.name,
    tagline: row.tagline,
    description: row.description,
    lang: row.lang,
    zone: row.zone ?? defaultZone,
    digits: row.digits,
    months: row.months,
    hijriOffset: row.hijri_offset ?? undefined,
    accent: row.accent,
    logo:
      row.logo_id === null
        ? undefined
        : { id: row.logo_id, width: row.logo_width, height: row.logo_height },
    readingSpeed: row.reading_speed ?? undefined,
    navigation: row.navigation ?? undefined,
    social: row.social,
    requireSecondFactor: row.require_second_factor,
    version: row.version,
  };
}

/** The default edition, made with the house's name when the database has none yet. */
export async function ensureEdition(db: Pool | PoolClient, defaultZone: string): Promise<Edition> {
  const found = await findEdition(db, DEFAULT_EDITION, defaultZone);
  if (found !== undefined) return found;
  await db.query(
    `INSERT INTO edition (code, name, tagline, description, lang) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (code) DO NOTHING`,
    [
      DEFAULT_EDITION,
      "ورّاق",
      "أخبار تُقرأ على مهل",
      "صحيفة عربية على الشبكة: أخبار وتقارير ومقالات.",
      "ar",
    ],
  );
  const made = await findEdition(db, DEFAULT_EDITION, defaultZone);
  if (made === undefined) throw new Error("Cannot make the default edition: its row is not there");
  return made;
}
