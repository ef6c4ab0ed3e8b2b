import { queryOptions } from "@tanstack/react-query";
import { ask } from "../data/ask.ts";

export type ListedPage = {
  readonly slug: string;
  readonly url: string;
  readonly title: string;
  readonly version: number;
  readonly savedAt: string;
  readonly publishedAt: string | null;
  readonly hasChanges: boolean;
  readonly inFooter: boolean;
};

export const PAGES = ["pages"] as const;

export const pagesQuery = queryOptions({
  queryKey: [...PAGES, "list"],
  queryFn: () => ask<{ readonly items: readonly ListedPage[] }>("GET", "pages"),
});
