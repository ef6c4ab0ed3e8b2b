import { isoWithOffset } from "#arabic/dates.ts";
import { readingMinutes } from "#arabic/reading-time.ts";
import { offeredWidths, pictureUrl } from "#media/picture-url.ts";
import type { Edition, Picture, Story, StoryCard } from "#stories/story.ts";
import type { LabelJson, PictureJson, StoryJson, WholeStoryJson } from "./schemas.ts";

type Label = { readonly slug: string; readonly name: string };

/** By whose clock the site tells time. */
export type Place = Pick<Edition, "zone" | "lang" | "readingSpeed">;

const LARGEST_JPEG = 1200;

/** A decoded path as an address: root-relative, as links in pages and reports of imports are. */
export function addressOf(path: string): string {
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent);
}

/** A section, topic or author with the address of its page; `folder` is empty for sections. */
export function labelJson(folder: string, { slug, name }: Label): LabelJson {
  return { slug, name, url: addressOf(`${folder}/${slug}`) };
}

function pictureJson(picture: Picture): PictureJson {
  const widths = offeredWidths(picture.width);
  const jpegWidth = widths.filter((width) => width <= LARGEST_JPEG).at(-1) ?? widths[0] ?? 160;
  return {
    url: pictureUrl(picture.id, jpegWidth, "jpg"),
    webp: widths.map((width) => ({ url: pictureUrl(picture.id, width), width })),
    width: picture.width,
    height: picture.height,
    alt: picture.alt,
    caption: picture.caption,
    credit: picture.credit,
  };
}

/** A story of a list as the API gives it. */
export function storyJson(card: StoryCard, topics: readonly Label[], place: Place): StoryJson {
  const { zone } = place;
  const pace = card.lang === place.lang ? place.readingSpeed : undefined;
  return {
    id: card.id,
    short_id: card.shortId,
    url: addressOf(card.path),
    headline: card.headline,
    standfirst: card.standfirst,
    section: labelJson("", card.section),
    topics: topics.map((topic) => labelJson("/topics", topic)),
    authors: card.authors.map((author) => labelJson("/authors", author)),
    lang: card.lang,
    dir: card.direction,
    published_at: isoWithOffset(card.publishedAt, zone),
    updated_at: card.updatedAt === undefined ? null : isoWithOffset(card.updatedAt, zone),
    reading_minutes: readingMinutes(card.wordCount, card.lang, pace),
    word_count: card.wordCount,
    picture: card.picture === undefined ? null : pictureJson(card.picture),
  };
}

/** A whole story as the API gives it. */
export function wholeStoryJson(story: Story, place: Place): WholeStoryJson {
  return {
    ...storyJson(story, story.topics, place),
    agency: story.agency,
    place: story.place,
    corrections: story.corrections.map(({ note, notedAt }) => ({
      note,
      noted_at: isoWithOffset(notedAt, place.zone),
    })),
    body_html: story.bodyHtml,
    body_text: story.bodyText,
  };
}
