import type { Story } from "#stories/story.ts";
import { createFrames } from "../frame/frame.ts";
import type { ReaderContext } from "../frame/reader-context.ts";
import { loadBeside } from "./load.ts";
import { storyPreviewPage } from "./page.tsx";

/** How a text that is not published is shown: to whom a link was sent, with a line that says what it is; or to its editor, bare. */
export type PreviewLook = "shared" | "bare";

/** Makes pages of stories that are not published, exactly as readers would see them; their views are not counted. */
export function createStoryPreviews(
  context: ReaderContext,
): (story: Story, look: PreviewLook) => Promise<string> {
  const frameOf = createFrames(context);
  return async (story, look) => {
    const frame = await frameOf(new Request(context.siteUrl));
    return storyPreviewPage(frame, await loadBeside(context, story), look);
  };
}
