import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { api, read } from "../data/api.ts";
import { useWords } from "../language/words.tsx";
import { Panel, Screen } from "../parts/screen.tsx";
import { useWriting } from "../parts/times.ts";
import { STORIES } from "./story-data.ts";
import { storyWords } from "./story-words.ts";

const route = getRouteApi("/room/stories/$id");

/** A story as it stands. */
export function StoryScreen() {
  const w = useWords(storyWords);
  const { id } = route.useParams();
  const { dateTime } = useWriting();
  const { data: story } = useSuspenseQuery({
    queryKey: [...STORIES, "one", id],
    queryFn: () => read(api.stories[":id"].$get({ param: { id } })),
  });
  const { content, savedAt, savedBy } = story.draft;
  return (
    <Screen
      title={content.headline === "" ? w.noHeadline : content.headline}
      note={w.states[story.workState]}
      width="reading"
    >
      <Panel>
        <p>{content.standfirst}</p>
        <p className="nr-quiet">
          {savedBy.name} · {dateTime(savedAt)}
        </p>
      </Panel>
    </Screen>
  );
}
