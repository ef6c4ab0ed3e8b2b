import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useWords } from "../../language/words.tsx";
import { Icon } from "../../parts/icon.tsx";
import { useWriting } from "../../parts/times.ts";
import type { OpenDraft } from "../saving/open-draft.ts";
import { screenWords } from "./screen-words.ts";
import { useSaveState, useSaveWord } from "./use-draft.ts";

const EVERY_MS = 15_000;

/** Where the words are just now: on the server, on the way, or only in this device, and what to do about it. */
export function SaveStatus({
  draft,
  onMerge,
}: {
  readonly draft: OpenDraft;
  readonly onMerge: () => void;
}) {
  const w = useWords(screenWords);
  const { ago } = useWriting();
  const word = useSaveWord(draft);
  const savedAt = useSaveState(draft, (state) => state.savedAt);
  const isJournalBroken = useSaveState(draft, (state) => state.isJournalBroken);
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const text = {
    saved: savedAt === null ? w.savedFresh : w.saved(ago(new Date(savedAt).toISOString())),
    saving: w.saving,
    unsaved: w.unsaved,
    away: w.away,
    signedOut: w.signedOut,
    stale: w.stale,
    forbidden: w.forbidden(draft.keeper.refusal()),
    refused: w.refused(draft.keeper.refusal()),
  }[word];
  const isWarning = word !== "saved" && word !== "saving" && word !== "unsaved";
  return (
    <div className="ed-saved" data-word={word} role={isWarning ? "alert" : "status"}>
      {isWarning && <Icon name="warning" size={16} />}
      <span>{text}</span>
      {isJournalBroken && word !== "saved" && <b>{w.noJournal}</b>}
      {word === "stale" && (
        <Button size="compact-sm" className="nr-go" color="rubric" onClick={onMerge}>
          {w.mergeNow}
        </Button>
      )}
      {word === "signedOut" && (
        <Button size="compact-sm" onClick={() => draft.keeper.tell({ kind: "resumed" })}>
          {w.signIn}
        </Button>
      )}
    </div>
  );
}
