import { createHash } from "node:crypto";
import type { Pool } from "pg";
import type { CardDesign } from "#media/card-design.ts";
import { findRendition, type Media } from "#media/pictures.ts";
import { findStoryByShortId } from "#stories/read.ts";
import type { Story } from "#stories/story.ts";
import { cardPath } from "./addresses.ts";

/** How the cards of an edition look. */
export type CardLook = Pick<CardDesign, "accent" | "plate" | "fontFile">;

/** What drawing a card needs. */
export type CardDeps = {
  readonly pool: Pool;
  readonly media: Media;
  readonly look: () => CardLook;
  readonly now: () => Date;
  /** Cards that are kept, default 20,000 (about 2 GB); the oldest go first and are drawn again when asked for. */
  readonly keptAtMost?: number;
};

/** The card of a story, or where the card of its present revision is. */
export type FoundCard =
  | { readonly kind: "card"; readonly bytes: Buffer }
  | { readonly kind: "moved"; readonly path: string };

const KEPT_AT_MOST = 20_000;
/** Raised when cards of equal stories are to look otherwise. */
const FORM = "1";

const drawing = new Map<string, Promise<Buffer>>();

/**
 * The social card of a published story: drawn when first asked for, then kept, once for each revision; drawn once when
 * many ask at the same time. Undefined when no story with this short id is published.
 * @throws Refusal `busy` when too many pictures wait for the decoder
 */
export async function findSocialCard(
  deps: CardDeps,
  wanted: { readonly shortId: string; readonly revision: number },
): Promise<FoundCard | undefined> {
  const story = await findStoryByShortId(deps.pool, wanted.shortId);
  if (story === undefined) return undefined;
  if (story.revision !== wanted.revision) return { kind: "moved", path: cardPath(story) };
  const look = deps.look();
  const file = fileOf(story, look);
  const ready = await deps.media.store.read(file);
  if (ready !== undefined) return { kind: "card", bytes: ready };
  let drawn = drawing.get(file);
  if (drawn === undefined) {
    drawn = draw(deps, story, look, file);
    drawing.set(file, drawn);
    const forget = (): void => {
      drawing.delete(file);
    };
    drawn.then(forget, forget);
  }
  return { kind: "card", bytes: await drawn };
}

/** A file for each revision and look: an edition with a new accent gets new cards. */
function fileOf(story: Story, look: CardLook): string {
  const design = createHash("sha256")
    .update(JSON.stringify([FORM, look, story.section.name, story.picture?.focus]))
    .digest("hex")
    .slice(0, 8);
  return `cards/${story.id.slice(-2)}/${story.id}-${story.revision}-${design}.jpg`;
}

async function draw(deps: CardDeps, story: Story, look: CardLook, file: string): Promise<Buffer> {
  const { media, pool } = deps;
  const { picture } = story;
  const rendition =
    picture === undefined ? undefined : await findRendition(media, picture.id, 1200, "jpg");
  const bytes = await media.decoder.drawCard({
    ...look,
    headline: story.headline,
    section: story.section.name,
    direction: story.direction,
    ...(picture === undefined || rendition === undefined
      ? {}
      : { picture: { bytes: rendition.bytes, focus: picture.focus } }),
  });
  await media.store.write(file, bytes, { durable: false });
  const { rows } = await pool.query<{ file: string }>(
    `WITH before AS (SELECT file FROM social_card WHERE story_id = $1),
          kept AS (
            INSERT INTO social_card (story_id, file, size_bytes, made_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (story_id) DO UPDATE
              SET file = excluded.file, size_bytes = excluded.size_bytes, made_at = excluded.made_at),
          surplus AS (
            DELETE FROM social_card WHERE story_id IN (
              SELECT story_id FROM social_card WHERE story_id <> $1 ORDER BY made_at DESC, story_id
              OFFSET greatest($5::int - 1, 0))
            RETURNING file)
     SELECT file FROM before WHERE file <> $2 UNION ALL SELECT file FROM surplus`,
    [story.id, file, bytes.length, deps.now(), deps.keptAtMost ?? KEPT_AT_MOST],
  );
  for (const old of rows) await media.store.remove(old.file);
  return bytes;
}

/** Forgets the kept card of a story that is no longer to be seen. */
export async function forgetSocialCard(
  deps: Pick<CardDeps, "pool" | "media">,
  storyId: string,
): Promise<void> {
  const { rows } = await deps.pool.query<{ file: string }>(
    "DELETE FROM social_card WHERE story_id = $1 RETURNING file",
    [storyId],
  );
  for (const { file } of rows) await deps.media.store.remove(file);
}
