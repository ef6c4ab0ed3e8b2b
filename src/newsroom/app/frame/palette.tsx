import { Modal, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useDeferredValue, useId, useState, type KeyboardEvent } from "react";
import { fold } from "#arabic/fold.ts";
import { useSession } from "../data/session.ts";
import { useWords } from "../language/words.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";
import { findStoriesQuery } from "../stories/story-data.ts";
import { frameWords } from "./frame-words.ts";
import { PLACES } from "./places.ts";

type Command = {
  readonly id: string;
  readonly icon: IconName;
  readonly name: string;
  readonly run: () => void;
};

function useCommands(text: string): readonly Command[] {
  const w = useWords(frameWords);
  const { acts } = useSession();
  const navigate = useNavigate();
  const found = useQuery({
    ...findStoriesQuery(useDeferredValue(text.trim())),
    placeholderData: keepPreviousData,
  });
  const key = fold(text);
  const places = PLACES.filter(({ act }) => acts.includes(act)).map(
    ({ name, to, icon }): Command => ({
      id: `place-${name}`,
      icon,
      name: w[name],
      run: () => void navigate({ to }),
    }),
  );
  const stories = (key === "" ? [] : (found.data?.items ?? [])).map(
    ({ id, headline }): Command => ({
      id,
      icon: "stories",
      name: headline,
      run: () => void navigate({ to: "/stories/$id", params: { id } }),
    }),
  );
  return [...places.filter(({ name }) => fold(name).includes(key)), ...stories];
}

/** Goes to a place, runs a command or opens a story by what is typed. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const w = useWords(frameWords);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const found = useCommands(text);
  const chosen = found[Math.min(at, found.length - 1)];
  const run = (command: Command): void => {
    onClose();
    command.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt((found.length + Math.min(at, found.length - 1) + step) % Math.max(1, found.length));
    }
    if (event.key === "Enter" && !event.nativeEvent.isComposing && chosen !== undefined) {
      event.preventDefault();
      run(chosen);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      yOffset="12vh"
      centered={false}
      size="lg"
      aria-label={w.palette}
    >
      <TextInput
        data-autofocus
        size="md"
        variant="unstyled"
        className="nr-palette-field"
        leftSection={<Icon name="search" />}
        placeholder={w.paletteHint}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        role="combobox"
        aria-label={w.paletteHint}
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={chosen === undefined ? undefined : `${listId}-${chosen.id}`}
      />
      <div className="nr-palette" role="listbox" id={listId} aria-label={w.palette}>
        {found.map((command) => (
          <div
            key={command.id}
            id={`${listId}-${command.id}`}
            role="option"
            aria-selected={command === chosen}
            onClick={() => run(command)}
          >
            <Icon name={command.icon} />
            <span>{command.name}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="nr-palette-empty">{w.paletteEmpty}</p>}
    </Modal>
  );
}
