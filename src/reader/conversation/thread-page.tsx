import { SORTS, type Sort, type ThreadPage } from "#conversation/comments/threads.ts";
import { commentsData } from "#distribution/structured-data.ts";
import type { Story } from "#stories/story.ts";
import { documentOf } from "../frame/document.ts";
import { siteFacts, type Frame } from "../frame/frame.ts";
import { hrefOf } from "../frame/html-text.ts";
import { ownLanguage } from "../parts/card.tsx";
import { commentHref, talkHref, TALK_END, type TalkView } from "./addresses.ts";
import { ThreadView } from "./comment-view.tsx";
import { talkStrings } from "./strings.ts";

/** What a page of a conversation shows. */
export type TalkPageData = {
  readonly story: Story;
  readonly count: number;
  readonly sort: Sort;
  /** The comment that began the one thread that is shown. */
  readonly thread: string | undefined;
  readonly page: ThreadPage;
  readonly isClosed: boolean;
};

const Sorting = ({ data }: { data: TalkPageData }) => (
  <nav class="talk-sorts" aria-label={talkStrings.sorting}>
    <ul class="chips">
      {SORTS.map((sort) => (
        <li>
          <a
            href={talkHref(data.story.path, { sort })}
            aria-current={data.sort === sort ? "true" : undefined}
          >
            {talkStrings.sorts[sort]}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** The form below a story: without a script it leads to a page that shows the comment before it is posted. */
const Composer = ({ story }: { story: Story }) => (
  <form class="composer" method="post" action="/conversation/write" data-composer>
    <input type="hidden" name="story" value={story.id} />
    <label for="talk-text">{talkStrings.write}</label>
    <textarea
      id="talk-text"
      name="text"
      rows={4}
      maxlength={5000}
      required
      dir="auto"
      aria-describedby="talk-hint"
    ></textarea>
    <p class="hint" id="talk-hint">
      {talkStrings.writeHint}
    </p>
    <p class="composer-foot">
      <button class="go" type="submit">
        {talkStrings.continue}
      </button>
      <span class="who" data-who></span>
      <span role="status" class="told" data-told></span>
    </p>
  </form>
);

const Pages = ({ data, view }: { data: TalkPageData; view: TalkView }) => {
  const { page, pages } = data.page;
  if (pages < 2) return null;
  const { path } = data.story;
  return (
    <nav class="talk-pages" aria-label={talkStrings.pages}>
      {page > 1 ? (
        <a class="go" rel="prev" href={talkHref(path, { ...view, page: page - 1 })}>
          {talkStrings.previous}
        </a>
      ) : null}
      <span>{talkStrings.page(page, pages)}</span>
      {page < pages ? (
        <a class="go" rel="next" href={talkHref(path, { ...view, page: page + 1 })}>
          {talkStrings.next}
        </a>
      ) : null}
    </nav>
  );
};

/** What the island needs to know and to say. */
const words = JSON.stringify({
  publish: talkStrings.publish,
  publishing: talkStrings.publishing,
  lost: talkStrings.lost,
  waiting: talkStrings.waiting,
  signIn: talkStrings.signIn,
  signedInAs: talkStrings.signedInAs,
  account: talkStrings.account,
  cancel: talkStrings.cancel,
  newComments: talkStrings.newComments,
  edit: talkStrings.editYours,
  delete: talkStrings.deleteYours,
});

/** Each page of threads is a page of its own to search engines; the same comments in another order are not. */
const queryOf = ({ thread, page }: TalkPageData): string => {
  const query = new URLSearchParams();
  if (thread !== undefined) query.set("thread", thread);
  if (page.page > 1) query.set("page", String(page.page));
  return query.size === 0 ? "" : `?${query.toString()}`;
};

/** A page of the conversation below a story: the same for all readers. */
export function talkPage(frame: Frame, data: TalkPageData): string {
  const { story, count, thread } = data;
  const { edition, assets } = frame;
  const view: TalkView = { sort: data.sort, thread };
  const counted = talkStrings.count(count, edition.digits);
  const place = { edition, story, level: 2 as const };
  return documentOf(
    frame,
    {
      title: talkStrings.title(story.headline),
      description: talkStrings.description(story.headline, counted),
      path: `${story.path}${TALK_END}${queryOf(data)}`,
      kind: "list",
      current: story.section.slug,
      isIndexed: thread === undefined && data.sort === "newest",
      headlines: story.headline,
      extra:
        `<link rel="stylesheet" href="${assets.conversation.style}"><script type="module" src="${assets.conversation.script}"></script>` +
        commentsData(siteFacts(frame), {
          story,
          count,
          comments: data.page.threads
            .flatMap(({ root, replies }) => [root, ...replies])
            .filter(({ isShown }) => isShown)
            .map((comment) => ({
              path: commentHref(comment.id),
              author: comment.author ?? talkStrings.formerReader,
              text: comment.text,
              createdAt: comment.createdAt,
              likes: comment.likes,
            })),
        }),
    },
    <main id="main" class="wrap talk" data-talk={story.id} data-words={words}>
      <header class="talk-head">
        <p class="kicker">
          {talkStrings.about}{" "}
          <a href={hrefOf(story.path)} {...ownLanguage(story, edition)}>
            {story.headline}
          </a>
        </p>
        <h1>{talkStrings.join}</h1>
        <p class="talk-count" data-count>
          {count === 0 ? "" : counted}
        </p>
      </header>
      {thread === undefined ? (
        <>
          {data.isClosed ? (
            <p class="talk-none">{talkStrings.closed}</p>
          ) : (
            <Composer story={story} />
          )}
          {count > 1 ? <Sorting data={data} /> : null}
        </>
      ) : (
        <p class="talk-whole">
          {talkStrings.oneThread}.{" "}
          <a href={talkHref(story.path)}>{talkStrings.wholeConversation}</a>
        </p>
      )}
      <form method="post" id="talk-acts" hidden></form>
      <p class="fresh scripted" hidden data-fresh>
        <button type="button" class="go">
          {talkStrings.newComments}
        </button>
      </p>
      {data.page.threads.length === 0 ? (
        <p class="talk-none" data-none>
          {data.sort === "picks" ? talkStrings.noPicks : talkStrings.none}
        </p>
      ) : null}
      <ol class="threads" data-threads>
        {data.page.threads.map((one) => (
          <ThreadView thread={one} place={place} />
        ))}
      </ol>
      <Pages data={data} view={view} />
    </main>,
  );
}
