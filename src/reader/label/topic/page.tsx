import type { Frame } from "../../frame/frame.ts";
import { namedListPage } from "../../parts/list-page.tsx";
import { listStrings } from "../../strings.ts";
import type { TopicData } from "./load.ts";

/** The page of a topic. */
export function topicPage(frame: Frame, data: TopicData, isFirst: boolean): string {
  const { topic } = data;
  return namedListPage(frame, {
    name: topic.name,
    label: listStrings.topic,
    about: topic.description,
    look: "topic-head",
    page: { path: `/topics/${topic.slug}`, isFirst, cursor: data.cursor },
    stories: data.stories,
    mostRead: data.mostRead,
    trending: data.trending,
  });
}
