import { queryOptions } from "@tanstack/react-query";
import { ask } from "../data/ask.ts";
import type { ListedStory } from "../stories/story-data.ts";

export type Desk = {
  readonly mine: readonly ListedStory[];
  readonly waiting: readonly ListedStory[];
  readonly scheduled: readonly ListedStory[];
  readonly published: readonly (ListedStory & { readonly viewsByQuarter: readonly number[] })[];
  /** Scheduled publications that were given up. */
  readonly failed: readonly ListedStory[];
  readonly mostRead: {
    readonly basis: string;
    readonly stories: readonly {
      readonly id: string;
      readonly headline: string;
      readonly views: number;
      readonly url: string;
    }[];
  };
  readonly viewsToday: { readonly total: number; readonly byQuarter: readonly number[] };
};

export const deskQuery = queryOptions({
  queryKey: ["desk"],
  queryFn: () => ask<Desk>("GET", "desk"),
  refetchInterval: 60_000,
});
