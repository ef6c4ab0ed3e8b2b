import { escapeText, htmlOf, type Markup } from "./html-text.ts";
import type { Edition } from "#stories/story.ts";
import type { Assets } from "../assets.ts";
import { breakingHtml } from "../parts/breaking.tsx";
import { accentPath } from "#site/accent.ts";
import type { Frame } from "./frame.ts";
import { footerHtml, mastheadHtml } from "./masthead.tsx";
import { PREFERENCES_SCRIPT } from "./preferences-script.ts";
import { frameStrings } from "../strings.ts";

/** What differs from page to page around its matter. */
export type PageHead = {
  /** Without the edition's name; undefined: the front page. */
  readonly title: string | undefined;
  readonly description: string;
  /** Root-relative, decoded; undefined for pages without an address of their own. */
  readonly path: string | undefined;
  readonly kind: "front" | "list" | "story" | "message";
  /** Slug of the section that the reader is in, or a name of an own page. */
  readonly current?: string;
  readonly picture?:
    | {
        readonly url: string;
        readonly alt: string;
        /** Pixels, where they are known. */
        readonly size?: { readonly width: number; readonly height: number };
      }
    | undefined;
  /** Language of the matter, where it is another than the edition's. */
  readonly lang?: string;
  /** Headlines on the page, and its running text: where they hold Latin letters, those fonts are fetched at once too. */
  readonly headlines?: string;
  readonly text?: string;
  readonly isReading?: boolean;
  readonly isIndexed?: boolean;
  /** Elements of the head that only pages of this kind have. */
  readonly extra?: string;
};

const absolute = (frame: Frame, path: string): string => frame.siteUrl + encodeURI(path);

const cut = (text: string, letters: number): string =>
  text.length <= letters ? text : `${text.slice(0, text.lastIndexOf(" ", letters))}…`;

const LATIN = /[A-Za-z]/;

const fontsOf = ({ fonts }: Assets, { headlines = "", text = "" }: PageHead): readonly string[] => [
  ...fonts.first,
  ...(LATIN.test(headlines) ? [fonts.latinHead] : []),
  ...(LATIN.test(text) ? [fonts.latinText] : []),
];

const accentLink = (edition: Edition): string => {
  const path = accentPath(edition.accent);
  return path === undefined ? "" : `<link rel="stylesheet" href="${path}">`;
};

const listsLink = (assets: Assets, { kind }: PageHead): string =>
  kind === "front" || kind === "list" ? `<link rel="stylesheet" href="${assets.listsStyle}">` : "";

/** The whole document: head, masthead, `main`, footer. */
export function documentOf(frame: Frame, head: PageHead, main: Markup): string {
  const { edition, assets } = frame;
  const title =
    head.title === undefined
      ? edition.tagline === ""
        ? edition.name
        : frameStrings.pageTitle(edition.name, edition.tagline)
      : frameStrings.pageTitle(head.title, edition.name);
  const description = escapeText(cut(head.description, 200));
  const shownTitle = escapeText(head.title ?? edition.name);
  const url = head.path === undefined ? undefined : escapeText(absolute(frame, head.path));
  const picture = head.picture;
  return (
    `<!doctype html><html lang="${escapeText(edition.lang)}" dir="rtl" data-digits="${edition.digits}"` +
    `${head.isReading === true ? ' data-view="reading"' : ""}${frame.isLight ? " data-light" : ""}><head><meta charset="utf-8">` +
    `<title>${escapeText(title)}</title><meta name="viewport" content="width=device-width,initial-scale=1">` +
    `<script${frame.isLight ? "" : ` data-fonts="${fontsOf(assets, head).join(" ")}"`}>${PREFERENCES_SCRIPT}</script>` +
    `<link rel="stylesheet" href="${assets.style}">${listsLink(assets, head)}${accentLink(edition)}<script type="module" src="${assets.script}"></script>` +
    `<meta name="description" content="${description}">` +
    (url === undefined
      ? ""
      : `<link rel="canonical" href="${url}"><link rel="alternate" hreflang="${escapeText(head.lang ?? edition.lang)}" href="${url}"><meta property="og:url" content="${url}">`) +
    (head.isIndexed === false ? '<meta name="robots" content="noindex">' : "") +
    `<meta property="og:type" content="${head.kind === "story" ? "article" : "website"}">` +
    `<meta property="og:site_name" content="${escapeText(edition.name)}"><meta property="og:locale" content="ar">` +
    `<meta property="og:title" content="${shownTitle}"><meta property="og:description" content="${description}">` +
    (picture === undefined
      ? '<meta name="twitter:card" content="summary">'
      : `<meta property="og:image" content="${escapeText(absolute(frame, picture.url))}"><meta property="og:image:alt" content="${escapeText(picture.alt)}">` +
        (picture.size === undefined
          ? ""
          : `<meta property="og:image:width" content="${picture.size.width}"><meta property="og:image:height" content="${picture.size.height}">`) +
        '<meta name="twitter:card" content="summary_large_image">') +
    (head.extra ?? "") +
    `<link rel="manifest" href="/manifest.webmanifest"><link rel="icon" href="${assets.icons.svg}" type="image/svg+xml"><link rel="apple-touch-icon" href="${assets.icons.touch}">` +
    '<meta name="theme-color" media="(prefers-color-scheme:light)" content="#fbfaf6"><meta name="theme-color" media="(prefers-color-scheme:dark)" content="#14161a">' +
    `</head><body class="${head.kind}-page">` +
    mastheadHtml(frame, head.current, head.kind) +
    breakingHtml(frame.breaking) +
    htmlOf(main) +
    footerHtml(frame) +
    "</body></html>"
  );
}
