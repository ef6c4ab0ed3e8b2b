import { useShortcuts, type Shortcut } from "../../frame/shortcuts.tsx";
import { useWords } from "../../language/words.tsx";
import type { BodyHandle } from "../body/body-handle.ts";
import { blockCommand, markCommand } from "../body/commands.ts";
import { screenWords, toolWords } from "./screen-words.ts";

/** What the keys of the screen do. */
export type EditorActs = {
  readonly save: () => void;
  readonly find: () => void;
  readonly insert: () => void;
  readonly link: () => void;
  readonly note: () => void;
  readonly preview: () => void;
  readonly focus: () => void;
};

/** The keys of the screen and of the text, for use and for the help sheet. */
export function useEditorShortcuts(handle: BodyHandle, acts: EditorActs): void {
  const w = useWords(screenWords);
  const tools = useWords(toolWords);
  const text: readonly Shortcut[] = [
    { keys: "ctrl+KeyB", does: tools.strong, run: () => handle.run(markCommand("strong")) },
    { keys: "ctrl+KeyI", does: tools.em, run: () => handle.run(markCommand("em")) },
    {
      keys: "ctrl+alt+Digit2",
      does: tools.heading2,
      run: () => handle.run(blockCommand("heading2")),
    },
    {
      keys: "ctrl+alt+Digit3",
      does: tools.heading3,
      run: () => handle.run(blockCommand("heading3")),
    },
    {
      keys: "ctrl+alt+Digit0",
      does: tools.paragraph,
      run: () => handle.run(blockCommand("paragraph")),
    },
    {
      keys: "ctrl+shift+Digit8",
      does: tools.bulletList,
      run: () => handle.run(blockCommand("bulletList")),
    },
    {
      keys: "ctrl+shift+Digit7",
      does: tools.orderedList,
      run: () => handle.run(blockCommand("orderedList")),
    },
    { keys: "ctrl+shift+Digit9", does: tools.quote, run: () => handle.run(blockCommand("quote")) },
  ];
  useShortcuts([
    { keys: "ctrl+KeyS", does: w.save, run: acts.save },
    { keys: "ctrl+KeyF", does: w.find, run: acts.find },
    { keys: "ctrl+Slash", does: tools.insert, run: acts.insert },
    { keys: "ctrl+KeyP", does: w.preview, run: acts.preview },
    { keys: "ctrl+alt+KeyM", does: tools.note, run: acts.note },
    { keys: "ctrl+shift+KeyF", does: w.focus, run: acts.focus },
    ...text,
  ]);
}

/** Keys that the text would take for its own: a link, the insert menu. True: taken. */
export function takesKey(event: KeyboardEvent, handle: BodyHandle, acts: EditorActs): boolean {
  const isMod = event.ctrlKey || event.metaKey;
  if (isMod && !event.altKey && !event.shiftKey && event.code === "KeyK") {
    acts.link();
    return true;
  }
  if (isMod && event.code === "Slash") {
    acts.insert();
    return true;
  }
  if (event.key !== "/" || isMod || event.altKey) return false;
  const state = handle.view()?.state;
  const parent = state?.selection.$from.parent;
  if (parent?.type.name !== "paragraph" || parent.content.size > 0) return false;
  acts.insert();
  return true;
}
