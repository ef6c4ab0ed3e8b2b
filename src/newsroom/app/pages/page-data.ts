import { queryOptions } from "@tanstack/react-query";
import { api, read, type AnswerOf } from "../data/api.ts";

export type ListedPage = AnswerOf<typeof api.pages.$get>["items"][number];
export type EditedPage = AnswerOf<(typeof api.pages)[":slug"]["$get"]>;
export type PageFields = Pick<EditedPage["draft"], "title" | "description" | "inFooter"> & {
  readonly body: unknown;
};

export const PAGES = ["pages"] as const;

export const pagesQuery = queryOptions({
  queryKey: [...PAGES, "list"],
  queryFn: () => read(api.pages.$get()),
});

export const pageQuery = (slug: string) =>
  queryOptions({
    queryKey: [...PAGES, "one", slug],
    queryFn: () => read(api.pages[":slug"].$get({ param: { slug } })),
    refetchOnWindowFocus: false,
  });

const EMPTY_BODY = { type: "doc", content: [{ type: "paragraph" }] };

export const createPage = (slug: string, title: string) =>
  read(api.pages.$post({ json: { slug, title, body: EMPTY_BODY } }));

export const savePage = (slug: string, base: number, fields: PageFields) =>
  read(api.pages[":slug"].$put({ param: { slug }, json: { base, ...fields } }));

export const publishPage = (slug: string, base: number) =>
  read(api.pages[":slug"].publish.$post({ param: { slug }, json: { base } }));

export const unpublishPage = (slug: string) =>
  read(api.pages[":slug"].unpublish.$post({ param: { slug } }));
