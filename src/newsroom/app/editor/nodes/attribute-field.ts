import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { textAttribute } from "#stories/body/node-kind.ts";
import { setAttribute, type GetPosition } from "./node-surroundings.ts";

/** A line within a node that writes one of its attributes. */
export type AttributeField = {
  readonly element: HTMLInputElement;
  readonly show: (node: Node) => void;
};

const MOST_LETTERS: Readonly<Record<string, number>> = {
  alt: 1000,
  caption: 2000,
  credit: 300,
  cite: 300,
  attribution: 300,
  title: 200,
};

/** An input for the attribute `name` of a node; Enter and Escape go back to the text. */
export function attributeField(
  view: EditorView,
  position: GetPosition,
  name: string,
  label: string,
): AttributeField {
  const element = document.createElement("input");
  element.type = "text";
  element.className = `ed-field ed-field-${name}`;
  element.placeholder = label;
  element.setAttribute("aria-label", label);
  element.maxLength = MOST_LETTERS[name] ?? 300;
  element.dir = "auto";
  element.addEventListener("input", () => setAttribute(view, position, name, element.value));
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    view.focus();
  });
  return {
    element,
    show: (node) => {
      const value = textAttribute(node, name);
      if (element.value !== value) element.value = value;
      // Without letters the direction is that of the page around, not left to right.
      if (value === "") element.removeAttribute("dir");
      else element.dir = "auto";
    },
  };
}

/** A small button within a node. */
export function nodeButton(label: string, sign: string, run: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ed-node-button";
  button.title = label;
  button.setAttribute("aria-label", label);
  button.textContent = sign;
  button.addEventListener("click", run);
  return button;
}

/** An element that is not part of the text: fields and buttons of a node. */
export function besideText(tagName: string, className: string): HTMLElement {
  const element = document.createElement(tagName);
  element.className = className;
  element.contentEditable = "false";
  return element;
}
