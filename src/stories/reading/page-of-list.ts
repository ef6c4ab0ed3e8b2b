import { prepareQuery, type PreparedQuery } from "#platform/db.ts";
import { CARD_COLUMNS, CARD_JOINS, type CardRow } from "./rows.ts";

/** Which filters a list has; together they name its prepared query. */
export type ListShape = {
  readonly bySection: boolean;
  readonly byTopic: boolean;
  readonly byAuthor: boolean;
  readonly byLang: boolean;
  readonly afterCursor: boolean;
};

const prepared = new Map<string, PreparedQuery<CardRow>>();

/**
 * The prepared query of a list. Its values: limit, then section slug, topic slug, author slug, lang, published_at and id
 * of the cursor, each only where its filter is on. The page is cut from an index before anything is joined to it.
 */
export function listQuery(shape: ListShape): PreparedQuery<CardRow> {
  const name = `story_list_${Object.values(shape)
    .map((on) => (on ? "1" : "0"))
    .join("")}`;
  const known = prepared.get(name);
  if (known !== undefined) return known;
  const query = prepareQuery<CardRow>(name, { sql: listSql(shape) });
  prepared.set(name, query);
  return query;
}

function listSql(shape: ListShape): string {
  let values = 1;
  const value = () => {
    values += 1;
    return `$${values}`;
  };
  const where = ["s.state = 'published'"];
  const joins: string[] = [];
  // The table whose index gives the order: the narrowest filter's own.
  let order = "s.published_at DESC, s.id DESC";
  let position = "(s.published_at, s.id)";
  if (shape.bySection)
    where.push(
      `s.section_id = (SELECT id FROM section WHERE slug = ${value()} ORDER BY edition_code LIMIT 1)`,
    );
  if (shape.byTopic) {
    joins.push("JOIN story_topic t ON t.story_id = s.id");
    where.push(
      `t.topic_id = (SELECT id FROM topic WHERE slug = ${value()})`,
      "t.published_at IS NOT NULL",
    );
    order = "t.published_at DESC, t.story_id DESC";
    position = "(t.published_at, t.story_id)";
  }
  if (shape.byAuthor) {
    joins.push("JOIN story_author a ON a.story_id = s.id");
    where.push(
      `a.author_id = (SELECT id FROM author WHERE slug = ${value()})`,
      "a.published_at IS NOT NULL",
    );
    if (!shape.byTopic) {
      order = "a.published_at DESC, a.story_id DESC";
      position = "(a.published_at, a.story_id)";
    }
  }
  if (shape.byLang) where.push(`s.lang = ${value()}`);
  if (shape.afterCursor) where.push(`${position} < (${value()}::timestamptz, ${value()}::uuid)`);
  return `WITH page AS MATERIALIZED (
      SELECT s.id FROM story s ${joins.join(" ")} WHERE ${where.join(" AND ")} ORDER BY ${order} LIMIT $1)
    SELECT ${CARD_COLUMNS} FROM page JOIN story s ON s.id = page.id ${CARD_JOINS}
    ORDER BY s.published_at DESC, s.id DESC`;
}
