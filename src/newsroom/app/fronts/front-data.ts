import { queryOptions } from "@tanstack/react-query";
import { ask } from "../data/ask.ts";

export type Slot = {
  /** null: filled by itself. */
  readonly story: string | null;
  readonly kicker: string;
  readonly headline: string;
};
export type FrontContent = {
  readonly slots: readonly Slot[];
  readonly fill: "newest" | "mostRead";
};
export type FrontWarning =
  | { readonly kind: "twice"; readonly story: string; readonly places: readonly number[] }
  | { readonly kind: "notPublished" | "pictureExpired"; readonly story: string }
  | { readonly kind: "stale"; readonly hours: number };

export type StorySummary = {
  readonly id: string;
  readonly headline: string;
  readonly state: string;
  readonly url: string | null;
  readonly section: { readonly slug: string; readonly name: string } | null;
  readonly picture: string | null;
};

export type Front = {
  readonly key: string;
  readonly version: number;
  readonly places: number;
  readonly draft: FrontContent;
  readonly published: FrontContent | null;
  readonly publishedAt: string | null;
  readonly hasChanges: boolean;
};
export type ListedFront = Front & {
  readonly name: string;
  readonly warnings: readonly FrontWarning[];
};
export type OpenFront = Front & {
  readonly stories: readonly StorySummary[];
  readonly warnings: readonly FrontWarning[];
};

export const FRONTS = ["fronts"] as const;

export const frontsQuery = queryOptions({
  queryKey: [...FRONTS, "list"],
  queryFn: () => ask<{ readonly items: readonly ListedFront[] }>("GET", "fronts"),
  refetchInterval: 60_000,
});

export const frontQuery = (key: string) =>
  queryOptions({
    queryKey: [...FRONTS, "one", key],
    queryFn: () => ask<OpenFront>("GET", `fronts/${encodeURIComponent(key)}`),
    refetchOnWindowFocus: false,
    staleTime: 0,
  });

export const saveFront = (
  key: string,
  base: number,
  { slots, fill }: FrontContent,
): Promise<Front & { readonly warnings: readonly FrontWarning[] }> =>
  ask("PUT", `fronts/${encodeURIComponent(key)}/draft`, { base, slots, fill });

export const publishFront = (key: string, base: number): Promise<Front> =>
  ask("POST", `fronts/${encodeURIComponent(key)}/publish`, { base });
