import { html, type DefaultTreeAdapterTypes } from "parse5";

/** An element of a parsed tree. */
export type Element = DefaultTreeAdapterTypes.Element;
/** Anything that stands in an element of a parsed tree. */
export type ChildNode = DefaultTreeAdapterTypes.ChildNode;

/** Elements that go with all that is in them: they run, load, style, ask for input or hold no text for readers. */
export const DROPPED = new Set(
  (
    "script style iframe object embed applet param svg math template noscript noframes noembed frameset frame " +
    "plaintext xmp head title meta link base button input select textarea option datalist progress meter output " +
    "audio video canvas map area track source dialog portal fencedframe menuitem bgsound marquee"
  ).split(" "),
);

/** Elements that end the paragraph before them and begin another. Any element that is in no list here is unwrapped. */
export const BLOCKS = new Set(
  (
    "address article aside body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header " +
    "hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul blockquote caption"
  ).split(" "),
);

/** Inline elements that become a mark. */
export const MARK_OF = new Map([
  ["b", "strong"],
  ["strong", "strong"],
  ["i", "em"],
  ["em", "em"],
  ["cite", "em"],
  ["dfn", "em"],
  ["var", "em"],
  ["sub", "subscript"],
  ["sup", "superscript"],
  ["code", "code"],
  ["kbd", "code"],
  ["samp", "code"],
  ["tt", "code"],
]);

/** Whether a child of a parsed tree is an element of HTML itself (not of svg or math). */
export function isElement(node: ChildNode): node is Element {
  return "tagName" in node;
}

/** The value of an attribute; undefined where the element has none of that name. */
export function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value;
}

/** Whether an element is dropped with its content: by its name, as foreign content, or because readers don't see it. */
export function isDropped(element: Element): boolean {
  return (
    DROPPED.has(element.tagName) ||
    element.namespaceURI !== html.NS.HTML ||
    attributeOf(element, "hidden") !== undefined ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributeOf(element, "style") ?? "")
  );
}

/** All elements below `root` in the order of the document, `root` not included; what is dropped is not entered. */
export function* elementsBelow(root: {
  readonly childNodes: readonly ChildNode[];
}): Generator<Element> {
  for (const child of root.childNodes) {
    if (!isElement(child)) continue;
    yield child;
    if (!isDropped(child)) yield* elementsBelow(child);
  }
}

/** The text below `root`, blanks as they are; what is dropped is left out. */
export function textBelow(root: { readonly childNodes: readonly ChildNode[] }): string {
  return root.childNodes
    .map((child) => {
      if (child.nodeName === "#text" && "value" in child) return child.value;
      return isElement(child) && !isDropped(child) ? textBelow(child) : "";
    })
    .join(" ");
}
