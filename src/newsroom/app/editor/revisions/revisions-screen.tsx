import { Button, SegmentedControl } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api, read } from "../../data/api.ts";
import { useChange } from "../../data/use-change.ts";
import { LoadingScreen } from "../../frame/other-screens.tsx";
import { useWords } from "../../language/words.tsx";
import { Nothing, Screen } from "../../parts/screen.tsx";
import { useWriting } from "../../parts/times.ts";
import { tellOtherWindows } from "../screen/use-presence.ts";
import {
  revisionQuery,
  revisionsQuery,
  storyKey,
  storyQuery,
  type RevisionEntry,
} from "../data/story-data.ts";
import { Difference, type DifferenceView } from "./difference.tsx";
import { differenceWords } from "./difference-words.ts";

/** Why a revision was kept, in words. */
export function useReasonWord(): (reason: string) => string {
  const w = useWords(differenceWords);
  return (reason) => Object.entries(w.reasons).find(([key]) => key === reason)?.[1] ?? "";
}

function Entry({
  entry,
  isChosen,
  onChoose,
}: {
  readonly entry: RevisionEntry;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const w = useWords(differenceWords);
  const reason = useReasonWord();
  const { dateTime, number } = useWriting();
  return (
    <li>
      <button type="button" className="ed-revision" aria-pressed={isChosen} onClick={onChoose}>
        <b>{w.revision(number(entry.number))}</b>
        {entry.isLive && <mark>{w.live}</mark>}
        <span>{entry.savedBy.name}</span>
        <small className="nr-quiet">
          {dateTime(entry.savedAt)} {reason(entry.reason)}
        </small>
      </button>
    </li>
  );
}

/** Every kept revision of a story: who and when, what changed, and the way back. */
export function RevisionsScreen() {
  const w = useWords(differenceWords);
  const { number } = useWriting();
  const { id } = useParams({ strict: false });
  const story = id ?? "";
  const client = useQueryClient();
  const [view, setView] = useState<DifferenceView>("inline");
  const [chosen, setChosen] = useState<number>();
  const { data: opened } = useQuery(storyQuery(story));
  const { data: list } = useQuery(revisionsQuery(story));
  const entries = list?.items ?? [];
  const older = chosen ?? entries[0]?.number;
  const { data: before } = useQuery({
    ...revisionQuery(story, older ?? 0),
    enabled: older !== undefined,
  });
  const restore = useChange({
    run: (revision: number) =>
      read(
        api.stories[":id"].revisions[":number"].restore.$post({
          param: { id: story, number: String(revision) },
          json: { base: opened?.draft.version ?? 0 },
        }),
      ),
    refreshes: [storyKey(story)],
    done: w.restored,
    onDone: () => {
      tellOtherWindows(story, "");
      void client.invalidateQueries({ queryKey: storyKey(story) });
    },
  });
  if (opened === undefined || list === undefined) return <LoadingScreen />;
  return (
    <Screen
      title={w.title}
      note={opened.draft.content.headline}
      actions={
        <>
          <SegmentedControl
            aria-label={w.view}
            size="xs"
            value={view}
            data={[
              { value: "inline", label: w.inline },
              { value: "sideBySide", label: w.sideBySide },
            ]}
            onChange={(value) => setView(value === "inline" ? "inline" : "sideBySide")}
          />
          {older !== undefined && opened.mayDo.includes("write") && (
            <Button
              variant="default"
              loading={restore.isPending}
              onClick={() => restore.mutate(older)}
            >
              {w.restore}
            </Button>
          )}
          <Button
            variant="default"
            renderRoot={(props) => <Link to={`/stories/${story}`} {...props} />}
          >
            {w.back}
          </Button>
        </>
      }
    >
      <div className="ed-revisions">
        <ol aria-label={w.title}>
          {entries.map((entry) => (
            <Entry
              key={entry.number}
              entry={entry}
              isChosen={entry.number === older}
              onChoose={() => setChosen(entry.number)}
            />
          ))}
        </ol>
        <div>
          {entries.length === 0 && <Nothing>{w.none}</Nothing>}
          {before !== undefined && (
            <>
              <p className="nr-quiet">
                {w.older} {w.revision(number(before.number))} {w.newer} {w.now}
              </p>
              <Difference before={before.content} after={opened.draft.content} view={view} />
            </>
          )}
        </div>
      </div>
    </Screen>
  );
}
