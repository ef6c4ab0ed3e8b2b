import { queryOptions } from "@tanstack/react-query";
import { api, read, type AnswerOf } from "../data/api.ts";

export type OpenFront = AnswerOf<(typeof api.fronts)[":key"]["$get"]>;
export type ListedFront = AnswerOf<typeof api.fronts.$get>["items"][number];
export type FrontContent = OpenFront["draft"];
export type Slot = FrontContent["slots"][number];
export type FrontWarning = OpenFront["warnings"][number];
export type StorySummary = Pick<
  OpenFront["stories"][number],
  "id" | "headline" | "url" | "section" | "picture"
>;

export const FRONTS = ["fronts"] as const;

export const frontsQuery = queryOptions({
  queryKey: [...FRONTS, "list"],
  queryFn: () => read(api.fronts.$get()),
  refetchInterval: 60_000,
});

export const frontQuery = (key: string) =>
  queryOptions({
    queryKey: [...FRONTS, "one", key],
    queryFn: () => read(api.fronts[":key"].$get({ param: { key } })),
    refetchOnWindowFocus: false,
    staleTime: 0,
  });

export const saveFront = (key: string, base: number, { slots, fill }: FrontContent) =>
  read(api.fronts[":key"].draft.$put({ param: { key }, json: { base, slots: [...slots], fill } }));

export const publishFront = (key: string, base: number) =>
  read(api.fronts[":key"].publish.$post({ param: { key }, json: { base } }));
