import { Button, Menu, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "../data/api.ts";
import { useSession } from "../data/session.ts";
import { useChange, useReason } from "../data/use-change.ts";
import { outcomeOf } from "../editor/acts/act-data.ts";
import { actWords } from "../editor/acts/act-words.ts";
import { frameWords } from "../frame/frame-words.ts";
import { notify } from "../frame/toasts.tsx";
import { useWords } from "../language/words.tsx";
import { namesQuery } from "../people/people-data.ts";
import { STORIES } from "./story-data.ts";
import { storyWords } from "./story-words.ts";

type OnEach = (id: string) => Promise<unknown>;

/** How many are asked of the server at a time. */
const AT_ONCE = 4;

/** Why one of the chosen was not done, in words that say which. */
class LeftOut extends Error {
  override name = "LeftOut";
}

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
  const acting = useWords(actWords);
  const frame = useWords(frameWords);
  const [isPublishing, setPublishing] = useState(false);
  const people = useQuery({ ...namesQuery, enabled: acts.includes("assign") });
  const doing = useChange({
    run: async (onEach: OnEach) => {
      const outcomes: PromiseSettledResult<unknown>[] = [];
      for (let at = 0; at < chosen.length; at += AT_ONCE)
        outcomes.push(
          ...(await Promise.allSettled(chosen.slice(at, at + AT_ONCE).map((id) => onEach(id)))),
        );
      return outcomes.filter((outcome) => outcome.status === "rejected");
    },
    refreshes: [STORIES, ["desk"]],
    onDone: (failed) => {
      const [first] = failed;
      if (first === undefined) notify("done", w.bulkDone(chosen.length));
      else {
        const why: unknown = first.reason;
        const text = why instanceof LeftOut ? why.message : why instanceof Error ? reason(why) : "";
        notify("failed", w.someFailed(failed.length, chosen.length, text));
      }
      onDone();
    },
  });
  const move = (to: "draft" | "inReview" | "ready") => () =>
    doing.mutate((id) => read(api.stories[":id"].move.$post({ param: { id }, json: { to } })));
  const publish = async (id: string): Promise<void> => {
    const { draft } = await read(api.stories[":id"].$get({ param: { id } }));
    const { headline } = draft.content;
    const outcome = await outcomeOf(
      api.stories[":id"].publish.$post({ param: { id }, json: { base: draft.version } }),
    );
    if (outcome.kind === "missing") {
      const fields = outcome.missing.map((field) => acting.fields[field]).join("، ");
      throw new LeftOut(w.lacks(headline === "" ? w.noHeadline : headline, fields));
    }
    if (outcome.kind !== "done") throw new LeftOut(frame.failed);
  };
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
      {acts.includes("publish") && (
        <Button
          className="nr-go"
          color="rubric"
          size="compact-md"
          loading={doing.isPending}
          onClick={() => setPublishing(true)}
        >
          {w.publish}
        </Button>
      )}
      {isPublishing && (
        <Modal
          opened
          onClose={() => setPublishing(false)}
          title={w.publishAll(chosen.length)}
          closeButtonProps={{ "aria-label": frame.close }}
        >
          <p className="nr-quiet">{w.publishAsk}</p>
          <div className="nr-actions">
            <Button
              data-autofocus
              className="nr-go"
              color="rubric"
              onClick={() => {
                setPublishing(false);
                doing.mutate(publish);
              }}
            >
              {w.publish}
            </Button>
            <Button variant="default" onClick={() => setPublishing(false)}>
              {w.cancel}
            </Button>
          </div>
        </Modal>
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
