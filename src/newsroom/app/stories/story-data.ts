import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, read, type AnswerOf } from "../data/api.ts";
import { given } from "../data/given.ts";

type Page = AnswerOf<typeof api.stories.$get>;

/** A story as lists of the newsroom show it. */
export type ListedStory = Page["items"][number];

type Query = NonNullable<Parameters<typeof api.stories.$get>[0]>["query"];

/** What the list of stories can be narrowed to, as it stands in the address. */
export type StoryFilter = {
  readonly state?: NonNullable<Query["state"]> | undefined;
  readonly section?: string | undefined;
  readonly assignee?: string | undefined;
  readonly mine?: boolean | undefined;
  readonly q?: string | undefined;
  readonly sort?: NonNullable<Query["sort"]> | undefined;
};

export const STORIES = ["stories"] as const;

export const storiesQuery = ({ mine, ...filter }: StoryFilter) =>
  infiniteQueryOptions({
    queryKey: [...STORIES, "list", { ...filter, mine }],
    queryFn: ({ pageParam }) =>
      read(
        api.stories.$get({
          query: given({
            ...filter,
            mine: mine === true ? ("true" as const) : undefined,
            cursor: pageParam,
            limit: "50",
          }),
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor,
  });

export const findStoriesQuery = (q: string) =>
  queryOptions({
    queryKey: [...STORIES, "find", q],
    queryFn: () => read(api.stories.$get({ query: { q, limit: "8" } })),
    enabled: q.trim().length > 1,
  });

export const createStory = () => read(api.stories.$post({ json: {} }));
