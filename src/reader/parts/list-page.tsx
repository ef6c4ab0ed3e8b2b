import { listData } from "#distribution/structured-data.ts";
import { documentOf } from "../frame/document.ts";
import { feedLinks } from "../distribution/feed-links.ts";
import { siteFacts, type Frame } from "../frame/frame.ts";
import type { Portrait, StoryCard } from "#stories/story.ts";
import { PictureFrame } from "./picture.tsx";
import type { MostRead } from "#readership/most-read.ts";
import { listStrings } from "../strings.ts";
import type { Trending } from "#readership/trending.ts";
import { MostReadBox, TrendingBox } from "./ranking.tsx";
import { Onward, River, type ListPage } from "./river.tsx";

/** A list of stories under a name: what a topic and an author have in common. */
export type NamedList = {
  readonly name: string;
  /** What the name is: a word above it. */
  readonly label: string;
  readonly about: string;
  readonly look: string;
  readonly portrait?: Portrait | undefined;
  readonly page: ListPage;
  readonly stories: readonly StoryCard[];
  readonly mostRead: MostRead;
  readonly trending: Trending;
};

/** The page of a named list. */
export function namedListPage(frame: Frame, list: NamedList): string {
  const { edition } = frame;
  const { name, page, stories } = list;
  const about = list.about === "" ? listStrings.allOf(name) : list.about;
  return documentOf(
    frame,
    {
      title: list.name,
      description: about,
      path: list.page.path,
      kind: "list",
      isIndexed: list.page.isFirst,
      extra:
        feedLinks(page.path, name) +
        (page.isFirst
          ? listData(siteFacts(frame), { name, description: about, path: page.path, stories })
          : ""),
    },
    <main id="main">
      <div class="wrap">
        <TrendingBox trending={list.trending} edition={edition} look="strip" />
      </div>
      <header class={`front-head ${list.look}`}>
        <div class={list.portrait === undefined ? "wrap" : "wrap head-portrait"}>
          {list.portrait === undefined ? null : (
            <PictureFrame
              picture={list.portrait}
              use={{ sizes: "9rem", isFirst: true }}
              alt={list.name}
            />
          )}
          <div>
            <p class="kicker">{list.label}</p>
            <h1>{list.name}</h1>
            {list.about === "" ? null : <p>{list.about}</p>}
          </div>
        </div>
      </header>
      <div class="columns wrap">
        <div>
          <River stories={list.stories} edition={edition} hasSection />
          <Onward page={list.page} />
        </div>
        <aside class="rail">
          <MostReadBox list={list.mostRead} edition={edition} />
        </aside>
      </div>
    </main>,
  );
}
