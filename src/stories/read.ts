import type { Pool, PoolClient } from "pg";
import { isCutOf, slugKey } from "#arabic/slugs.ts";
import { prepareQuery } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Author, Section, Story, StoryCard, StoryState, Topic } from "#stories/story.ts";
import { cursorOf, parseCursor } from "./reading/cursor.ts";
import { isPerhaps, keysToFind } from "./reading/old-addresses.ts";
import { listQuery } from "./reading/page-of-list.ts";
import {
  CARD_COLUMNS,
  CARD_JOINS,
  cardOf,
  STORY_COLUMNS,
  storyOf,
  type CardRow,
  type StoryRow,
} from "./reading/rows.ts";

type Database = Pool | PoolClient;

/** Most stories of one page of a list. */
export const MAX_LIST = 100;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

const storyQuery = (name: string, where: string) =>
  prepareQuery<StoryRow>(name, {
    sql: `SELECT ${STORY_COLUMNS} FROM story s ${CARD_JOINS} WHERE ${where} AND s.state = 'published'`,
  });
const storyByPath = storyQuery("story_by_path", "s.path = $1");
const storyByShortId = storyQuery("story_by_short_id", "s.short_id = $1");
const storyById = storyQuery("story_by_id", "s.id = $1");

/**
 * The published story at an address; undefined when there is none. One query: this is the readers' hot path.
 * @param path root-relative and decoded: `/{section}/{yyyy}/{mm}/{dd}/{slug}`
 */
export async function findStoryByPath(db: Database, path: string): Promise<Story | undefined> {
  if (path.includes("\0")) return undefined;
  const [row] = await storyByPath.run(db, [path.normalize("NFC")]);
  return row === undefined ? undefined : storyOf(row);
}

/** The published story of a short id (upper or lower case); undefined when there is none. One query. */
export async function findStoryByShortId(
  db: Database,
  shortId: string,
): Promise<Story | undefined> {
  if (!/^[0-9a-z]{1,20}$/i.test(shortId)) return undefined;
  const [row] = await storyByShortId.run(db, [shortId.toLowerCase()]);
  return row === undefined ? undefined : storyOf(row);
}

/** The published story of an id; undefined when there is none, or `id` is no UUID. One query. */
export async function findStoryById(db: Database, id: string): Promise<Story | undefined> {
  if (!UUID.test(id.toLowerCase())) return undefined;
  const [row] = await storyById.run(db, [id.toLowerCase()]);
  return row === undefined ? undefined : storyOf(row);
}

type AddressRow = { id: string; path: string; state: StoryState; address: string; key: string };

const addressesByKey = prepareQuery<AddressRow>("story_addresses_by_key", {
  sql: `SELECT s.id, s.path, s.state, a.address, a.key FROM story_address a JOIN story s ON s.id = a.story_id
        WHERE a.key = ANY($1) AND s.path IS NOT NULL
        ORDER BY right(a.key, 1) = '?', s.state = 'published' DESC, s.published_at DESC, s.id DESC LIMIT 20`,
});

const addressesByBeginning = prepareQuery<AddressRow>("story_addresses_by_beginning", {
  sql: `SELECT s.id, s.path, s.state, a.address, a.key
        FROM (SELECT story_id, address, key FROM story_address
              WHERE key ~>=~ $1 AND key ~<~ ($1 || chr(1114111)) LIMIT 50) a
        JOIN story s ON s.id = a.story_id WHERE s.path IS NOT NULL
        ORDER BY s.state = 'published' DESC, s.published_at DESC, s.id DESC`,
});

/** Bytes of an encoded slug and letters of its key below which it is not looked up as a cut one. */
const SHORTEST_CUT = { bytes: 140, letters: 12 };

const lastSegment = (address: string): string =>
  address
    .replace(/[?#].*$/s, "")
    .split("/")
    .findLast((part) => part !== "") ?? "";

/** No address has a NUL in it, written or encoded, and PostgreSQL takes none in a text. */
const isText = (address: string): boolean => address.length <= 8192 && !/\0|%00/.test(address);

/** Everything that was ever at an address: by its key, else as the beginning of one that another system cut. */
async function storiesAt(db: Database, address: string): Promise<AddressRow[]> {
  if (!isText(address)) return [];
  const wanted = keysToFind(address);
  if (wanted === undefined) return [];
  const found = await addressesByKey.run(db, [wanted.keys]);
  const sure = found.filter((row) => !isPerhaps(row.key));
  if (sure.length > 0) {
    // The same key may stand for two stories whose slugs differ by a hamza: the one written as asked goes first.
    const asked = decodeURIComponentOrSelf(address).normalize("NFC");
    const exact = sure.filter((row) => row.address === address || row.address === asked);
    return exact.length > 0 ? exact : sure;
  }
  if (found.length > 0) return new Set(found.map((row) => row.id)).size === 1 ? found : [];
  const slug = lastSegment(address);
  const beginning = wanted.path.replace(/-[0-9]{1,3}$/, "");
  // What WordPress cut is long; anything shorter would only make the database read many addresses for nothing.
  if (
    encodeURIComponent(slug.toWellFormed()).length < SHORTEST_CUT.bytes ||
    slugKey(slug).length < SHORTEST_CUT.letters
  )
    return [];
  const candidates = await addressesByBeginning.run(db, [beginning]);
  return candidates.filter((row) => isCutOf(slug, lastSegment(row.key)));
}

function decodeURIComponentOrSelf(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The present path (decoded) of the published story that was once at `oldAddress`, under any of its spellings: whole or
 * root-relative, percent-encoded in upper or lower hex or not at all, NFD, with or without hamza and vowel marks, cut at
 * 200 bytes. Undefined when there is none. The caller answers 301, unless the path is the one that was asked for.
 */
export async function findCurrentPath(
  db: Database,
  oldAddress: string,
): Promise<string | undefined> {
  return (await storiesAt(db, oldAddress)).find((row) => row.state === "published")?.path;
}

/**
 * The state of the story at an address, present or old; undefined when no story was ever there. For telling 410 (taken
 * down) from 404.
 */
export async function storyStateAt(db: Database, address: string): Promise<StoryState | undefined> {
  return (await storiesAt(db, address))[0]?.state;
}

/** What a list is narrowed to; slugs of section, topic and author. */
export type StoryFilter = {
  readonly section?: string | undefined;
  readonly topic?: string | undefined;
  readonly author?: string | undefined;
  readonly lang?: string | undefined;
  /** As the page before gave it. */
  readonly cursor?: string | undefined;
  /** Stories of the page, 1 to 100. */
  readonly limit: number;
};

/**
 * A page of published stories, newest first, with the cursor of the next page where there is one. One query. Unknown
 * slugs give an empty page.
 * @throws Refusal `invalid` for a cursor that is none
 * @throws RangeError for a limit outside 1 to 100
 */
export async function listStories(
  db: Database,
  filter: StoryFilter,
): Promise<{ stories: StoryCard[]; cursor?: string }> {
  const { section, topic, author, lang, cursor, limit } = filter;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIST)
    throw new RangeError(`Cannot list stories: need a limit from 1 to ${MAX_LIST}, got ${limit}`);
  const position = cursor === undefined ? undefined : parseCursor(cursor);
  const given = [section, topic, author, lang].filter((value) => value !== undefined);
  if (given.some((value) => value.includes("\0")))
    throw new Refusal("invalid", "need a name without NUL");
  const query = listQuery({
    bySection: section !== undefined,
    byTopic: topic !== undefined,
    byAuthor: author !== undefined,
    byLang: lang !== undefined,
    afterCursor: position !== undefined,
  });
  const rows = await query.run(db, [
    limit + 1,
    ...given.map((value) => value.normalize("NFC")),
    ...(position === undefined ? [] : [position.publishedAt, position.id]),
  ]);
  const stories = rows.slice(0, limit).map(cardOf);
  const last = stories.at(-1);
  return rows.length > limit && last !== undefined
    ? { stories, cursor: cursorOf({ publishedAt: last.publishedAt, id: last.id }) }
    : { stories };
}

const cardsById = prepareQuery<CardRow>("story_cards_by_id", {
  sql: `SELECT ${CARD_COLUMNS} FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
        JOIN story s ON s.id = wanted.id ${CARD_JOINS} WHERE s.state = 'published' ORDER BY wanted.place`,
});

/** Cards of the stories with these ids that are published, in the order given. One query. */
export async function listCardsById(db: Database, ids: readonly string[]): Promise<StoryCard[]> {
  if (ids.length === 0) return [];
  return (await cardsById.run(db, [ids])).map(cardOf);
}

const storiesById = prepareQuery<StoryRow>("stories_by_id", {
  sql: `SELECT ${STORY_COLUMNS} FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
        JOIN story s ON s.id = wanted.id ${CARD_JOINS} WHERE s.state = 'published' ORDER BY wanted.place`,
});

/** Whole stories with these ids that are published, in the order given. One query. */
export async function listStoriesById(db: Database, ids: readonly string[]): Promise<Story[]> {
  if (ids.length === 0) return [];
  return (await storiesById.run(db, [ids])).map(storyOf);
}

const sections = prepareQuery<Section>("sections", {
  sql: "SELECT slug, name, description FROM section WHERE edition_code = $1 ORDER BY position, id",
});
const sectionBySlug = prepareQuery<Section>("section_by_slug", {
  sql: "SELECT slug, name, description FROM section WHERE edition_code = $1 AND slug = $2",
});
const topicBySlug = prepareQuery<Topic>("topic_by_slug", {
  sql: "SELECT slug, name, description FROM topic WHERE slug = $1",
});
type AuthorRow = {
  slug: string;
  name: string;
  bio: string;
  portrait_id: string | null;
  width: number;
  height: number;
  focus_x: number;
  focus_y: number;
  colour: string;
};
const authorBySlug = prepareQuery<AuthorRow>("author_by_slug", {
  sql: `SELECT a.slug, a.name, a.bio, a.portrait_id, p.width, p.height, p.focus_x, p.focus_y, p.colour
        FROM author a LEFT JOIN picture p ON p.id = a.portrait_id WHERE a.slug = $1`,
});
const topics = prepareQuery<Topic>("topics", {
  sql: `SELECT slug, name, description FROM topic
        WHERE id > coalesce((SELECT id FROM topic WHERE slug = $2), 0)
          AND EXISTS (SELECT FROM story_topic st WHERE st.topic_id = topic.id AND st.published_at IS NOT NULL)
        ORDER BY id LIMIT $1`,
});

const slugText = (slug: string): string => slug.replaceAll("\0", "").normalize("NFC");

/** The sections of an edition in its order. One query. */
export function listSections(db: Database, editionCode: string): Promise<Section[]> {
  return sections.run(db, [editionCode]);
}

/** The section of that slug in an edition; undefined when there is none. One query. */
export async function findSection(
  db: Database,
  editionCode: string,
  slug: string,
): Promise<Section | undefined> {
  return (await sectionBySlug.run(db, [editionCode, slugText(slug)]))[0];
}

/** The topic of that slug; undefined when there is none. One query. */
export async function findTopic(db: Database, slug: string): Promise<Topic | undefined> {
  return (await topicBySlug.run(db, [slugText(slug)]))[0];
}

/** The author of that slug; undefined when there is none. One query. */
export async function findAuthor(db: Database, slug: string): Promise<Author | undefined> {
  const [row] = await authorBySlug.run(db, [slugText(slug)]);
  if (row === undefined) return undefined;
  const { name, bio, portrait_id: id, width, height, colour } = row;
  const focus = { x: row.focus_x, y: row.focus_y };
  return {
    slug: row.slug,
    name,
    bio,
    portrait: id === null ? undefined : { id, width, height, focus, colour },
  };
}

/**
 * Topics that have a published story, in the order in which they came up. One query.
 * @param options.after slug of the last topic of the page before
 */
export function listTopics(
  db: Database,
  options: { limit: number; after?: string | undefined },
): Promise<Topic[]> {
  return topics.run(db, [options.limit, options.after ?? null]);
}
