import { ActionIcon, Button, Drawer } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { readingMinutes } from "#arabic/reading-time.ts";
import { useSession } from "../../data/session.ts";
import { frameWords } from "../../frame/frame-words.ts";
import { notify } from "../../frame/toasts.tsx";
import { useWords } from "../../language/words.tsx";
import { PicturePicker } from "../../media/picture-picker.tsx";
import { Icon } from "../../parts/icon.tsx";
import { ActsBar, StoryStanding } from "../acts/acts-bar.tsx";
import { newBodyHandle, type BodyHandle } from "../body/body-handle.ts";
import { useRestingState } from "../body/use-body-state.ts";
import { wordsOfBody } from "../counting/count-body.ts";
import { storyKey, type OpenedStory } from "../data/story-data.ts";
import { useMarkedNotes, type NoteDraft } from "../inspector/notes-panel.tsx";
import { MergeView } from "../merging/merge-view.tsx";
import { PreviewPanel } from "../preview/preview-panel.tsx";
import { isUnsaved } from "../saving/save-state.ts";
import { Banners, Faces } from "./banners.tsx";
import { BubbleToolbar } from "./bubble-toolbar.tsx";
import { FindPanel } from "./find-panel.tsx";
import { InsertMenu } from "./insert-menu.tsx";
import { InspectorTabs, type InspectorTab } from "./inspector-tabs.tsx";
import { SaveStatus } from "./save-status.tsx";
import { screenWords } from "./screen-words.ts";
import { Sheet } from "./sheet.tsx";
import { useEditorShortcuts, takesKey, type EditorActs } from "./use-editor-shortcuts.ts";
import { useField } from "./use-draft.ts";
import { useMerge } from "./use-merge.ts";
import type { OpenStory } from "./use-open-story.ts";
import { useOwnSaves } from "./use-own-saves.ts";
import { usePresence } from "./use-presence.ts";
import { uploadAll, usePictureQuestion } from "./use-pictures.ts";

const NARROW = "(max-width: 60rem)";

/** The direction of a language's script. */
function directionOfLanguage(lang: string): "rtl" | "ltr" {
  return new Intl.Locale(lang).getTextInfo().direction === "rtl" ? "rtl" : "ltr";
}

function WordCount({ handle, lang }: { readonly handle: BodyHandle; readonly lang: string }) {
  const w = useWords(screenWords);
  const { edition } = useSession();
  const count = useRestingState(handle, (state) => wordsOfBody(state.doc), 0);
  return (
    <span className="ed-counted nr-quiet">
      {w.words(count, readingMinutes(count, lang), edition.digits)}
    </span>
  );
}

/** What is selected, as the words that a note is on. */
function selectedForNote(handle: BodyHandle): NoteDraft {
  const state = handle.state();
  if (state === undefined) return { quote: "", block: null };
  const { from, to, $from } = state.selection;
  const quote = state.doc.textBetween(from, to, " ", " ").trim().slice(0, 900);
  return { quote, block: $from.index(0) };
}

/** The screen of one story. */
export function WritingScreen({
  story,
  open,
}: {
  readonly story: OpenedStory;
  readonly open: OpenStory;
}) {
  const w = useWords(screenWords);
  const frame = useWords(frameWords);
  const { person, edition } = useSession();
  const client = useQueryClient();
  const { draft } = open;
  const [handle] = useState(newBodyHandle);
  const [left, setLeft] = useState(open.left);
  const [tab, setTab] = useState<InspectorTab>("story");
  const [isInspecting, setInspecting] = useState(false);
  const [isFinding, setFinding] = useState(false);
  const [isInserting, setInserting] = useState(false);
  const [isPreviewing, setPreviewing] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [linkAsked, setLinkAsked] = useState(0);
  const [currentNote, setCurrentNote] = useState<string>();
  const [freshNote, setFreshNote] = useState<NoteDraft>();
  const pictures = usePictureQuestion();
  const merging = useMerge(open);
  const notes = useMarkedNotes(story.id, handle);

  const mayWrite = story.mayDo.includes("write");
  const attendance = usePresence(story.id, draft.window, mayWrite);
  const isReadOnly = !mayWrite || attendance.holder !== null;
  const headline = useField(draft, "headline");
  const lang = useField(draft, "lang");
  const direction = useMemo(() => directionOfLanguage(lang), [lang]);
  useOwnSaves(story, draft);

  useEffect(() => {
    document.title = `${headline === "" ? w.untitled : headline} | ${edition.name}`;
  }, [headline, w, edition.name]);
  useEffect(() => {
    // A newer text of somebody else comes in by itself only where nothing is being written here.
    const state = draft.keeper.state();
    if (story.draft.version <= state.base || isUnsaved(state) || state.sending !== null) return;
    draft.replace(story.draft.content, story.draft.version);
    notify("done", w.newer);
  }, [story, draft, w]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      const state = draft.keeper.state();
      // Text that is in the journal survives; only one that is nowhere yet is worth a question.
      if (state.changed > Math.max(state.journaled, state.saved)) event.preventDefault();
    };
    globalThis.addEventListener("beforeunload", warn);
    return () => globalThis.removeEventListener("beforeunload", warn);
  }, [draft]);

  const inspect = (next: InspectorTab): void => {
    setTab(next);
    setFocused(false);
    if (matchMedia(NARROW).matches) setInspecting(true);
  };
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: storyKey(story.id) });
  const acts: EditorActs = {
    save: () => {
      void draft.keeper.saveNow();
    },
    find: () => setFinding(true),
    insert: () => {
      if (!isReadOnly) setInserting(true);
    },
    link: () => setLinkAsked((count) => count + 1),
    note: () => {
      setFreshNote(selectedForNote(handle));
      inspect("notes");
    },
    preview: () => {
      void draft.keeper.saveNow().then(() => setPreviewing((before) => !before));
    },
    focus: () => setFocused((before) => !before),
  };
  useEditorShortcuts(handle, acts);
  const choosePicture = (): void => {
    void pictures.ask().then((picture) => {
      if (picture !== undefined) draft.setField("picture", picture);
    });
  };
  const inspector = (
    <InspectorTabs
      story={story}
      draft={draft}
      handle={handle}
      isReadOnly={isReadOnly}
      notes={notes}
      tab={tab}
      onTab={setTab}
      currentNote={currentNote}
      freshNote={freshNote}
      onFreshNote={setFreshNote}
      onChoosePicture={choosePicture}
    />
  );
  return (
    <div
      className="ed-screen"
      data-focused={isFocused ? "" : undefined}
      data-previewing={isPreviewing ? "" : undefined}
    >
      <header className="ed-bar">
        <Link to="/stories" className="ed-back" aria-label={w.back} title={w.back}>
          <Icon name="previous" />
        </Link>
        <h1 className="nr-hidden">{headline === "" ? w.untitled : headline}</h1>
        <StoryStanding story={story} />
        <SaveStatus draft={draft} onMerge={() => void merging.begin()} />
        <WordCount handle={handle} lang={lang} />
        <span className="nr-grow" />
        <Faces people={attendance.people} />
        <ActionIcon
          variant="subtle"
          size="lg"
          aria-label={w.find}
          title={w.find}
          onClick={acts.find}
        >
          <Icon name="search" />
        </ActionIcon>
        <Button
          variant={isFocused ? "light" : "subtle"}
          className="ed-wide-only"
          aria-pressed={isFocused}
          onClick={acts.focus}
        >
          {w.focus}
        </Button>
        <Button variant="default" aria-pressed={isPreviewing} onClick={acts.preview}>
          {w.preview}
        </Button>
        <ActionIcon
          variant="subtle"
          size="lg"
          className="ed-narrow-only"
          aria-label={w.inspector}
          onClick={() => setInspecting(true)}
        >
          <Icon name="settings" />
        </ActionIcon>
        <ActsBar
          story={story}
          draft={draft}
          onDone={refresh}
          onStale={() => void merging.begin()}
        />
      </header>
      <Banners
        attendance={attendance}
        person={person.id}
        mayWrite={mayWrite}
        left={left}
        onMerge={merging.beginLeft}
        onDrop={(entry) => {
          setLeft(left.filter((one) => one !== entry));
          void open.forgetLeft(entry);
        }}
      />
      {isFinding && (
        <FindPanel handle={handle} isReadOnly={isReadOnly} onClose={() => setFinding(false)} />
      )}
      <div className="ed-desk">
        <Sheet
          draft={draft}
          handle={handle}
          direction={direction}
          isReadOnly={isReadOnly}
          onKey={(event) => takesKey(event, handle, acts)}
          onNotePressed={(id) => {
            setCurrentNote(id);
            inspect("notes");
          }}
          pickPicture={pictures.ask}
          uploadPictures={uploadAll}
        />
        {isPreviewing ? (
          <PreviewPanel draft={draft} onClose={() => setPreviewing(false)} />
        ) : (
          <aside className="ed-inspector" aria-label={w.inspector}>
            {inspector}
          </aside>
        )}
      </div>
      {!isReadOnly && (
        <BubbleToolbar
          handle={handle}
          linkAsked={linkAsked}
          onNote={story.mayDo.includes("note") ? acts.note : undefined}
        />
      )}
      {isInserting && (
        <InsertMenu
          handle={handle}
          onClose={() => setInserting(false)}
          pickPicture={pictures.ask}
        />
      )}
      {isInspecting && (
        <Drawer
          opened
          onClose={() => setInspecting(false)}
          size="24rem"
          title={w.inspector}
          closeButtonProps={{ "aria-label": frame.close }}
        >
          {inspector}
        </Drawer>
      )}
      <PicturePicker
        opened={pictures.isAsked}
        onClose={() => pictures.answer(undefined)}
        onPick={pictures.answer}
      />
      {merging.merge !== undefined && (
        <MergeView
          merge={merging.merge}
          onLater={merging.later}
          onTake={(content) => {
            const entry = merging.merge?.left;
            void merging.take(content).then(() => {
              if (entry !== undefined) setLeft(left.filter((one) => one !== entry));
            });
          }}
        />
      )}
    </div>
  );
}
