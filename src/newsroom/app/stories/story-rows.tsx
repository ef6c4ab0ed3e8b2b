import { Link } from "@tanstack/react-router";
import { directionOf } from "#arabic/direction.ts";
import { useWords } from "../language/words.tsx";
import { useWriting } from "../parts/times.ts";
import { Sparkline } from "../parts/sparkline.tsx";
import { StoryState } from "./state.tsx";
import type { ListedStory } from "./story-data.ts";
import { storyWords } from "./story-words.ts";

/** What stands below a headline: section, authors or who works on it. */
export function StoryNote({ story }: { readonly story: ListedStory }) {
  const who = story.assignee?.name ?? story.authors.join("، ");
  return (
    <small className="nr-quiet">
      {[story.section?.name, who].filter((text) => text !== undefined && text !== "").join(" · ")}
    </small>
  );
}

/** A headline as it may stand in a list of any language. */
export function Headline({ story }: { readonly story: Pick<ListedStory, "id" | "headline"> }) {
  const w = useWords(storyWords);
  const { headline } = story;
  return (
    <Link
      to="/stories/$id"
      params={{ id: story.id }}
      className={headline === "" ? "nr-headline nr-untitled" : "nr-headline"}
      dir={headline === "" ? undefined : directionOf(headline)}
    >
      {headline === "" ? w.noHeadline : headline}
    </Link>
  );
}

/** A story of a short list; `viewsByQuarter`: its views of each quarter hour of the day so far. */
export type RowStory = ListedStory & { readonly viewsByQuarter?: readonly number[] };

/** A short list of stories: headline, state, views of the day with their line where it is known, when it changed. */
export function StoryRows({ stories }: { readonly stories: readonly RowStory[] }) {
  const { ago, number } = useWriting();
  return (
    <ul className="nr-rows nr-story-rows">
      {stories.map((story) => (
        <li key={story.id}>
          <div>
            <Headline story={story} />
            <StoryNote story={story} />
          </div>
          <StoryState story={story} />
          <span className="nr-number nr-quiet nr-story-views">
            {story.viewsByQuarter !== undefined && story.viewsToday > 0 && (
              <Sparkline figures={story.viewsByQuarter} />
            )}
            {story.viewsToday > 0 ? number(story.viewsToday) : ""}
          </span>
          <time className="nr-quiet nr-number" dateTime={story.changedAt}>
            {ago(story.changedAt)}
          </time>
        </li>
      ))}
    </ul>
  );
}
