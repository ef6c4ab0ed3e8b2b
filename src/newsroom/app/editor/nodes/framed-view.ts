import type { Node } from "prosemirror-model";
import type { EditorView, NodeView, ViewMutationRecord } from "prosemirror-view";
import { textAttribute } from "#stories/body/node-kind.ts";
import { attributeField, besideText } from "./attribute-field.ts";
import type { GetPosition } from "./node-surroundings.ts";

/** A block with text inside and one line of its own: before the text or after it. */
export type Frame = {
  readonly tagName: string;
  readonly className: string;
  readonly contentTag: string;
  readonly field: string;
  readonly label: string;
  readonly isFieldFirst: boolean;
};

/** The view of such a block. */
export function framedView(
  node: Node,
  view: EditorView,
  position: GetPosition,
  frame: Frame,
): NodeView {
  const dom = document.createElement(frame.tagName);
  dom.className = frame.className;
  const contentDOM = document.createElement(frame.contentTag);
  const beside = besideText("div", "ed-beside");
  const field = attributeField(view, position, frame.field, frame.label);
  beside.append(field.element);
  dom.append(...(frame.isFieldFirst ? [beside, contentDOM] : [contentDOM, beside]));
  const show = (shown: Node): void => {
    field.show(shown);
    const dir = textAttribute(shown, "dir");
    if (dir === "") dom.removeAttribute("dir");
    else dom.dir = dir;
  };
  show(node);
  return {
    dom,
    contentDOM,
    update: (next) => {
      if (next.type !== node.type) return false;
      show(next);
      return true;
    },
    stopEvent: (event) => event.target instanceof globalThis.Node && beside.contains(event.target),
    ignoreMutation: (mutation: ViewMutationRecord) => !contentDOM.contains(mutation.target),
  };
}
