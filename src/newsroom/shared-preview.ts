import { openPreview } from "#stories/desk/preview.ts";
import type { NewsroomDeps } from "./api/context.ts";
import { previewResponse } from "./api/site/preview-response.ts";

/** Where preview links lead. */
export const PREVIEWS = "/newsroom/preview/";

/**
 * The page behind a preview link, for anybody who has it.
 * @throws Refusal `notFound` for a link that is not ours, `gone` for one that has expired
 */
export async function sharedPreview(deps: NewsroomDeps, pathname: string): Promise<Response> {
  const input = {
    token: pathname.slice(PREVIEWS.length),
    key: deps.previewKey,
    edition: deps.edition(),
  };
  const story = await openPreview(deps.pool, input, deps.clock.now());
  const answer = previewResponse(await deps.previewStory(story, "shared"), deps);
  // The address is the permission: links on the page must not tell it on.
  answer.headers.set("referrer-policy", "no-referrer");
  return answer;
}
