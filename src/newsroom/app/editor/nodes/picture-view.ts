import type { Node } from "prosemirror-model";
import type { NodeViewConstructor } from "prosemirror-view";
import { textAttribute } from "#stories/body/node-kind.ts";
import { attributeField, besideText, nodeButton } from "./attribute-field.ts";
import type { NodeSurroundings } from "./node-surroundings.ts";

/** A picture with its words; in a gallery it can be moved among the others. */
export function pictureView(surroundings: NodeSurroundings): NodeViewConstructor {
  const { words } = surroundings;
  return (node, view, position) => {
    const dom = besideText("figure", "ed-picture");
    const image = document.createElement("img");
    image.decoding = "async";
    const says = document.createElement("p");
    says.className = "ed-picture-says";
    const fields = [
      attributeField(view, position, "alt", words.alt),
      attributeField(view, position, "caption", words.caption),
      attributeField(view, position, "credit", words.credit),
    ];
    const replace = async (): Promise<void> => {
      const picked = await surroundings.pickPicture();
      const at = position();
      if (picked !== undefined && at !== undefined)
        view.dispatch(view.state.tr.setNodeMarkup(at, undefined, { ...picked, src: null }));
      view.focus();
    };
    const remove = (): void => {
      const at = position();
      const current = at === undefined ? null : view.state.doc.nodeAt(at);
      if (at === undefined || current === null) return;
      const $at = view.state.doc.resolve(at);
      const isLastOfGallery = $at.parent.type.name === "gallery" && $at.parent.childCount === 1;
      const [from, to] = isLastOfGallery
        ? [$at.before(), $at.after()]
        : [at, at + current.nodeSize];
      view.dispatch(view.state.tr.delete(from, to).scrollIntoView());
      view.focus();
    };
    const move = (by: -1 | 1): void => {
      const at = position();
      const current = at === undefined ? null : view.state.doc.nodeAt(at);
      if (at === undefined || current === null) return;
      const $at = view.state.doc.resolve(at);
      const index = $at.index() + by;
      if (index < 0 || index >= $at.parent.childCount) return;
      const target = at + by * $at.parent.child(index).nodeSize;
      view.dispatch(view.state.tr.delete(at, at + current.nodeSize).insert(target, current));
    };
    const tools = document.createElement("div");
    tools.className = "ed-picture-tools";
    tools.append(
      nodeButton(words.moveBack, "\u2191", () => move(-1)),
      nodeButton(words.moveOn, "\u2193", () => move(1)),
      nodeButton(words.replacePicture, "\u21c4", () => void replace()),
      nodeButton(words.removePicture, "\u00d7", remove),
    );
    dom.append(image, tools, says, ...fields.map((field) => field.element));
    let shownId: string | undefined;

    const showImage = async (id: string): Promise<void> => {
      shownId = id;
      const found = id === "" ? undefined : await surroundings.findPicture(id);
      if (shownId !== id) return;
      image.hidden = found === undefined;
      says.textContent = found === undefined ? (id === "" ? words.outside : words.gone) : "";
      if (found === undefined) return;
      image.width = found.width;
      image.height = found.height;
      image.src = found.url;
    };
    const show = (shown: Node): void => {
      for (const field of fields) field.show(shown);
      const alt = textAttribute(shown, "alt");
      image.alt = alt;
      dom.classList.toggle("ed-no-alt", alt.trim() === "");
      const id = textAttribute(shown, "id");
      if (id !== shownId) void showImage(id);
    };
    show(node);
    return {
      dom,
      update: (next) => {
        if (next.type !== node.type) return false;
        show(next);
        return true;
      },
      stopEvent: (event) =>
        event.target instanceof Element && event.target.closest("input, button") !== null,
      ignoreMutation: () => true,
    };
  };
}
