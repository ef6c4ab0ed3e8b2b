import type { PoolClient } from "pg";
import { slugOf } from "#arabic/slugs.ts";

/** What a story has several of, each with a page of its own. */
export type LabelKind = "topic" | "author";

/** The statements about labels of a kind. */
type LabelStatements = Readonly<
  Record<
    | "list"
    | "moved"
    | "bySlug"
    | "byKey"
    | "forget"
    | "update"
    | "keep"
    | "storiesOf"
    | "moveStories"
    | "dropStories"
    | "moveAliases"
    | "remove"
    | "shownIn"
    | "taken",
    string
  >
>;

/** Tables and columns of a kind; none of these names ever comes from outside. */
type Names = {
  readonly kind: LabelKind;
  readonly about: string;
  readonly portrait: string;
  readonly setPortrait: string;
};

const statementsOf = ({ kind, about, portrait, setPortrait }: Names): LabelStatements => {
  const columns = `l.id, l.slug, l.name, l.key, l.${about} AS about, ${portrait} AS portrait_id`;
  const uses = `story_${kind}`;
  return {
    list: `SELECT ${columns},
        (SELECT count(*)::integer FROM ${uses} u WHERE u.${kind}_id = l.id AND u.published_at IS NOT NULL) AS stories
      FROM ${kind} l WHERE strpos(l.key, $2) > 0 AND ($3::integer IS NULL OR l.id < $3) ORDER BY l.id DESC LIMIT $1`,
    moved: `SELECT l.slug FROM ${kind}_alias a JOIN ${kind} l ON l.id = a.${kind}_id WHERE a.slug = $1`,
    bySlug: `SELECT ${columns} FROM ${kind} l WHERE l.slug = $1`,
    byKey: `SELECT ${columns} FROM ${kind} l WHERE l.key = $1`,
    forget: `DELETE FROM ${kind}_alias WHERE (${kind}_id = $1 AND key = $2) OR slug = $3`,
    update: `UPDATE ${kind} SET slug = $2, name = $3, key = $4, ${about} = $5${setPortrait} WHERE id = $1`,
    keep: `INSERT INTO ${kind}_alias AS a (key, slug, ${kind}_id) VALUES ($1, $2, $3)
      ON CONFLICT (key) DO UPDATE SET ${kind}_id = excluded.${kind}_id, slug = coalesce(excluded.slug, a.slug)`,
    storiesOf: `SELECT story_id FROM ${uses} WHERE ${kind}_id = $1`,
    moveStories: `UPDATE ${uses} u SET ${kind}_id = $2 WHERE u.${kind}_id = $1
      AND NOT EXISTS (SELECT FROM ${uses} other WHERE other.story_id = u.story_id AND other.${kind}_id = $2)`,
    dropStories: `DELETE FROM ${uses} WHERE ${kind}_id = $1`,
    moveAliases: `UPDATE ${kind}_alias SET ${kind}_id = $2 WHERE ${kind}_id = $1`,
    remove: `DELETE FROM ${kind} WHERE id = $1`,
    shownIn: `SELECT u.story_id, sec.slug AS section FROM ${uses} u JOIN story s ON s.id = u.story_id
      JOIN section sec ON sec.id = s.section_id WHERE u.${kind}_id = $1 AND u.published_at IS NOT NULL`,
    taken: `SELECT slug FROM ${kind} WHERE slug = ANY($1) AND id <> $2
      UNION ALL SELECT slug FROM ${kind}_alias WHERE slug = ANY($1) AND ${kind}_id <> $2`,
  };
};

/** The statements of each kind. */
export const LABEL_SQL: Readonly<Record<LabelKind, LabelStatements>> = {
  topic: statementsOf({
    kind: "topic",
    about: "description",
    portrait: "NULL::uuid",
    setPortrait: "",
  }),
  author: statementsOf({
    kind: "author",
    about: "bio",
    portrait: "l.portrait_id",
    setPortrait: ", portrait_id = $6",
  }),
};

/** A slug for `name` that no other label of the kind has or had; call it under the writers' lock. */
export async function freeSlug(
  client: PoolClient,
  kind: LabelKind,
  name: string,
  ownId: number,
): Promise<string> {
  const base = slugOf(name);
  for (let number = 1; ; number += 10) {
    const candidates = Array.from({ length: 10 }, (_, index) =>
      number + index === 1 ? base : `${base}-${number + index}`,
    );
    const { rows } = await client.query<{ slug: string }>(LABEL_SQL[kind].taken, [
      candidates,
      ownId,
    ]);
    const taken = new Set(rows.map((row) => row.slug));
    const free = candidates.find((slug) => !taken.has(slug));
    if (free !== undefined) return free;
  }
}
