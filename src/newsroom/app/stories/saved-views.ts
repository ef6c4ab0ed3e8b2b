import { useState } from "react";
import { useSession } from "../data/session.ts";
import type { StoryFilter } from "./story-data.ts";

export type SavedView = { readonly name: string; readonly filter: StoryFilter };

const isView = (value: unknown): value is SavedView =>
  typeof value === "object" &&
  value !== null &&
  "name" in value &&
  typeof value.name === "string" &&
  "filter" in value &&
  typeof value.filter === "object";

function keptViews(key: string): readonly SavedView[] {
  const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
  return Array.isArray(kept) ? kept.filter(isView) : [];
}

/** The filters that whoever works here has named, kept in this browser. */
export function useSavedViews() {
  const key = `newsroom-views-${useSession().person.id}`;
  const [views, setViews] = useState(() => keptViews(key));
  const put = (next: readonly SavedView[]): void => {
    localStorage.setItem(key, JSON.stringify(next));
    setViews(next);
  };
  return {
    views,
    save: (view: SavedView) => put([...views.filter(({ name }) => name !== view.name), view]),
    remove: (name: string) => put(views.filter((view) => view.name !== name)),
  };
}
