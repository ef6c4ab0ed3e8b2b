import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "../data/ask.ts";

export type WorkState = "draft" | "inReview" | "ready" | "scheduled" | "published";
export type ListedState = WorkState | "unpublished" | "takenDown" | "failed";
export type LiveState = "published" | "unpublished" | "takenDown" | null;
export type PersonName = { readonly id: string | null; readonly name: string };

/** A story as lists of the newsroom show it. */
export type ListedStory = {
  readonly id: string;
  readonly headline: string;
  readonly section: { readonly slug: string; readonly name: string } | null;
  readonly authors: readonly string[];
  readonly workState: WorkState;
  readonly liveState: LiveState;
  readonly scheduledFor: string | null;
  readonly assignee: PersonName | null;
  readonly changedAt: string;
  readonly changedBy: PersonName;
  readonly viewsToday: number;
  readonly url: string | null;
  readonly hasChanges: boolean;
  /** Why a scheduled publication was given up. */
  readonly failure: string | null;
};

export type StoryFilter = {
  readonly state?: ListedState | undefined;
  readonly section?: string | undefined;
  readonly assignee?: string | undefined;
  readonly mine?: boolean | undefined;
  readonly q?: string | undefined;
  readonly sort?: "changed" | "published" | "scheduled" | undefined;
};

type Page = { readonly items: readonly ListedStory[]; readonly cursor: string | null };

export const STORIES = ["stories"] as const;

/** What a query string says of the fields that are given. */
export function queryText(
  fields: Readonly<Record<string, string | number | boolean | null | undefined>>,
): string {
  const given = Object.entries(fields).filter(
    ([, value]) => value !== undefined && value !== null && value !== "" && value !== false,
  );
  const text = new URLSearchParams(
    given.map(([name, value]) => [name, String(value)] as [string, string]),
  ).toString();
  return text === "" ? "" : `?${text}`;
}

export const storiesQuery = (filter: StoryFilter) =>
  infiniteQueryOptions({
    queryKey: [...STORIES, "list", filter],
    queryFn: ({ pageParam }) =>
      ask<Page>("GET", `stories${queryText({ ...filter, cursor: pageParam, limit: 50 })}`),
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor,
  });

export const findStoriesQuery = (q: string) =>
  queryOptions({
    queryKey: [...STORIES, "find", q],
    queryFn: () => ask<Page>("GET", `stories${queryText({ q, limit: 8 })}`),
    enabled: q.trim().length > 1,
  });

export const createStory = (): Promise<{ readonly id: string }> => ask("POST", "stories", {});
