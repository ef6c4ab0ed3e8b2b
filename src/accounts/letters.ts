import type { Mail } from "#platform/mail.ts";
import type { Language } from "./people.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? "");

/** Words of others between our own: their direction must not turn the sentence. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

/** What a mail of the product says. */
export type Letter = {
  readonly subject: string;
  readonly greeting: string;
  readonly sentences: readonly string[];
  /** What it lists, each with an address of its own. */
  readonly items?: readonly { readonly text: string; readonly link: string }[];
  readonly button: string;
  readonly link: string;
  readonly closing: string;
  /** A second way on at the end, such as out of the mails. */
  readonly last?: { readonly name: string; readonly link: string };
  readonly headers?: Readonly<Record<string, string>>;
};

const itemHtml = ({ text, link }: { readonly text: string; readonly link: string }): string =>
  `<p style="margin:0 0 14px;padding-inline-start:14px;border-inline-start:3px solid #e2ddd1"><a href="${escaped(link)}" style="color:#1d4f86;text-decoration:none">${escaped(text)}</a></p>`;

/** Writes a letter as a mail, in HTML and in plain text, from right to left where its language is so written. */
export function letterMail(to: string, language: Language, letter: Letter): Mail {
  const { subject, greeting, sentences, button, link, closing, items = [], last, headers } = letter;
  const paragraphs = [greeting, ...sentences];
  const dir = language === "ar" ? "rtl" : "ltr";
  const html = `<!doctype html>
<html lang="${language}" dir="${dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body dir="${dir}" style="margin:0;padding:24px;background:#f6f4ef;color:#1d1b18;font-family:Tahoma,Arial,sans-serif;font-size:16px;line-height:1.8">
<div style="max-width:520px;margin:0 auto;padding:28px;background:#ffffff;border-radius:8px">
${paragraphs.map((text) => `<p style="margin:0 0 16px">${escaped(text)}</p>`).join("\n")}
${items.map(itemHtml).join("\n")}
<p style="margin:24px 0"><a href="${escaped(link)}" style="display:inline-block;padding:10px 22px;background:#a5201b;color:#ffffff;text-decoration:none;border-radius:6px">${escaped(button)}</a></p>
<p style="margin:0 0 16px;font-size:13px;color:#5c574f;overflow-wrap:anywhere" dir="ltr">${escaped(link)}</p>
<p style="margin:0;font-size:13px;color:#5c574f">${escaped(closing)}${last === undefined ? "" : ` <a href="${escaped(last.link)}" style="color:#5c574f">${escaped(last.name)}</a>`}</p>
</div>
</body>
</html>
`;
  const lines = [
    ...paragraphs,
    ...items.map((item) => `${item.text}\n${item.link}`),
    link,
    closing,
    ...(last === undefined ? [] : [`${last.name}: ${last.link}`]),
  ];
  const text = `${lines.join("\n\n")}\n`;
  return { to, subject, text, html, ...(headers === undefined ? {} : { headers }) };
}
