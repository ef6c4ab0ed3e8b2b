import { formatNumber } from "#arabic/digits.ts";
import { visibleText } from "#arabic/visible-text.ts";
import { pictureUrl } from "#media/picture-url.ts";
import { placeOf } from "./bulk-mail.ts";
import { escapeHtml } from "#stories/body/escape.ts";
import type { Edition, StoryCard } from "#stories/story.ts";
import { footLink, mailDocument, mailRows, type MailLook, type MailStory } from "./mail-look.ts";
import { mailStrings } from "./strings.ts";
import type { NewsletterKind } from "./subscribers.ts";

/** A mail that is the same for all who get it, but for the places of its links. */
export type RenderedIssue = {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where each link leads, root-relative and decoded, by its place. */
  readonly links: readonly string[];
};

/** What an issue is made from. */
export type IssueParts = {
  readonly id: string;
  readonly kind: NewsletterKind;
  readonly subject: string;
  readonly title: string;
  /** Sentence below the title; empty: none. */
  readonly note: string;
  /** Words before the stories, paragraphs parted by blank lines. */
  readonly intro: string;
  readonly cards: readonly StoryCard[];
  /** Whether the stories stand in an order that is counted. */
  readonly isRanked: boolean;
};

/** Sites and accents as mails need them. */
export type IssueLook = {
  readonly edition: Edition;
  readonly siteUrl: string;
  readonly accents: MailLook["accents"];
};

/** Width in pixels of the picture of the first story: twice what is shown, for dense screens. */
const LEAD_WIDTH = 1200;

/** Root-relative address of a link of an issue: counted, and then the story. */
export const clickPath = (issue: string, place: number): string =>
  `/newsletter/go/${issue}/${place}`;

const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map(visibleText)
    .filter((paragraph) => paragraph !== "");

/** The look of the edition's mails. */
export function mailLook({ edition, siteUrl, accents }: IssueLook): MailLook {
  return { siteName: visibleText(edition.name), siteUrl, lang: edition.lang, accents };
}

/** Makes the HTML and the text of an issue, right to left, with places where each subscriber's own links go. */
export function renderIssue(issue: IssueParts, look: IssueLook): RenderedIssue {
  const { siteUrl, accents } = look;
  const edition = { ...look.edition, name: visibleText(look.edition.name) };
  const note = visibleText(issue.note);
  const stories = issue.cards.map((card, index): MailStory => ({
    url: siteUrl + clickPath(issue.id, index),
    headline: visibleText(card.headline),
    standfirst: visibleText(card.standfirst),
    section: visibleText(card.section.name),
    direction: card.direction,
    rank: issue.isRanked ? formatNumber(index + 1, edition.digits) : undefined,
    accent: accents.light,
    picture:
      card.picture === undefined
        ? undefined
        : {
            url: siteUrl + pictureUrl(card.picture.id, LEAD_WIDTH, "jpg"),
            alt: visibleText(card.picture.alt),
          },
  }));
  const intro = paragraphsOf(issue.intro);
  const subject = visibleText(issue.subject);
  const title = visibleText(issue.title);
  const toAll = siteUrl + clickPath(issue.id, stories.length);
  const listLink = issue.isRanked
    ? mailRows.link(mailStrings.allMostRead, toAll, accents.light)
    : "";
  const [lead, ...others] = stories;
  const rows = [
    mailRows.title(title),
    note === "" ? "" : mailRows.note(note),
    ...intro.map((paragraph) => mailRows.paragraph(paragraph)),
    lead === undefined ? "" : mailRows.lead(lead),
    ...others.map((story) => mailRows.story(story)),
    listLink,
  ].join("\n");
  const foot =
    `<p style="margin:0 0 8px">${escapeHtml(mailStrings.why(issue.kind, edition))} ${escapeHtml(mailStrings.noTracking)}</p>` +
    `<p style="margin:0">${footLink(mailStrings.change, placeOf("change"))} · ${footLink(mailStrings.leave, placeOf("leave"))}</p>`;
  const preview = intro[0] ?? lead?.standfirst ?? "";
  const listed = stories.map(({ headline, standfirst, url }, index) => {
    const start = issue.isRanked ? `${formatNumber(index + 1, edition.digits)}. ` : "";
    return [start + headline, standfirst, url].filter((line) => line !== "").join("\n");
  });
  const text = [
    title,
    note,
    ...intro,
    ...listed,
    issue.isRanked ? `${mailStrings.allMostRead}:\n${toAll}` : "",
    `-- \n${mailStrings.why(issue.kind, edition)} ${mailStrings.noTracking}`,
    `${mailStrings.change}:\n${placeOf("change")}`,
    `${mailStrings.leave}:\n${placeOf("leave")}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
  return {
    subject,
    text: `${text}\n`,
    html: mailDocument({ look: mailLook(look), title: subject, preview, rows, foot }),
    links: [...issue.cards.map(({ path }) => path), "/most-read"],
  };
}

/** A mail with one button, about a subscription. */
export function renderLetter(
  letter: {
    readonly subject: string;
    readonly text: string;
    readonly button: string;
    readonly link: string;
    readonly closing: string;
  },
  look: IssueLook,
): { subject: string; text: string; html: string } {
  const { subject, text, button, link, closing } = letter;
  const rows = [
    mailRows.title(subject),
    mailRows.paragraph(text),
    mailRows.button(button, link),
  ].join("\n");
  return {
    subject,
    text: `${[text, `${button}:\n${link}`, closing].join("\n\n")}\n`,
    html: mailDocument({
      look: mailLook(look),
      title: subject,
      preview: text,
      rows,
      foot: `<p style="margin:0">${escapeHtml(closing)}</p>`,
    }),
  };
}
