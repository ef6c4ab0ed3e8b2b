import type { Pool, PoolClient } from "pg";
import { countWords } from "#arabic/words.ts";
import { pictureSrcset, pictureUrl } from "#media/picture-url.ts";
import type { BodyPicture } from "./body/node-kind.ts";
import { bodyText, renderBody } from "./body/render.ts";
import type { BodyDocument } from "./body/schema.ts";
import { bodyWords } from "./body/words.ts";
import type { StoryContent } from "./content.ts";

/** What is derived from a story's content once, when it is published. */
export type RenderedStory = {
  readonly bodyHtml: string;
  readonly bodyText: string;
  readonly wordCount: number;
  readonly direction: "rtl" | "ltr";
};

/** Kept pictures by id. */
export type BodyPictures = ReadonlyMap<string, BodyPicture>;

/** The direction of a language's script. Source: CLDR, by way of ECMA-402 Intl.Locale. */
export function directionOfLanguage(lang: string): "rtl" | "ltr" {
  return new Intl.Locale(lang).getTextInfo().direction === "rtl" ? "rtl" : "ltr";
}

/** Ids of the kept pictures in a body. */
export function picturesIn(body: BodyDocument): string[] {
  const ids: string[] = [];
  body.descendants((node) => {
    const id: unknown = node.type.name === "picture" ? node.attrs["id"] : undefined;
    if (typeof id === "string") ids.push(id);
  });
  return ids;
}

/** Size and addresses of these kept pictures; what is not kept is not in the answer. One query, none for no ids. */
export async function loadBodyPictures(
  db: Pool | PoolClient,
  ids: readonly string[],
): Promise<BodyPictures> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{ id: string; width: number; height: number }>(
    "SELECT id, width, height FROM picture WHERE id = ANY($1)",
    [ids],
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        width: row.width,
        height: row.height,
        src: pictureUrl(row.id, 800),
        srcset: pictureSrcset(row.id, row.width),
      },
    ]),
  );
}

/** HTML, plain text and counts of a story's content. */
export function renderStory(content: StoryContent, pictures: BodyPictures): RenderedStory {
  const text = bodyText(content.body);
  return {
    bodyHtml: renderBody(content.body, {
      words: bodyWords(content.lang),
      picture: (id) => pictures.get(id),
    }),
    bodyText: text,
    wordCount: countWords(text),
    direction: directionOfLanguage(content.lang),
  };
}
