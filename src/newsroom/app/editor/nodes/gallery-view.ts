import type { NodeViewConstructor } from "prosemirror-view";
import { attributeField, besideText, nodeButton } from "./attribute-field.ts";
import type { NodeSurroundings } from "./node-surroundings.ts";

/** Pictures side by side, with a line about all of them and a button for one more. */
export function galleryView(surroundings: NodeSurroundings): NodeViewConstructor {
  const { words } = surroundings;
  return (node, view, position) => {
    const dom = document.createElement("figure");
    dom.className = "ed-gallery";
    const contentDOM = document.createElement("div");
    contentDOM.className = "ed-gallery-pictures";
    const beside = besideText("div", "ed-beside");
    const caption = attributeField(view, position, "caption", words.galleryCaption);
    const add = async (): Promise<void> => {
      const picked = await surroundings.pickPicture();
      const at = position();
      const current = at === undefined ? null : view.state.doc.nodeAt(at);
      if (picked === undefined || at === undefined || current === null) return;
      const picture = view.state.schema.node("picture", { ...picked, src: null });
      view.dispatch(view.state.tr.insert(at + current.nodeSize - 1, picture));
    };
    beside.append(
      caption.element,
      nodeButton(words.addPicture, `+ ${words.addPicture}`, () => void add()),
    );
    dom.append(contentDOM, beside);
    caption.show(node);
    return {
      dom,
      contentDOM,
      update: (next) => {
        if (next.type !== node.type) return false;
        caption.show(next);
        return true;
      },
      stopEvent: (event) =>
        event.target instanceof globalThis.Node && beside.contains(event.target),
      ignoreMutation: (mutation) => !contentDOM.contains(mutation.target),
    };
  };
}
