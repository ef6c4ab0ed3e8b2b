import type { NodeViewConstructor } from "prosemirror-view";
import { PROVIDERS } from "#stories/body/embeds.ts";
import { textAttribute } from "#stories/body/node-kind.ts";
import { attributeField, besideText } from "./attribute-field.ts";
import type { NodeSurroundings } from "./node-surroundings.ts";

/** A piece at another site: what and where it is; nothing of that site loads while one writes either. */
export function embedView({ words }: NodeSurroundings): NodeViewConstructor {
  return (node, view, position) => {
    const dom = besideText("figure", "ed-embed");
    const title = document.createElement("b");
    const address = document.createElement("bdi");
    address.dir = "ltr";
    const note = document.createElement("small");
    note.textContent = words.embedNote;
    const caption = attributeField(view, position, "caption", words.embedCaption);
    dom.append(title, address, note, caption.element);
    const show = (shown: typeof node): void => {
      const provider = PROVIDERS.find((name) => name === textAttribute(shown, "provider"));
      title.textContent = provider === undefined ? "" : words.embed[provider];
      address.textContent = textAttribute(shown, "url");
      caption.show(shown);
    };
    show(node);
    return {
      dom,
      update: (next) => {
        if (next.type !== node.type) return false;
        show(next);
        return true;
      },
      stopEvent: (event) => event.target === caption.element,
      ignoreMutation: () => true,
    };
  };
}
