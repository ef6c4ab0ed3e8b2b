import { Select, Tabs, TextInput, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, read } from "../../data/api.ts";
import { useChange } from "../../data/use-change.ts";
import { useWords } from "../../language/words.tsx";
import { useWriting } from "../../parts/times.ts";
import type { BodyHandle } from "../body/body-handle.ts";
import { colleaguesQuery } from "../data/label-data.ts";
import { revisionsQuery, storyKey, type OpenedStory, type StoryNote } from "../data/story-data.ts";
import { Checklist, useMissing } from "../inspector/checklist.tsx";
import { inspectorWords } from "../inspector/inspector-words.ts";
import { NotesPanel, type NoteDraft } from "../inspector/notes-panel.tsx";
import { StoryFields } from "../inspector/story-fields.tsx";
import { differenceWords } from "../revisions/difference-words.ts";
import type { OpenDraft } from "../saving/open-draft.ts";
import { screenWords } from "./screen-words.ts";

export type InspectorTab = "story" | "notes" | "revisions" | "checks";

function Assignee({ story }: { readonly story: OpenedStory }) {
  const w = useWords(inspectorWords);
  const { data } = useQuery(colleaguesQuery);
  const assign = useChange({
    run: (assignee: string | null) =>
      read(api.stories[":id"].assignee.$put({ param: { id: story.id }, json: { assignee } })),
    refreshes: [storyKey(story.id)],
  });
  return (
    <Select
      label={w.assignee}
      placeholder={w.nobody}
      clearable
      searchable
      disabled={!story.mayDo.includes("assign")}
      data={(data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={story.assignee?.id ?? null}
      onChange={(id) => assign.mutate(id)}
    />
  );
}

function Embargo({ story }: { readonly story: OpenedStory }) {
  const w = useWords(inspectorWords);
  const [until, setUntil] = useState(story.embargoWall?.slice(0, 16) ?? "");
  const set = useChange({
    run: (until: string | null) =>
      read(api.stories[":id"].embargo.$put({ param: { id: story.id }, json: { until } })),
    refreshes: [storyKey(story.id)],
  });
  return (
    <form
      className="ed-row ed-embargo"
      onSubmit={(event) => {
        event.preventDefault();
        if (until !== "") set.mutate(until);
      }}
    >
      <TextInput
        type="datetime-local"
        label={w.embargo}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" size="compact-sm" disabled={until === ""}>
        {w.embargoSet}
      </Button>
      {story.embargoUntil !== null && (
        <Button variant="subtle" size="compact-sm" onClick={() => set.mutate(null)}>
          {w.embargoLift}
        </Button>
      )}
    </form>
  );
}

function RevisionsList({ story }: { readonly story: string }) {
  const w = useWords(inspectorWords);
  const words = useWords(differenceWords);
  const { dateTime, number } = useWriting();
  const { data } = useQuery(revisionsQuery(story));
  const entries = data?.items ?? [];
  return (
    <div className="ed-revision-list">
      {entries.length === 0 && <p className="nr-quiet">{w.noRevisions}</p>}
      {entries.length > 0 && (
        <Button
          variant="default"
          size="compact-sm"
          renderRoot={(props) => <Link to={`/stories/${story}/revisions`} {...props} />}
        >
          {w.compare}
        </Button>
      )}
      <ol>
        {entries.map((entry) => (
          <li key={entry.number}>
            <b>{words.revision(number(entry.number))}</b> {entry.isLive && <mark>{w.live}</mark>}
            <br />
            <small className="nr-quiet">
              {entry.savedBy.name}، {dateTime(entry.savedAt)}
            </small>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The panel beside the sheet. */
export function InspectorTabs({
  story,
  draft,
  handle,
  isReadOnly,
  notes,
  tab,
  onTab,
  currentNote,
  freshNote,
  onFreshNote,
  onChoosePicture,
}: {
  readonly story: OpenedStory;
  readonly draft: OpenDraft;
  readonly handle: BodyHandle;
  readonly isReadOnly: boolean;
  readonly notes: readonly StoryNote[];
  readonly tab: InspectorTab;
  readonly onTab: (tab: InspectorTab) => void;
  readonly currentNote: string | undefined;
  readonly freshNote: NoteDraft | undefined;
  readonly onFreshNote: (note: NoteDraft | undefined) => void;
  readonly onChoosePicture: () => void;
}) {
  const w = useWords(screenWords);
  const { number } = useWriting();
  const missing = useMissing(draft, handle);
  const open = notes.filter(({ resolvedAt }) => resolvedAt === null).length;
  const counts: Readonly<Partial<Record<InspectorTab, number>>> = {
    notes: open,
    checks: missing.length,
  };
  const tabs: readonly InspectorTab[] = ["story", "notes", "revisions", "checks"];
  return (
    <Tabs
      value={tab}
      onChange={(value) => onTab(tabs.find((name) => name === value) ?? "story")}
      keepMounted={false}
      color="rubric"
      className="ed-tabs"
    >
      <Tabs.List>
        {tabs.map((name) => {
          const count = counts[name] ?? 0;
          return (
            <Tabs.Tab key={name} value={name}>
              {w.tabs[name]}
              {count > 0 && <b className="ed-count">{number(count)}</b>}
            </Tabs.Tab>
          );
        })}
      </Tabs.List>
      <Tabs.Panel value="story">
        <StoryFields draft={draft} isReadOnly={isReadOnly} onChoosePicture={onChoosePicture} />
        <div className="ed-fields">
          <Assignee story={story} />
          {story.mayDo.includes("embargo") && <Embargo story={story} />}
        </div>
      </Tabs.Panel>
      <Tabs.Panel value="notes">
        <NotesPanel
          story={story.id}
          notes={notes}
          handle={handle}
          current={currentNote}
          fresh={freshNote}
          mayNote={story.mayDo.includes("note")}
          onFresh={onFreshNote}
        />
      </Tabs.Panel>
      <Tabs.Panel value="revisions">
        <RevisionsList story={story.id} />
      </Tabs.Panel>
      <Tabs.Panel value="checks">
        <Checklist draft={draft} missing={missing} />
      </Tabs.Panel>
    </Tabs>
  );
}
