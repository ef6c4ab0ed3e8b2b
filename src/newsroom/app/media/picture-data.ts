import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask } from "../data/ask.ts";
import { queryText } from "../data/query-text.ts";

/** A kept picture. The focus is a share of width and height, from the left and the top of the picture. */
export type Picture = {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly url: string;
  readonly srcset: string;
  readonly alt: string;
  readonly caption: string;
  readonly credit: string;
  readonly rights: string;
  readonly expiresAt: string | null;
  readonly focus: { readonly x: number; readonly y: number };
  readonly usedBy: number;
};

export const PICTURES = ["pictures"] as const;

export const picturesQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...PICTURES, "list", q],
    queryFn: ({ pageParam }) =>
      ask<{ readonly items: readonly Picture[]; readonly cursor: string | null }>(
        "GET",
        `pictures${queryText({ q: q.trim(), cursor: pageParam })}`,
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor,
    placeholderData: keepPreviousData,
  });

export const usesQuery = (id: string) =>
  queryOptions({
    queryKey: [...PICTURES, "uses", id],
    queryFn: () =>
      ask<{
        readonly stories: readonly { readonly id: string; readonly headline: string }[];
      }>("GET", `pictures/${id}/uses`),
  });
