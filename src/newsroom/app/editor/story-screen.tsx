import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useSession } from "../data/session.ts";
import { LoadingScreen } from "../frame/other-screens.tsx";
import { storyQuery } from "./data/story-data.ts";
import { useOpenStory } from "./screen/use-open-story.ts";
import { WritingScreen } from "./screen/writing-screen.tsx";

function OneStory({ id }: { readonly id: string }) {
  const { person } = useSession();
  const { data: story, error } = useQuery(storyQuery(id));
  const open = useOpenStory(story, person.id);
  if (story === undefined && error !== null) throw error;
  if (story === undefined || open === undefined) return <LoadingScreen />;
  return <WritingScreen story={story} open={open} />;
}

/** The writing screen of the story in the address. */
export function StoryScreen() {
  const { id = "" } = useParams({ strict: false });
  return <OneStory key={id} id={id} />;
}
