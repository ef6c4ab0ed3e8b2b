import { randomUUID } from "node:crypto";
import type { OwnComment } from "#conversation/comments/own-comments.ts";
import type { ShownComment } from "#conversation/comments/threads.ts";
import type { Story } from "#stories/story.ts";
import type { Frame } from "../frame/frame.ts";
import { hrefOf } from "../frame/html-text.ts";
import { commentHref, talkHref } from "./addresses.ts";
import { CommentText, StoryQuote } from "./comment-view.tsx";
import { ownPage } from "./own-page.tsx";
import { talkStrings, writeStrings } from "./strings.ts";

/** What is being written, and below what. */
export type Writing = {
  readonly story: Story;
  readonly parent: ShownComment | undefined;
  readonly text: string;
  readonly quote: string;
  /** The key of this post, where it has been sent before. */
  readonly key?: string | undefined;
};

const About = ({ writing }: { writing: Writing }) => (
  <>
    <p class="kicker">
      {talkStrings.about} <a href={hrefOf(writing.story.path)}>{writing.story.headline}</a>
    </p>
    {writing.parent === undefined ? null : (
      <div class="answered">
        <p class="hint">{talkStrings.answers(writing.parent.author ?? talkStrings.formerReader)}</p>
        <CommentText text={writing.parent.text} />
      </div>
    )}
  </>
);

const TextField = ({ text }: { text: string }) => (
  <p class="field">
    <label for="text">{writeStrings.text}</label>
    <textarea
      id="text"
      name="text"
      rows={8}
      maxlength={5000}
      required
      dir="auto"
      aria-describedby="text-hint"
    >
      {text}
    </textarea>
    <span class="hint" id="text-hint">
      {talkStrings.writeHint}
    </span>
  </p>
);

const QuoteField = ({ quote }: { quote: string }) => (
  <p class="field">
    <label for="quote">{writeStrings.quote}</label>
    <textarea
      id="quote"
      name="quote"
      rows={2}
      maxlength={1000}
      dir="auto"
      aria-describedby="quote-hint"
    >
      {quote}
    </textarea>
    <span class="hint" id="quote-hint">
      {writeStrings.quoteHint}
    </span>
  </p>
);

/** Where a comment is written, or looked at before it is posted: the key in the form makes it one comment. */
export function writePage(
  frame: Frame,
  writing: Writing,
  look: { readonly name: string; readonly isReview: boolean; readonly told?: string | undefined },
): string {
  const { story, parent, text, quote } = writing;
  const title = look.isReview
    ? writeStrings.reviewTitle
    : parent === undefined
      ? writeStrings.title
      : writeStrings.replyTitle;
  return ownPage(frame, {
    title,
    told: look.told,
    children: (
      <>
        <About writing={writing} />
        {look.isReview && text !== "" ? (
          <section class="preview" aria-labelledby="preview">
            <h2 id="preview">{writeStrings.preview}</h2>
            {quote === "" ? null : <StoryQuote path={story.path} quote={quote} />}
            <CommentText text={text} />
          </section>
        ) : null}
        <form class="own-form" method="post" action="/conversation/comments">
          <input type="hidden" name="key" value={writing.key ?? randomUUID()} />
          <input type="hidden" name="story" value={story.id} />
          {parent === undefined ? null : <input type="hidden" name="parent" value={parent.id} />}
          <TextField text={text} />
          <QuoteField quote={quote} />
          <p class="own-foot">
            <button class="go" type="submit">
              {talkStrings.publish}
            </button>
            <button class="plain-button" type="submit" formaction="/conversation/write">
              {writeStrings.review}
            </button>
            <span class="hint">
              {talkStrings.signedInAs} <bdi>{look.name}</bdi>
            </span>
          </p>
        </form>
        <p>
          <a href={talkHref(story.path)}>{talkStrings.wholeConversation}</a>
        </p>
      </>
    ),
  });
}

/** What became of a post: the reader sees their comment at once, whatever pages are kept. */
export function postedPage(frame: Frame, comment: OwnComment): string {
  const isHeld = comment.state !== "published";
  return ownPage(frame, {
    title: isHeld ? writeStrings.heldTitle : writeStrings.postedTitle,
    intro: isHeld ? writeStrings.held : writeStrings.posted,
    children: (
      <>
        <section class="preview">
          {comment.quote === "" ? null : (
            <StoryQuote path={comment.story.path} quote={comment.quote} />
          )}
          <CommentText text={comment.text} />
        </section>
        <p class="own-foot">
          <a class="go" href={isHeld ? talkHref(comment.story.path) : commentHref(comment.id)}>
            {isHeld ? talkStrings.wholeConversation : writeStrings.seeIt}
          </a>
          {comment.mayEdit ? (
            <a class="plain-button" href={`${commentHref(comment.id)}/edit`}>
              {talkStrings.editYours}
            </a>
          ) : null}
          <a class="plain-button" href={`${commentHref(comment.id)}/delete`}>
            {talkStrings.deleteYours}
          </a>
        </p>
      </>
    ),
  });
}

/** Where a reader changes their comment. */
export function editPage(
  frame: Frame,
  comment: OwnComment,
  look: { readonly text: string; readonly told?: string | undefined },
): string {
  return ownPage(frame, {
    title: writeStrings.editTitle,
    told: look.told,
    children: (
      <form class="own-form" method="post" action={`${commentHref(comment.id)}/edit`}>
        <input type="hidden" name="revision" value={String(comment.revision)} />
        <TextField text={look.text} />
        <p class="own-foot">
          <button class="go" type="submit">
            {writeStrings.save}
          </button>
          <a class="plain-button" href={commentHref(comment.id)}>
            {talkStrings.cancel}
          </a>
        </p>
      </form>
    ),
  });
}

/** Asks whether a comment shall be deleted. */
export function deletePage(frame: Frame, comment: OwnComment): string {
  return ownPage(frame, {
    title: writeStrings.deleteTitle,
    intro: writeStrings.deleteSure,
    children: (
      <>
        <section class="preview">
          <CommentText text={comment.text} />
        </section>
        <form class="own-form" method="post" action={`${commentHref(comment.id)}/delete`}>
          <p class="own-foot">
            <button class="go" type="submit">
              {writeStrings.deleteNow}
            </button>
            <a class="plain-button" href="/account/comments">
              {talkStrings.cancel}
            </a>
          </p>
        </form>
      </>
    ),
  });
}

/** A page that says one thing and leads on. */
export function saidPage(
  frame: Frame,
  said: {
    readonly title: string;
    readonly text: string;
    readonly on: string;
    readonly href: string;
  },
): string {
  return ownPage(frame, {
    title: said.title,
    intro: said.text,
    children: (
      <p class="own-foot">
        <a class="go" href={said.href}>
          {said.on}
        </a>
      </p>
    ),
  });
}
