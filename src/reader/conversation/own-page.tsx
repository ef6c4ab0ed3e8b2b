import type { Child } from "hono/jsx";
import { documentOf } from "../frame/document.ts";
import type { Frame } from "../frame/frame.ts";

/** A page of the reader's own: nothing of it may be kept or found. */
export function ownPage(
  frame: Frame,
  page: {
    readonly title: string;
    readonly intro?: string | undefined;
    /** What went wrong with the last try. */
    readonly told?: string | undefined;
    readonly children: Child;
  },
): string {
  const { title, intro, told } = page;
  return documentOf(
    frame,
    {
      title,
      description: intro ?? title,
      path: undefined,
      kind: "message",
      isIndexed: false,
      extra: `<link rel="stylesheet" href="${frame.assets.conversation.style}">`,
    },
    <main id="main" class="wrap own">
      <header class="own-head">
        <h1>{title}</h1>
        {intro === undefined ? null : <p class="standfirst">{intro}</p>}
      </header>
      {told === undefined ? null : (
        <p class="own-told" role="alert">
          {told}
        </p>
      )}
      {page.children}
    </main>,
  );
}
