import { namesOf } from "#accounts/names.ts";
import type { LibraryPicture } from "#media/library.ts";
import { pictureSrcset, pictureUrl } from "#media/picture-url.ts";
import { countLiveUses } from "#site/pictures.ts";
import type { NewsroomEnv } from "../context.ts";

/** Pictures as the newsroom's API gives them, with who sent them and in how many live stories they are. Two queries. */
export async function picturesJson(
  db: NewsroomEnv["Variables"]["db"],
  pictures: readonly LibraryPicture[],
  now: Date,
) {
  const [nameOf, uses] = await Promise.all([
    namesOf(
      db,
      pictures.map(({ keptBy }) => keptBy),
    ),
    countLiveUses(
      db,
      pictures.map(({ id }) => id),
    ),
  ]);
  return pictures.map((picture) => ({
    id: picture.id,
    version: picture.version,
    name: picture.name,
    format: picture.format,
    width: picture.width,
    height: picture.height,
    sizeBytes: picture.sizeBytes,
    colour: picture.colour,
    url: pictureUrl(picture.id, 640),
    srcset: pictureSrcset(picture.id, picture.width),
    alt: picture.alt,
    caption: picture.caption,
    credit: picture.credit,
    rights: picture.rights,
    expiresAt: picture.expiresAt?.toISOString() ?? null,
    isExpired: picture.expiresAt !== undefined && picture.expiresAt <= now,
    focus: picture.focus,
    usedBy: uses.get(picture.id) ?? 0,
    keptAt: picture.keptAt.toISOString(),
    keptBy: nameOf(picture.keptBy),
  }));
}

/** A picture as the newsroom's API gives it. */
export type PictureJson = Awaited<ReturnType<typeof picturesJson>>[number];

/** One picture, as `picturesJson` gives them. */
export async function pictureJson(
  db: NewsroomEnv["Variables"]["db"],
  picture: LibraryPicture,
  now: Date,
): Promise<PictureJson> {
  const [json] = await picturesJson(db, [picture], now);
  if (json === undefined) throw new Error("Cannot give a picture: nothing came of it");
  return json;
}
