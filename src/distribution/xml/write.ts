/** What XML 1.0 allows in no document, not even escaped (section 2.2), lone surrogates among it. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

/** `text` for the inside of an element or of an attribute between double quotes; what XML forbids is left out. */
export function xmlText(text: string): string {
  return text.replace(FORBIDDEN, "").replace(/[&<>"\r]/g, (sign) => ESCAPES[sign] ?? sign);
}

/** Attributes by name; those without a value are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

function opening(name: string, attributes: Attributes): string {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) tag += ` ${key}="${xmlText(String(value))}"`;
  return tag;
}

/** An element around markup that is XML already. */
export function element(
  name: string,
  attributes: Attributes,
  children: readonly string[] = [],
): string {
  const inner = children.join("");
  const tag = opening(name, attributes);
  return inner === "" ? `${tag}/>` : `${tag}>${inner}</${name}>`;
}

/** An element around text; nothing where there is no text. */
export function textElement(
  name: string,
  text: string | undefined,
  attributes: Attributes = {},
): string {
  return text === undefined || text === "" ? "" : element(name, attributes, [xmlText(text)]);
}

/** The first line of every document. */
export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
