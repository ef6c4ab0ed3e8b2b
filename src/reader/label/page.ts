import type { Frame } from "../frame/frame.ts";
import { namedListPage } from "../parts/list-page.tsx";
import { listStrings } from "../strings.ts";
import type { LabelData, LabelKind } from "./load.ts";

/** Path of the page of a topic or an author. */
export const labelPath = (kind: LabelKind, slug: string): string => `/${kind}s/${slug}`;

/** The page of a topic or an author. */
export function labelPage(frame: Frame, data: LabelData, isFirst: boolean): string {
  const { label } = data;
  return namedListPage(frame, {
    name: label.name,
    label: listStrings[label.kind],
    ...(label.kind === "topic"
      ? { about: label.description, look: "topic-head" }
      : { about: label.bio, look: "author-head", portrait: label.portrait }),
    page: { path: labelPath(label.kind, label.slug), isFirst, cursor: data.cursor },
    stories: data.stories,
    mostRead: data.mostRead,
    trending: data.trending,
  });
}
