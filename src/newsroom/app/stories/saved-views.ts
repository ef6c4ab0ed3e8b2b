import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, read } from "../data/api.ts";
import { given } from "../data/given.ts";
import { useChange } from "../data/use-change.ts";
import type { StoryFilter } from "./story-data.ts";

export type SavedView = { readonly name: string; readonly filter: StoryFilter };

const VIEWS = ["story-views"] as const;

const viewsQuery = queryOptions({
  queryKey: VIEWS,
  queryFn: () => read(api["story-views"].$get()),
});

/** The filters that whoever works here has named, on all their devices. */
export function useSavedViews() {
  const { data } = useQuery(viewsQuery);
  const views: readonly SavedView[] = data?.items ?? [];
  const save = useChange({
    run: ({ name, filter: { mine, ...filter } }: SavedView) =>
      read(
        api["story-views"].$put({
          json: { name, filter: given({ ...filter, mine: mine === true ? mine : undefined }) },
        }),
      ),
    refreshes: [VIEWS],
  });
  const remove = useChange({
    run: (name: string) => read(api["story-views"].$delete({ query: { name } })),
    refreshes: [VIEWS],
  });
  return { views, save: save.mutate, remove: remove.mutate };
}
