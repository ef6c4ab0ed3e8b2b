import type { Pool } from "pg";
import type { z } from "zod";
import { recordAct } from "#accounts/audit.ts";
import { actorName, demandMay, type Actor } from "#accounts/authoriser.ts";
import {
  describePicture,
  getPicture,
  type LibraryPicture,
  type PictureInput,
} from "#media/library.ts";
import { inTransaction } from "#platform/db.ts";
import { addEvent } from "#platform/outbox.ts";
import type { StoryState } from "#stories/story.ts";

/** Most tags of one event; the outbox takes 500. */
const TAGS_OF_AN_EVENT = 400;

/** Where a picture is used. */
export type PictureUse =
  | {
      readonly kind: "story";
      readonly id: string;
      readonly headline: string;
      readonly state: StoryState;
      /** Whether readers see it there, or only the draft has it. */
      readonly isLive: boolean;
    }
  | { readonly kind: "author"; readonly slug: string; readonly name: string }
  | { readonly kind: "page"; readonly slug: string; readonly title: string }
  | { readonly kind: "logo"; readonly name: string };

type Row = {
  kind: PictureUse["kind"];
  id: string;
  name: string;
  state: StoryState | null;
  is_live: boolean;
};

/** Most uses that are told. */
const MAX_USES = 200;

/**
 * Where a picture is used: in live stories, drafts, static pages, as a portrait, as the logo. One query.
 * @throws Refusal `notFound`
 */
export async function listPictureUses(
  db: Pool,
  id: string,
): Promise<{ readonly uses: PictureUse[]; readonly hasMore: boolean }> {
  const picture = await getPicture(db, id);
  const { rows } = await db.query<Row>(
    `SELECT 'story' AS kind, s.id::text, s.headline AS name, s.state, true AS is_live
       FROM story_picture sp JOIN story s ON s.id = sp.story_id WHERE sp.picture_id = $1
     UNION ALL
     SELECT 'story', s.id::text, coalesce(nullif(d.content->>'headline', ''), s.headline), s.state, false
       FROM story_draft d JOIN story s ON s.id = d.story_id
       WHERE strpos(d.content::text, $2) > 0
         AND NOT EXISTS (SELECT FROM story_picture sp WHERE sp.picture_id = $1 AND sp.story_id = s.id)
     UNION ALL
     SELECT 'author', slug, name, NULL, true FROM author WHERE portrait_id = $1
     UNION ALL
     SELECT 'page', slug, coalesce(nullif(title, ''), draft->>'title', slug), NULL, published_at IS NOT NULL
       FROM static_page WHERE strpos(draft::text, $2) > 0 OR strpos(body_html, $2) > 0
     UNION ALL
     SELECT 'logo', code, name, NULL, true FROM edition WHERE logo_id = $1
     LIMIT $3`,
    [picture.id, picture.id, MAX_USES + 1],
  );
  const uses = rows.slice(0, MAX_USES).map((row): PictureUse => {
    switch (row.kind) {
      case "story":
        return {
          kind: "story",
          id: row.id,
          headline: row.name,
          state: row.state ?? "draft",
          isLive: row.is_live,
        };
      case "author":
        return { kind: "author", slug: row.id, name: row.name };
      case "page":
        return { kind: "page", slug: row.id, title: row.name };
      case "logo":
        return { kind: "logo", name: row.name };
    }
  });
  return { uses, hasMore: rows.length > MAX_USES };
}

/** How many live stories use each of these pictures. One query, none for no ids. */
export async function countLiveUses(
  db: Pool,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{ picture_id: string; count: number }>(
    `SELECT picture_id, count(*)::integer AS count FROM story_picture WHERE picture_id = ANY($1) GROUP BY picture_id`,
    [ids],
  );
  return new Map(rows.map((row) => [row.picture_id, row.count]));
}

/** Whether `by` sent the picture. */
export function isOwnPicture(by: Actor, picture: Pick<LibraryPicture, "keptBy">): boolean {
  return picture.keptBy === actorName(by);
}

/**
 * Gives a picture other words, rights and focus. Where the focus moved, every page that cuts the picture goes stale;
 * the words of stories are their own and stay.
 * @throws Refusal `forbidden`, `notFound`, `conflict` when somebody changed it meanwhile
 */
export async function changePicture(
  pool: Pool,
  input: {
    readonly id: string;
    readonly base: number;
    readonly picture: z.output<typeof PictureInput>;
  },
  by: Actor,
  now: Date,
): Promise<LibraryPicture> {
  return inTransaction(pool, async (client) => {
    const known = await getPicture(client, input.id);
    demandMay(by, "editPictures", { isOwn: isOwnPicture(by, known) });
    const { before, after } = await describePicture(client, input);
    await recordAct(
      client,
      {
        by,
        act: "picture.change",
        subject: { kind: "picture", id: after.id },
        before: wordsOf(before),
        after: wordsOf(after),
      },
      now,
    );
    if (before.focus.x === after.focus.x && before.focus.y === after.focus.y) return after;
    const { rows } = await client.query<{ story: string; section: string }>(
      `SELECT s.id AS story, sec.slug AS section FROM story_picture sp JOIN story s ON s.id = sp.story_id
       JOIN section sec ON sec.id = s.section_id WHERE sp.picture_id = $1 AND s.state = 'published'`,
      [after.id],
    );
    const authors = await client.query<{ slug: string }>(
      "SELECT slug FROM author WHERE portrait_id = $1",
      [after.id],
    );
    const tags = new Set([
      ...(rows.length === 0 ? [] : ["home", "list"]),
      ...authors.rows.map(({ slug }) => `author:${slug}`),
      ...rows.flatMap(({ story, section }) => [`story:${story}`, `section:${section}`]),
    ]);
    const all = [...tags];
    for (let start = 0; start < all.length; start += TAGS_OF_AN_EVENT)
      await addEvent(client, "picture.changed", {
        stales: all.slice(start, start + TAGS_OF_AN_EVENT),
        by: actorName(by),
      });
    return after;
  });
}

const wordsOf = ({ alt, caption, credit, rights, expiresAt, focus }: LibraryPicture) => ({
  alt,
  caption,
  credit,
  rights,
  expiresAt: expiresAt?.toISOString() ?? null,
  focus,
});
