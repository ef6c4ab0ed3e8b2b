import { parseFragment } from "parse5";
import { elementsBelow } from "../html/elements.ts";

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  p: ["dir", "class"],
  h2: ["dir"],
  h3: ["dir"],
  ul: ["dir"],
  ol: ["dir", "start"],
  li: [],
  blockquote: ["class", "dir"],
  footer: [],
  cite: [],
  figure: ["class", "dir", "data-embed", "role", "aria-label"],
  figcaption: [],
  span: ["class"],
  img: ["src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding"],
  aside: ["class", "aria-label", "dir"],
  div: ["class", "role", "tabindex", "aria-label", "dir"],
  table: [],
  tbody: [],
  tr: [],
  th: [],
  td: [],
  hr: [],
  br: [],
  a: ["href", "rel"],
  strong: [],
  em: [],
  sub: [],
  sup: [],
  code: [],
  button: ["type", "hidden"],
};

const CLASSES = [
  "quote",
  "pull-quote",
  "picture",
  "gallery",
  "gallery-pictures",
  "caption",
  "credit",
  "embed",
  "fact-box",
  "fact-box-title",
  "table",
];

/**
 * What of rendered HTML a browser would find that no body may hold: elements, attributes, classes and addresses outside
 * the list that is written down here once more, apart from the code that renders.
 */
export function violations(html: string): string[] {
  const found: string[] = [];
  for (const element of elementsBelow(parseFragment(html, { scriptingEnabled: true }))) {
    const allowed = ALLOWED[element.tagName];
    if (allowed === undefined) {
      found.push(`<${element.tagName}>`);
      continue;
    }
    for (const { name, value } of element.attrs) {
      if (!allowed.includes(name)) found.push(`<${element.tagName} ${name}>`);
      if (name === "class" && !CLASSES.includes(value)) found.push(`class ${value}`);
      if (name === "href" && !isSafeLink(value)) found.push(`href ${value}`);
      if (name === "src" && !/^\/media\/[0-9a-f-]{36}\/\d+\.(?:webp|jpg)$/.test(value))
        found.push(`src ${value}`);
    }
  }
  return found;
}

function isSafeLink(href: string): boolean {
  const page = "https://page.invalid/a/b";
  const url = URL.parse(href, page);
  if (url === null) return false;
  if (url.origin === "https://page.invalid") return /^\/(?![/\\])/.test(href);
  return /^(?:https?|mailto):/i.test(href) && /^(?:https?|mailto):$/.test(url.protocol);
}
