import { queryOptions } from "@tanstack/react-query";
import type { DraftContent as KeptDraft } from "#stories/desk/draft-content.ts";
import type {
  LiveState,
  MissingField,
  NeedingAct,
  StoryAct,
  WorkState,
} from "#stories/workflow.ts";
import { api, read } from "../../data/api.ts";
import { noteOwnSave } from "../../data/own-saves.ts";
import { readProblem } from "../../data/problem.ts";
import { sendToApi } from "../../data/send-to-api.ts";
import type { SendOutcome } from "../saving/draft-keeper.ts";

/** A draft as it goes over the wire: any field may be empty, the body is JSON of the one schema. */
export type DraftContent = Omit<KeptDraft, "body"> & { readonly body: unknown };

/** A lead picture with the words that are kept with it. */
export type LeadPicture = NonNullable<KeptDraft["picture"]>;

/** Who did something: a person, or a part of the product (without id). */
export type By = { readonly id: string | null; readonly name: string };

export type SavedDraft = {
  readonly content: DraftContent;
  readonly version: number;
  readonly savedAt: string;
  readonly savedBy: By;
};

export type Presence = By & {
  readonly tab: string;
  readonly state: "reading" | "writing" | "away";
  readonly seenAt: string;
};

export type StoryLock = By & { readonly tab: string; readonly takenAt: string };

export type AtStory = { readonly people: readonly Presence[]; readonly lock: StoryLock | null };

/** A story as its screen opens it. */
export type OpenedStory = AtStory & {
  readonly id: string;
  readonly draft: SavedDraft;
  readonly live: null | {
    readonly state: Exclude<LiveState, null>;
    readonly revision: number;
    readonly url: string | null;
    readonly publishedAt: string | null;
    readonly updatedAt: string | null;
    readonly hasChanges: boolean;
  };
  readonly workState: WorkState;
  readonly liveState: LiveState;
  readonly assignee: By | null;
  readonly scheduledFor: string | null;
  readonly schedule: null | {
    readonly wall: string;
    readonly zone: string;
    readonly failure: string | null;
    readonly hasChanges: boolean;
  };
  readonly embargoUntil: string | null;
  readonly embargoWall: string | null;
  readonly mayDo: readonly StoryAct[];
  readonly missing: readonly { readonly act: NeedingAct; readonly field: MissingField }[];
};

export type StoryNote = {
  readonly id: string;
  readonly text: string;
  readonly quote: string;
  readonly block: number | null;
  readonly createdAt: string;
  readonly createdBy: By;
  readonly resolvedAt: string | null;
  readonly resolvedBy: By | null;
};

export type RevisionEntry = {
  readonly number: number;
  readonly reason: string;
  readonly savedAt: string;
  readonly savedBy: By;
  readonly headline: string;
  readonly isLive: boolean;
};

export type Revision = RevisionEntry & { readonly content: DraftContent };

/** Below the key of all stories, so that what is live in the app reaches an open one too. */
export const storyKey = (id: string) => ["stories", "one", id] as const;

export const storyQuery = (id: string) =>
  queryOptions({
    queryKey: storyKey(id),
    queryFn: (): Promise<OpenedStory> => read(api.stories[":id"].$get({ param: { id } })),
    staleTime: 5_000,
    // A window's own saves are not asked for again: once it is closed, what it was opened with is old.
    gcTime: 0,
  });

export const notesQuery = (id: string) =>
  queryOptions({
    queryKey: [...storyKey(id), "notes"],
    queryFn: (): Promise<{ readonly items: readonly StoryNote[] }> =>
      read(api.stories[":id"].notes.$get({ param: { id } })),
    refetchInterval: 20_000,
  });

export const revisionsQuery = (id: string) =>
  queryOptions({
    queryKey: [...storyKey(id), "revisions"],
    queryFn: (): Promise<{ readonly items: readonly RevisionEntry[] }> =>
      read(api.stories[":id"].revisions.$get({ param: { id }, query: {} })),
    staleTime: 0,
  });

export const revisionQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: [...storyKey(id), "revisions", number],
    queryFn: (): Promise<Revision> =>
      read(api.stories[":id"].revisions[":number"].$get({ param: { id, number: String(number) } })),
    staleTime: Infinity,
  });

/** Bytes that a request may carry which outlives its page. Source: WHATWG Fetch, keepalive. */
const MOST_BYTES_LEAVING = 60_000;
const SAVE_TIMEOUT_MS = 20_000;

/** Sends a draft (its JSON); what stands in the way of it is told apart. Never throws. */
export async function sendDraft(
  id: string,
  base: number,
  content: string,
  isLeaving: boolean,
): Promise<SendOutcome> {
  // As a blob its bytes are handed over once, not copied in the middle of somebody's typing.
  const body = new Blob([`{"base":${base},"content":${content}}`]);
  const keepalive = isLeaving && body.size < MOST_BYTES_LEAVING;
  try {
    const response = await sendToApi(`/newsroom/api/stories/${id}/draft`, {
      method: "PUT",
      body,
      headers: { "content-type": "application/json" },
      keepalive,
      ...(keepalive ? {} : { signal: AbortSignal.timeout(SAVE_TIMEOUT_MS) }),
    });
    if (response.ok) {
      const answer: { readonly version: number } = await response.json();
      noteOwnSave(id, answer.version);
      return { kind: "saved", version: answer.version };
    }
    const { status, detail } = await readProblem(response);
    if (status === 409) return { kind: "stale" };
    if (status === 401) return { kind: "signedOut" };
    if (status === 403 || status === 404 || status === 410) return { kind: "forbidden", detail };
    if (status === 400 || status === 413) return { kind: "refused", detail };
    return { kind: "away" };
  } catch (error) {
    // The gate says so by an error of its own; all else is a connection that is away.
    const isGivenUp = error instanceof Error && error.message.includes("given up");
    return { kind: isGivenUp ? "signedOut" : "away" };
  }
}
