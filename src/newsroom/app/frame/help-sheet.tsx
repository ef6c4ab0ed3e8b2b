import { Modal } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language/words.tsx";
import { frameWords } from "./frame-words.ts";
import { Keys, useAllShortcuts } from "./shortcuts.tsx";

/** Every shortcut that works on the screen below. */
export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const w = useWords(frameWords);
  const all = useAllShortcuts();
  const [shortcuts] = useState(all);
  return (
    <Modal
      opened
      onClose={onClose}
      title={w.help}
      size="lg"
      closeButtonProps={{ "aria-label": w.close }}
    >
      <dl className="nr-help">
        {shortcuts.map(({ keys, does }) => (
          <div key={keys}>
            <dt>{does}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="nr-quiet">{w.helpNote}</p>
    </Modal>
  );
}
