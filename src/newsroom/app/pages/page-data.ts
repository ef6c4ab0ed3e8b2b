import { queryOptions } from "@tanstack/react-query";
import { api, read } from "../data/api.ts";

export const PAGES = ["pages"] as const;

export const pagesQuery = queryOptions({
  queryKey: [...PAGES, "list"],
  queryFn: () => read(api.pages.$get()),
});
