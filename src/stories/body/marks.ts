import type { Mark, MarkSpec } from "prosemirror-model";
import { checkedSpec } from "./attributes.ts";
import { escapeHtml } from "./escape.ts";
import { safeHref } from "./links.ts";

/** One kind of mark: its place in the schema and the tags around the marked text. */
export type MarkKind = {
  readonly spec: MarkSpec;
  readonly open: (mark: Mark) => string;
  readonly close: string;
};

const plain = (tag: string, spec: MarkSpec = {}): MarkKind => ({
  spec,
  open: () => `<${tag}>`,
  close: `</${tag}>`,
});

/** The marks of a story's text, outermost first. */
export const MARKS = {
  link: {
    spec: {
      inclusive: false,
      attrs: {
        href: checkedSpec(
          (value) => typeof value === "string" && safeHref(value) === value,
          "an http, https, mailto or root-relative address",
        ),
      },
    },
    open: (mark) => {
      const href: unknown = mark.attrs["href"];
      return `<a href="${escapeHtml(typeof href === "string" ? href : "")}">`;
    },
    close: "</a>",
  },
  strong: plain("strong"),
  em: plain("em"),
  subscript: plain("sub", { excludes: "superscript subscript" }),
  superscript: plain("sup", { excludes: "superscript subscript" }),
  code: plain("code"),
} as const satisfies Record<string, MarkKind>;
