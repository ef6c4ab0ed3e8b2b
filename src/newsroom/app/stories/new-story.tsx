import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useSession } from "../data/session.ts";
import { useChange } from "../data/use-change.ts";
import { frameWords } from "../frame/frame-words.ts";
import { useShortcuts } from "../frame/shortcuts.tsx";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { createStory, STORIES } from "./story-data.ts";

/** Makes an empty story and opens it; also by N. */
export function NewStoryButton() {
  const { acts } = useSession();
  return acts.includes("writeDrafts") ? <Offered /> : null;
}

function Offered() {
  const w = useWords(frameWords);
  const navigate = useNavigate();
  const create = useChange({
    run: createStory,
    refreshes: [STORIES, ["desk"]],
    onDone: ({ id }) => void navigate({ to: "/stories/$id", params: { id } }),
  });
  useShortcuts([{ keys: "KeyN", does: w.newStory, run: () => create.mutate() }]);
  return (
    <Button
      className="nr-go"
      color="rubric"
      loading={create.isPending}
      leftSection={<Icon name="plus" size={16} />}
      onClick={() => create.mutate()}
    >
      {w.newStory}
    </Button>
  );
}
