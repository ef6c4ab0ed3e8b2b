import { isRecord, keep, readKept } from "./kept.ts";

/** A story that the reader keeps on this device. */
export type SavedStory = {
  /** Root-relative address, encoded. */
  readonly path: string;
  readonly headline: string;
  readonly section: string;
  /** Instant, ISO 8601. */
  readonly savedAt: string;
  readonly sizeBytes: number;
};

const NAME = "saved";

function isSavedStory(value: unknown): value is SavedStory {
  return (
    isRecord(value) &&
    ["path", "headline", "section", "savedAt"].every((field) => typeof value[field] === "string") &&
    typeof value["sizeBytes"] === "number"
  );
}

/** The saved stories, the newest first. */
export function listSaved(): SavedStory[] {
  const kept = readKept(NAME);
  return Array.isArray(kept) ? kept.filter(isSavedStory) : [];
}

/** Writes the list of saved stories. */
export function writeSaved(stories: readonly SavedStory[]): void {
  keep(NAME, stories);
}
