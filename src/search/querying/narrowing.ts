import type { Pool } from "pg";
import { prepareQuery } from "#platform/db.ts";
import type { Narrowing } from "./select.ts";

type Row = { section: number | null; topic: number | null; author: number | null };

const numbers = prepareQuery<Row>("search_narrowing", {
  sql: `SELECT (SELECT id FROM section WHERE edition_code = $1 AND slug = $2) AS section,
        (SELECT id FROM topic WHERE slug = $3) AS topic, (SELECT id FROM author WHERE slug = $4) AS author`,
});

const slugText = (slug: string | undefined): string | null =>
  slug?.replaceAll("\0", "").normalize("NFC") ?? null;

/** The numbers of section, topic and author; undefined when one of them is not there, so that nothing can be found. */
export async function findNumbers(
  pool: Pool,
  edition: string,
  slugs: {
    readonly section?: string | undefined;
    readonly topic?: string | undefined;
    readonly author?: string | undefined;
  },
): Promise<Narrowing | undefined> {
  const wanted = [slugs.section, slugs.topic, slugs.author];
  if (wanted.every((slug) => slug === undefined)) return {};
  const [row] = await numbers.run(pool, [edition, ...wanted.map(slugText)]);
  const found: { section?: number; topic?: number; author?: number } = {};
  for (const name of ["section", "topic", "author"] as const) {
    if (slugs[name] === undefined) continue;
    const number = row?.[name];
    if (number === undefined || number === null) return undefined;
    found[name] = number;
  }
  return found;
}
