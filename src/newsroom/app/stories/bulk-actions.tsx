import { Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, read } from "../data/api.ts";
import { useSession } from "../data/session.ts";
import { useChange, useReason } from "../data/use-change.ts";
import { notify } from "../frame/toasts.tsx";
import { useWords } from "../language/words.tsx";
import { namesQuery } from "../people/people-data.ts";
import { STORIES } from "./story-data.ts";
import { storyWords } from "./story-words.ts";

type OnEach = (id: string) => Promise<unknown>;

/** What can be done to all chosen stories at once; each is asked of the server on its own, so one that is refused stops no other. */
export function BulkActions({
  chosen,
  onDone,
}: {
  readonly chosen: readonly string[];
  readonly onDone: () => void;
}) {
  const w = useWords(storyWords);
  const { acts } = useSession();
  const reason = useReason();
  const people = useQuery({ ...namesQuery, enabled: acts.includes("assign") });
  const doing = useChange({
    run: async (onEach: OnEach) => {
      const outcomes = await Promise.allSettled(chosen.map((id) => onEach(id)));
      return outcomes.filter((outcome) => outcome.status === "rejected");
    },
    refreshes: [STORIES, ["desk"]],
    onDone: (failed) => {
      const [first] = failed;
      if (first === undefined) notify("done", w.bulkDone(chosen.length));
      else {
        const why: unknown = first.reason;
        const text = why instanceof Error ? reason(why) : "";
        notify("failed", w.someFailed(failed.length, chosen.length, text));
      }
      onDone();
    },
  });
  const move = (to: "draft" | "inReview" | "ready") => () =>
    doing.mutate((id) => read(api.stories[":id"].move.$post({ param: { id }, json: { to } })));
  return (
    <div className="nr-bulk" role="toolbar" aria-label={w.chosen(chosen.length)}>
      <b>{w.chosen(chosen.length)}</b>
      {acts.includes("submitForReview") && (
        <Button
          variant="default"
          size="compact-md"
          loading={doing.isPending}
          onClick={move("inReview")}
        >
          {w.toReview}
        </Button>
      )}
      {acts.includes("approve") && (
        <>
          <Button variant="default" size="compact-md" onClick={move("ready")}>
            {w.toReady}
          </Button>
          <Button variant="default" size="compact-md" onClick={move("draft")}>
            {w.sendBack}
          </Button>
        </>
      )}
      {acts.includes("assign") && (
        <Menu>
          <Menu.Target>
            <Button variant="default" size="compact-md">
              {w.assignTo}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {(people.data?.people ?? []).map(({ id: person, name }) => (
              <Menu.Item
                key={person}
                onClick={() =>
                  doing.mutate((id) =>
                    read(
                      api.stories[":id"].assignee.$put({
                        param: { id },
                        json: { assignee: person },
                      }),
                    ),
                  )
                }
              >
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
