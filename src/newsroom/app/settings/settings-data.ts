import { queryOptions } from "@tanstack/react-query";
import { api, read, type AnswerOf } from "../data/api.ts";

export type ShownSettings = AnswerOf<typeof api.settings.$get>;
export type Settings = ShownSettings["settings"];
export type NavigationEntry = NonNullable<Settings["navigation"]>[number];

export const SETTINGS = ["settings"] as const;

export const settingsQuery = queryOptions({
  queryKey: SETTINGS,
  queryFn: () => read(api.settings.$get()),
  refetchOnWindowFocus: false,
});

export const saveSettings = (base: number, settings: Settings) =>
  read(api.settings.$put({ json: { base, settings } }));
