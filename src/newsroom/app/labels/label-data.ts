import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask } from "../data/ask.ts";
import { queryText } from "../data/query-text.ts";

export type Section = {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
};

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
  queryFn: () => ask<{ readonly items: readonly Section[] }>("GET", "sections"),
  staleTime: 60_000,
});

type Page = {
  readonly items: readonly (Omit<Label, "about" | "portrait" | "portraitUrl"> & {
    readonly description?: string;
    readonly bio?: string;
    readonly portrait?: string | null;
    readonly portraitUrl?: string | null;
  })[];
  readonly cursor: string | null;
};

export const labelsQuery = (kind: LabelKind, q: string) =>
  infiniteQueryOptions({
    queryKey: [kind, q],
    queryFn: async ({ pageParam }) => {
      const page = await ask<Page>(
        "GET",
        `${kind}${queryText({ q: q.trim(), cursor: pageParam })}`,
      );
      return {
        cursor: page.cursor,
        items: page.items.map(
          ({ description, bio, portrait = null, portraitUrl = null, ...label }): Label => ({
            ...label,
            about: bio ?? description ?? "",
            portrait,
            portraitUrl,
          }),
        ),
      };
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor,
    placeholderData: keepPreviousData,
  });

/** Changes a topic or an author. */
export function saveLabel(
  kind: LabelKind,
  slug: string,
  { name, about, portrait }: Pick<Label, "name" | "about" | "portrait">,
): Promise<unknown> {
  const path = `${kind}/${encodeURIComponent(slug)}`;
  return kind === "topics"
    ? ask("PUT", path, { name, description: about })
    : ask("PUT", path, { name, bio: about, portrait });
}

/** Gives all stories of one topic or author to another. */
export const mergeLabel = (
  kind: LabelKind,
  slug: string,
  into: string,
): Promise<{ readonly stories: number }> =>
  ask("POST", `${kind}/${encodeURIComponent(slug)}/merge`, { into });
