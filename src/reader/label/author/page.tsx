import type { Frame } from "../../frame/frame.ts";
import { namedListPage } from "../../parts/list-page.tsx";
import { listStrings } from "../../strings.ts";
import type { AuthorData } from "./load.ts";

/** The page of a author. */
export function authorPage(frame: Frame, data: AuthorData, isFirst: boolean): string {
  const { author } = data;
  return namedListPage(frame, {
    name: author.name,
    label: listStrings.author,
    about: author.bio,
    look: "author-head",
    portrait: author.portrait,
    page: { path: `/authors/${author.slug}`, isFirst, cursor: data.cursor },
    stories: data.stories,
    mostRead: data.mostRead,
    trending: data.trending,
  });
}
