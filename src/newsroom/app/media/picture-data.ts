import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, read, type AnswerOf } from "../data/api.ts";
import { given } from "../data/given.ts";

type Page = AnswerOf<typeof api.pictures.$get>;

/** A kept picture. The focus is a share of width and height, from the left and the top of the picture. */
export type Picture = Page["items"][number];

export const PICTURES = ["pictures"] as const;

export const picturesQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...PICTURES, "list", q],
    queryFn: ({ pageParam }) =>
      read(
        api.pictures.$get({ query: given({ q: q.trim(), cursor: pageParam, expired: "include" }) }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor,
    placeholderData: keepPreviousData,
  });

export const usesQuery = (id: string) =>
  queryOptions({
    queryKey: [...PICTURES, "uses", id],
    queryFn: () => read(api.pictures[":id"].uses.$get({ param: { id } })),
  });
