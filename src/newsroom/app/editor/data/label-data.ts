import { queryOptions } from "@tanstack/react-query";
import { api, read } from "../../data/api.ts";

/** A section as the editor lists it. */
type Section = { readonly slug: string; readonly name: string };

/** Sections of the edition, in its order. */
export const sectionsQuery = queryOptions({
  queryKey: ["sections"],
  queryFn: (): Promise<{ readonly items: readonly Section[] }> => read(api.sections.$get()),
  staleTime: 60_000,
});

/** The name of a section that a draft names by slug or name. */
export function sectionName(sections: readonly Section[] | undefined, wanted: string): string {
  return sections?.find(({ slug, name }) => slug === wanted || name === wanted)?.name ?? wanted;
}

/** Topics or authors whose names hold `q`. */
export const namesLikeQuery = (kind: "topics" | "authors", q: string) =>
  queryOptions({
    queryKey: [kind, "like", q],
    queryFn: async (): Promise<readonly string[]> => {
      const query = q === "" ? {} : { q };
      const answer =
        kind === "topics"
          ? await read(api.topics.$get({ query }))
          : await read(api.authors.$get({ query }));
      return answer.items.map(({ name }) => name);
    },
    staleTime: 30_000,
  });

/** A colleague to whom a story can be assigned. */
type Colleague = { readonly id: string; readonly name: string };

/** Names of colleagues, for those who assign. */
export const colleaguesQuery = queryOptions({
  queryKey: ["people", "names"],
  queryFn: (): Promise<{ readonly people: readonly Colleague[] }> => read(api.people.names.$get()),
  staleTime: 60_000,
});
