import type { HtmlEscapedString } from "hono/utils/html";

/** What a part of a page gives. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text fit for HTML, inside an element or a quoted attribute. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

/**
 * Markup of an element whose parts are all there, without waiting.
 * @throws TypeError when a part of it is a promise
 */
export function htmlOf(element: Markup): string {
  if (element instanceof Promise)
    throw new TypeError("Cannot write a page: need parts that are all there, got a promise");
  return element.toString();
}

/** A root-relative address for an attribute: Arabic letters stay readable in the page, what HTML or URLs reserve is encoded. */
export function hrefOf(path: string): string {
  return path.replace(/[^\p{L}\p{M}\p{N}/\-._~!$&'()*+,;=:@]/gu, (sign) =>
    encodeURIComponent(sign),
  );
}
