import type { Picture, Story } from "#stories/story.ts";
import { absoluteUrl, sharedPicture } from "../addresses.ts";
import { xmlText } from "../xml/write.ts";

/** Words that a feed adds to a story. */
const WORDS = {
  correction: (lang: string): string => (lang.startsWith("ar") ? "تصحيح" : "Correction"),
};

/** What only our own pages can use: other sizes of a picture, buttons of islands. */
const ONLY_ON_OUR_PAGES =
  /<button\b[^>]*>[^<]*<\/button>|\s(?:srcset|sizes|loading|decoding|tabindex)="[^"]*"/g;

/** Root-relative addresses in rendered HTML; a quotation mark in a text of it is always escaped. */
const ROOT_RELATIVE = /\s(href|src)="(\/[^"]*)"/g;

function leadFigure(siteUrl: string, picture: Picture): string {
  const { url, width, height } = sharedPicture(siteUrl, picture);
  const words = [picture.caption, picture.credit].filter((text) => text !== "").map(xmlText);
  return (
    `<figure><img src="${xmlText(url)}" width="${width}" height="${height}" alt="${xmlText(picture.alt)}">` +
    `${words.length === 0 ? "" : `<figcaption>${words.join(" ")}</figcaption>`}</figure>`
  );
}

/**
 * The whole story as HTML that stands alone in a feed reader: its language and direction in the markup, whole
 * addresses, the lead picture with its size, public corrections at the end.
 */
export function fullTextHtml(siteUrl: string, story: Story): string {
  const body = story.bodyHtml
    .replace(ONLY_ON_OUR_PAGES, "")
    .replace(ROOT_RELATIVE, (_whole, name: string, path: string) => ` ${name}="${siteUrl}${path}"`);
  const corrections = story.corrections.map(
    ({ note }) => `<p><strong>${WORDS.correction(story.lang)}:</strong> ${xmlText(note)}</p>`,
  );
  return (
    `<div lang="${xmlText(story.lang)}" dir="${story.direction}">` +
    `${story.picture === undefined ? "" : leadFigure(siteUrl, story.picture)}${body}${corrections.join("")}</div>`
  );
}

/** The story in a sentence or two: its standfirst, else the beginning of its text, cut at a word. */
export function summaryOf(story: Story, mostLetters: number = 300): string {
  const text = (story.standfirst === "" ? story.bodyText : story.standfirst).trim();
  if (text.length <= mostLetters) return text;
  const end = text.lastIndexOf(" ", mostLetters);
  return `${text.slice(0, end > 0 ? end : mostLetters).toWellFormed()}…`;
}

/** Section and topics, each once, the section first. */
export function categoriesOf(
  siteUrl: string,
  story: Story,
): { readonly name: string; readonly url: string }[] {
  const all = [
    { name: story.section.name, url: absoluteUrl(siteUrl, `/${story.section.slug}`) },
    ...story.topics.map(({ name, slug }) => ({
      name,
      url: absoluteUrl(siteUrl, `/topics/${slug}`),
    })),
  ];
  return all.filter(({ name }, index) => all.findIndex((one) => one.name === name) === index);
}
