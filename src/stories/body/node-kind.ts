import type { Node, NodeSpec } from "prosemirror-model";

/** A kept picture as the body shows it; sizes in pixels of the original. */
export type BodyPicture = {
  readonly width: number;
  readonly height: number;
  /** Root-relative address of the rendition for browsers that know no `srcset`. */
  readonly src: string;
  readonly srcset: string;
};

/** What the words around a story's own say; in the language of the story where the house has it. */
export type BodyWords = {
  readonly loadEmbed: string;
  readonly embedLink: Readonly<Record<string, string>>;
  readonly table: string;
  readonly gallery: string;
};

/** What rendering needs beside the document. */
export type RenderContext = {
  readonly words: BodyWords;
  /** The kept picture of that id; undefined: it is not shown. */
  readonly picture: (id: string) => BodyPicture | undefined;
};

/** One kind of node: its place in the schema, its HTML and its share of the plain text. */
export type NodeKind = {
  readonly spec: NodeSpec;
  /** HTML of `node`, whose children are rendered as `inner` already. */
  readonly html: (node: Node, inner: string, context: RenderContext) => string;
  /** Plain text of `node`, where it is not just that of its children, which comes as `inner`. */
  readonly text?: (node: Node, inner: string) => string;
};

/** The attribute `name` of `node`, where it is a text; else an empty one. The schema has checked it before. */
export function textAttribute(node: Node, name: string): string {
  const value: unknown = node.attrs[name];
  return typeof value === "string" ? value : "";
}
