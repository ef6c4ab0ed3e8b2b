import type { Story } from "#stories/story.ts";

/** A list of stories as feeds spread it. */
export type Feed = {
  readonly title: string;
  readonly description: string;
  readonly lang: string;
  /** Public origin without a slash at its end. */
  readonly siteUrl: string;
  /** Root-relative decoded address of the page that shows the same list. */
  readonly path: string;
  /** Root-relative decoded address of this feed. */
  readonly feedPath: string;
  /** Square picture of the site, root-relative. */
  readonly icon: string;
  /** Hub that tells subscribers of changes (WebSub); undefined: none. */
  readonly hub: string | undefined;
  /** The newest first. */
  readonly stories: readonly Story[];
};

/** The last change of a story that readers are told of. */
export function changedAt(story: Story): Date {
  return story.updatedAt ?? story.publishedAt;
}

/** The last change of a list; the beginning of time for an empty one, so that equal lists give equal feeds. */
export function feedChangedAt(feed: Feed): Date {
  return new Date(Math.max(0, ...feed.stories.map((story) => changedAt(story).getTime())));
}
