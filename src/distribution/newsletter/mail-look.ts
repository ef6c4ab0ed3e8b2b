import { escapeHtml } from "#stories/body/escape.ts";

/** What the look of a mail follows from. */
export type MailLook = {
  readonly siteName: string;
  readonly siteUrl: string;
  readonly lang: string;
  /** `#rrggbb`, readable on light and on dark paper. */
  readonly accents: { readonly light: string; readonly dark: string };
};

const FONT = "'IBM Plex Sans Arabic','Segoe UI',Tahoma,Arial,sans-serif";
const INK = "#1d1b18";
const QUIET = "#5c574f";
const RULE = "#e2dccf";

/** Colours of a mail in light; in dark they are told anew by class, for the programs that know it. */
const darkRules = (accent: string): string => {
  const rules = [
    ["paper", "background-color:#14161a"],
    ["sheet", "background-color:#1d2025"],
    ["ink", "color:#ece8df"],
    ["quiet", "color:#b3ada1"],
    ["accent", `color:${accent}`],
    ["rule", "border-color:#383c44"],
    ["button", `background-color:${accent};color:#14161a`],
  ] as const;
  const all = (start: string): string =>
    rules
      .map(([name, style]) => `${start}.${name}{${style.replaceAll(/(;|$)/g, "!important$1")}}`)
      .join("");
  return `@media (prefers-color-scheme:dark){${all("")}}${all("[data-ogsc] ")}`;
};

/** An attribute `style` and a class of the same meaning in the dark. */
const look = (name: string, style: string): string => `class="${name}" style="${style}"`;

/** A whole cell of a row: mail programs forget what the document says of direction, so each cell says it. */
const row = (content: string, style: string, name: string = "ink"): string =>
  `<tr><td dir="rtl" align="right" ${look(name, `font-family:${FONT};text-align:right;${style}`)}>${content}</td></tr>`;

/** Parts of a mail, each one or more rows of its table; every text is escaped here. */
export const mailRows = {
  title: (text: string): string =>
    row(
      `<h1 ${look("ink", `margin:0;font-size:24px;line-height:1.5;font-weight:700;color:${INK}`)}>${escapeHtml(text)}</h1>`,
      "padding:24px 24px 4px",
    ),
  note: (text: string): string =>
    row(
      escapeHtml(text),
      `padding:0 24px 12px;font-size:14px;line-height:1.8;color:${QUIET}`,
      "quiet",
    ),
  paragraph: (text: string): string =>
    row(escapeHtml(text), `padding:8px 24px;font-size:16px;line-height:1.9;color:${INK}`),
  button: (text: string, url: string): string =>
    row(
      `<a href="${escapeHtml(url)}" class="button" style="display:inline-block;padding:12px 26px;border-radius:6px;background-color:${INK};color:#ffffff;font-family:${FONT};font-size:16px;font-weight:700;text-decoration:none">${escapeHtml(text)}</a>`,
      "padding:14px 24px 18px",
    ),
  /** The first story, with its picture above. */
  lead: (story: MailStory): string =>
    (story.picture === undefined
      ? ""
      : row(
          `<a href="${escapeHtml(story.url)}" style="text-decoration:none"><img src="${escapeHtml(story.picture.url)}" width="552" alt="${escapeHtml(story.picture.alt)}" style="display:block;width:100%;max-width:552px;height:auto;border:0;border-radius:4px"></a>`,
          "padding:12px 24px 0",
        )) + storyRow(story, 22, "padding:12px 24px 18px"),
  story: (story: MailStory): string =>
    storyRow(story, 18, `padding:16px 24px;border-top:1px solid ${RULE}`),
  link: (text: string, url: string, accent: string): string =>
    row(
      `<a href="${escapeHtml(url)}" ${look("accent", `color:${accent};font-weight:700;text-decoration:underline`)}>${escapeHtml(text)}</a>`,
      "padding:12px 24px 24px;font-size:15px;line-height:1.8",
    ),
};

/** A story as a mail shows it. */
export type MailStory = {
  readonly url: string;
  readonly headline: string;
  readonly standfirst: string;
  readonly section: string;
  readonly direction: "rtl" | "ltr";
  /** Its place in a list that is one, already in the edition's digits. */
  readonly rank?: string | undefined;
  readonly accent: string;
  readonly picture: { readonly url: string; readonly alt: string } | undefined;
};

function storyRow(story: MailStory, size: number, style: string): string {
  const { url, headline, standfirst, section, direction, rank, accent } = story;
  const align = direction === "rtl" ? "right" : "left";
  const number =
    rank === undefined
      ? ""
      : `<td dir="rtl" width="46" valign="top" ${look("accent", `width:46px;font-family:${FONT};font-size:30px;line-height:1.2;font-weight:700;color:${accent};text-align:right`)}>${escapeHtml(rank)}</td>`;
  const words =
    `<p ${look("accent", `margin:0 0 2px;font-size:13px;line-height:1.7;color:${accent}`)}>${escapeHtml(section)}</p>` +
    `<h2 dir="${direction}" style="margin:0;font-size:${size}px;line-height:1.55;font-weight:700;text-align:${align}"><a href="${escapeHtml(url)}" ${look("ink", `color:${INK};text-decoration:none`)}>${escapeHtml(headline)}</a></h2>` +
    (standfirst === ""
      ? ""
      : `<p dir="${direction}" ${look("quiet", `margin:4px 0 0;font-size:15px;line-height:1.8;color:${QUIET};text-align:${align}`)}>${escapeHtml(standfirst)}</p>`);
  return row(
    `<table role="presentation" dir="rtl" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>${number}<td dir="rtl" align="right" valign="top" ${look("ink", `font-family:${FONT};text-align:right;overflow-wrap:anywhere;word-break:break-word`)}>${words}</td></tr></table>`,
    style,
    "ink rule",
  );
}

/**
 * A whole mail: a table that programs of twenty years lay out alike, right to left in each cell, styles in the elements,
 * dark colours for those who read in the dark.
 * @param rows markup of `mailRows`
 * @param foot markup of paragraphs below the sheet
 */
export function mailDocument(input: {
  readonly look: MailLook;
  readonly title: string;
  /** What lists of mails show after the subject. */
  readonly preview: string;
  readonly rows: string;
  readonly foot: string;
}): string {
  const { siteName, siteUrl, lang, accents } = input.look;
  return `<!doctype html>
<html lang="${escapeHtml(lang)}" dir="rtl" xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><meta name="format-detection" content="telephone=no,date=no,address=no,email=no"><title>${escapeHtml(input.title)}</title>
<!--[if mso]><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><style>td,a,h1,h2,p{font-family:Tahoma,Arial,sans-serif!important}</style><![endif]-->
<style>:root{color-scheme:light dark;supported-color-schemes:light dark}@media (max-width:480px){.sheet-cell{padding:0!important}}${darkRules(accents.dark)}</style></head>
<body dir="rtl" ${look("paper", "margin:0;padding:0;background-color:#f1ece1;-webkit-text-size-adjust:100%")}>
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(input.preview)}</div>
<table role="presentation" dir="rtl" width="100%" cellpadding="0" cellspacing="0" border="0" ${look("paper", "background-color:#f1ece1")}><tr><td class="sheet-cell" align="center" style="padding:20px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" dir="rtl" width="100%" cellpadding="0" cellspacing="0" border="0" ${look("sheet", "max-width:600px;margin:0 auto;background-color:#fffdf8;border-collapse:separate")}>
<tr><td dir="rtl" align="right" ${look("rule", `padding:18px 24px 14px;border-bottom:3px solid ${accents.light};text-align:right;font-family:${FONT}`)}><a href="${escapeHtml(siteUrl)}/" ${look("accent", `color:${accents.light};font-size:22px;line-height:1.4;font-weight:700;text-decoration:none`)}>${escapeHtml(siteName)}</a></td></tr>
${input.rows}
</table>
<!--[if mso]></td></tr></table><![endif]-->
<table role="presentation" dir="rtl" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;margin:0 auto"><tr><td dir="rtl" align="right" ${look("quiet", `padding:16px 24px 8px;font-family:${FONT};font-size:13px;line-height:1.9;color:${QUIET};text-align:right`)}>${input.foot}</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

/** A link below the sheet of a mail. */
export function footLink(text: string, url: string): string {
  return `<a href="${escapeHtml(url)}" ${look("quiet", `color:${QUIET};text-decoration:underline`)}>${escapeHtml(text)}</a>`;
}
