import { queryOptions } from "@tanstack/react-query";
import { ask } from "../data/ask.ts";

export type NavigationEntry =
  | { readonly kind: "section"; readonly slug: string }
  | { readonly kind: "page"; readonly slug: string }
  | { readonly kind: "topic"; readonly slug: string; readonly name: string }
  | { readonly kind: "link"; readonly name: string; readonly url: string };

export type Settings = {
  readonly name: string;
  readonly tagline: string;
  readonly description: string;
  readonly logo: string | null;
  readonly accent: string;
  readonly zone: string;
  readonly digits: "latn" | "arab";
  readonly months: "gulf" | "levant" | "maghreb";
  readonly hijriOffset: -1 | 0 | 1 | null;
  readonly readingSpeed: number | null;
  readonly navigation: readonly NavigationEntry[] | null;
  readonly social: readonly { readonly network: string; readonly url: string }[];
  readonly requireSecondFactor: boolean;
};

export type ShownSettings = {
  readonly version: number;
  readonly settings: Settings;
  readonly logoUrl: string | null;
  readonly shownAccent: { readonly light: string; readonly dark: string };
};

export const SETTINGS = ["settings"] as const;

export const settingsQuery = queryOptions({
  queryKey: SETTINGS,
  queryFn: () => ask<ShownSettings>("GET", "settings"),
  refetchOnWindowFocus: false,
});

export const saveSettings = (base: number, settings: Settings): Promise<ShownSettings> =>
  ask("PUT", "settings", { base, settings });
