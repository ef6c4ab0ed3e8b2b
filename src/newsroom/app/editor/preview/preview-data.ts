import { api, read } from "../../data/api.ts";

/** A link to one version of a story, signed by the server. */
export type PreviewLinkMade = { readonly url: string; readonly expiresAt: string };

/** A new link to what is saved of the story now. */
export function makePreviewLink(story: string): Promise<PreviewLinkMade> {
  return read(api.stories[":id"]["preview-link"].$post({ param: { id: story } }));
}
