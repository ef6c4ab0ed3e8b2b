import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, read, type AnswerOf } from "../data/api.ts";
import { given } from "../data/given.ts";

export type Section = AnswerOf<typeof api.sections.$get>["items"][number];

/** A topic or an author. */
export type Label = {
  readonly slug: string;
  readonly name: string;
  readonly about: string;
  readonly stories: number;
  readonly portrait: string | null;
  readonly portraitUrl: string | null;
};

export type LabelKind = "topics" | "authors";

export const SECTIONS = ["sections"] as const;

export const sectionsQuery = queryOptions({
  queryKey: SECTIONS,
  queryFn: () => read(api.sections.$get()),
  staleTime: 60_000,
});

async function readLabels(
  kind: LabelKind,
  query: { readonly q?: string; readonly cursor?: string },
): Promise<{ items: readonly Label[]; cursor: string | null }> {
  if (kind === "topics") {
    const { items, cursor } = await read(api.topics.$get({ query }));
    const labels = items.map(({ description, ...topic }) => ({
      ...topic,
      about: description,
      portrait: null,
      portraitUrl: null,
    }));
    return { items: labels, cursor };
  }
  const { items, cursor } = await read(api.authors.$get({ query }));
  return { items: items.map(({ bio, ...author }) => ({ ...author, about: bio })), cursor };
}

export const labelsQuery = (kind: LabelKind, q: string) =>
  infiniteQueryOptions({
    queryKey: [kind, q],
    queryFn: ({ pageParam }) => readLabels(kind, given({ q: q.trim(), cursor: pageParam })),
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor,
    placeholderData: keepPreviousData,
  });

/** Changes a topic or an author. */
export async function saveLabel(
  kind: LabelKind,
  slug: string,
  { name, about, portrait }: Pick<Label, "name" | "about" | "portrait">,
): Promise<void> {
  const param = { slug };
  await (kind === "topics"
    ? read(api.topics[":slug"].$put({ param, json: { name, description: about } }))
    : read(api.authors[":slug"].$put({ param, json: { name, bio: about, portrait } })));
}

/** Gives all stories of one topic or author to another. */
export const mergeLabel = (kind: LabelKind, slug: string, into: string) => {
  const given = { param: { slug }, json: { into } };
  return kind === "topics"
    ? read(api.topics[":slug"].merge.$post(given))
    : read(api.authors[":slug"].merge.$post(given));
};
