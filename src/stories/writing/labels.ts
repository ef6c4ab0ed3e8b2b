import type { PoolClient } from "pg";
import { slugKey, slugOf } from "#arabic/slugs.ts";
import { isReservedWord } from "../reserved-words.ts";

/** A section, topic or author as its row has it. */
export type LabelRow = { readonly id: number; readonly slug: string; readonly name: string };

/** Labels by the key of any name or slug that they were asked for with. */
export type Labels = {
  readonly found: ReadonlyMap<string, LabelRow>;
  /** Those that were made now. */
  readonly made: readonly LabelRow[];
};

type Kind = "section" | "topic" | "author";

type Row = { id: number; slug: string; name: string; key: string };

const SELECT: Readonly<Record<Kind, string>> = {
  section:
    "SELECT id, slug, name, key FROM section WHERE edition_code = $2 AND (key = ANY($1) OR slug = ANY($1))",
  // A former name or slug stands for the label that has it now; who is called so today comes after and wins.
  topic: `SELECT id, slug, name, key FROM (
      SELECT t.id, t.slug, t.name, a.key, 1 AS turn FROM topic_alias a JOIN topic t ON t.id = a.topic_id WHERE a.key = ANY($1)
      UNION ALL SELECT id, slug, name, key, 2 FROM topic WHERE (key = ANY($1) OR slug = ANY($1)) AND $2::text IS NOT NULL
    ) AS either ORDER BY turn`,
  author: `SELECT id, slug, name, key FROM (
      SELECT t.id, t.slug, t.name, a.key, 1 AS turn FROM author_alias a JOIN author t ON t.id = a.author_id WHERE a.key = ANY($1)
      UNION ALL SELECT id, slug, name, key, 2 FROM author WHERE (key = ANY($1) OR slug = ANY($1)) AND $2::text IS NOT NULL
    ) AS either ORDER BY turn`,
};

const SLUGS: Readonly<Record<Kind, string>> = {
  section:
    "SELECT slug FROM section WHERE slug = ANY($1) UNION ALL SELECT code FROM edition WHERE code = ANY($1)",
  topic:
    "SELECT slug FROM topic WHERE slug = ANY($1) UNION ALL SELECT slug FROM topic_alias WHERE slug = ANY($1)",
  author:
    "SELECT slug FROM author WHERE slug = ANY($1) UNION ALL SELECT slug FROM author_alias WHERE slug = ANY($1)",
};

const INSERT: Readonly<Record<Kind, string>> = {
  section: `INSERT INTO section (edition_code, slug, name, key, position)
    SELECT $2, r.slug, r.name, r.key, (SELECT coalesce(max(position), 0) FROM section WHERE edition_code = $2) + r.place
    FROM json_to_recordset($1) AS r (slug text, name text, key text, place integer) RETURNING id, slug, name, key`,
  topic: `INSERT INTO topic (slug, name, key) SELECT r.slug, r.name, r.key
    FROM json_to_recordset($1) AS r (slug text, name text, key text, place integer)
    WHERE $2::text IS NOT NULL ORDER BY r.place RETURNING id, slug, name, key`,
  author: `INSERT INTO author (slug, name, key) SELECT r.slug, r.name, r.key
    FROM json_to_recordset($1) AS r (slug text, name text, key text, place integer)
    WHERE $2::text IS NOT NULL ORDER BY r.place RETURNING id, slug, name, key`,
};

/**
 * The labels of these names or slugs, found by any spelling (folded); those that are missing are made, each with a slug
 * of its name's letters. Must run under the writers' lock, so that nobody makes the same one meanwhile.
 */
export async function ensureLabels(
  client: PoolClient,
  kind: Kind,
  names: Iterable<string>,
  edition: string,
): Promise<Labels> {
  const wanted = new Map<string, string>();
  for (const name of names) {
    const key = slugKey(name);
    if (!wanted.has(key)) wanted.set(key, name);
  }
  const found = new Map<string, LabelRow>();
  if (wanted.size === 0) return { found, made: [] };
  const { rows } = await client.query<Row>(SELECT[kind], [
    [...new Set([...wanted.keys(), ...wanted.values()])],
    edition,
  ]);
  for (const row of rows) if (wanted.has(slugKey(row.slug))) found.set(slugKey(row.slug), row);
  for (const row of rows) if (wanted.has(row.key)) found.set(row.key, row);
  const missing = [...wanted].filter(([key]) => !found.has(key));
  if (missing.length === 0) return { found, made: [] };
  const slugs = await freeSlugs(
    client,
    kind,
    missing.map(([, name]) => name),
  );
  const { rows: made } = await client.query<Row>(INSERT[kind], [
    JSON.stringify(
      missing.map(([key, name], place) => ({ slug: slugs[place], name, key, place: place + 1 })),
    ),
    edition,
  ]);
  for (const row of made) found.set(row.key, row);
  return { found, made };
}

async function freeSlugs(
  client: PoolClient,
  kind: Kind,
  names: readonly string[],
): Promise<string[]> {
  const isFree = (slug: string) => !(kind === "section" && isReservedWord(slug));
  const chosen: string[] = [];
  let number = 1;
  const open = new Map(names.map((name, index) => [index, slugOf(name)]));
  while (open.size > 0) {
    const candidates = new Map(
      [...open].map(([index, base]) => [index, number === 1 ? base : `${base}-${number}`]),
    );
    const { rows } = await client.query<{ slug: string }>(SLUGS[kind], [[...candidates.values()]]);
    const taken = new Set([
      ...rows.map((row) => row.slug),
      ...chosen.filter((slug) => slug !== undefined),
    ]);
    for (const [index, slug] of candidates)
      if (isFree(slug) && !taken.has(slug)) {
        chosen[index] = slug;
        taken.add(slug);
        open.delete(index);
      }
    number += 1;
  }
  return chosen;
}
