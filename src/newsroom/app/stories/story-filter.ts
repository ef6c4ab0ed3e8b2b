import type { StoryFilter } from "./story-data.ts";

export const LISTED_STATES: readonly NonNullable<StoryFilter["state"]>[] = [
  "draft",
  "inReview",
  "ready",
  "scheduled",
  "published",
  "unpublished",
  "takenDown",
  "failed",
  "discarded",
];
export const SORTS = ["changed", "published", "scheduled"] as const;

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value.slice(0, 200) : undefined;

/** The filter that an address asks for; what is none of ours is left out. */
export function readStoryFilter(search: Readonly<Record<string, unknown>>): StoryFilter {
  const filter: StoryFilter = {
    state: LISTED_STATES.find((state) => state === search["state"]),
    section: text(search["section"]),
    assignee: text(search["assignee"]),
    mine: search["mine"] === true ? true : undefined,
    q: text(typeof search["q"] === "number" ? String(search["q"]) : search["q"]),
    sort: SORTS.find((sort) => sort === search["sort"]),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
