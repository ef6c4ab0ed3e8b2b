import { pictureUrl } from "#media/picture-url.ts";
import type { Picture, Story } from "#stories/story.ts";

/** The whole address of a root-relative decoded path, encoded. */
export function absoluteUrl(siteUrl: string, path: string): string {
  return siteUrl + encodeURI(path.toWellFormed()).replace(/[?#']/g, encodeURIComponent);
}

/** The identity of a story that no new address, headline or revision changes (RFC 4287, 4.2.6). */
export function storyUrn(storyId: string): string {
  return `urn:uuid:${storyId}`;
}

/** Size of a social card in pixels. */
export const CARD_WIDTH = 1200;
export const CARD_HEIGHT = 630;

/** Root-relative address of a story's social card. A new revision has a new address, so that nobody keeps the old card. */
export function cardPath(story: Pick<Story, "shortId" | "revision">): string {
  return `/cards/${story.shortId}-${story.revision}.jpg`;
}

/** A rendition of a picture for programs elsewhere: address, type, and size in pixels. */
export type SharedPicture = {
  readonly url: string;
  readonly type: "image/jpeg";
  readonly width: number;
  readonly height: number;
};

const SHARED_WIDTH = 1200;

/** Address of the JPEG that programs elsewhere are given of a picture. */
export function sharedPictureUrl(siteUrl: string, pictureId: string): string {
  return siteUrl + pictureUrl(pictureId, SHARED_WIDTH, "jpg");
}

/** The JPEG of `picture` that feeds, sitemaps and search engines are given: 1,200 pixels wide, or as wide as it is. */
export function sharedPicture(siteUrl: string, picture: Picture): SharedPicture {
  const width = Math.min(SHARED_WIDTH, picture.width);
  return {
    url: sharedPictureUrl(siteUrl, picture.id),
    type: "image/jpeg",
    width,
    height: Math.max(1, Math.round((picture.height * width) / picture.width)),
  };
}
