import { formatNumber } from "#arabic/digits.ts";
import { partsOf, type Inline } from "#conversation/comments/comment-text.ts";
import type { ShownComment, Thread } from "#conversation/comments/threads.ts";
import type { Edition } from "#stories/story.ts";
import { When } from "../parts/when.tsx";
import { commentHref, quoteHref, talkHref, writeHref } from "./addresses.ts";
import { talkStrings } from "./strings.ts";

const Line = ({ words }: { words: readonly Inline[] }) => (
  <>
    {words.map((part) =>
      part.kind === "text" ? (
        part.text
      ) : (
        <a href={part.href} rel="ugc nofollow noopener" dir="ltr">
          {part.text}
        </a>
      ),
    )}
  </>
);

const Lines = ({ lines }: { lines: readonly (readonly Inline[])[] }) => (
  <>
    {lines.map((words, index) => (
      <>
        {index === 0 ? null : <br />}
        <Line words={words} />
      </>
    ))}
  </>
);

/** The text of a comment: paragraphs and quotes, each in its own direction. */
export function CommentText({ text }: { text: string }) {
  return (
    <div class="said-text">
      {partsOf(text).map(({ kind, lines }) =>
        kind === "quote" ? (
          <blockquote dir="auto">
            <p>
              <Lines lines={lines} />
            </p>
          </blockquote>
        ) : (
          <p dir="auto">
            <Lines lines={lines} />
          </p>
        ),
      )}
    </div>
  );
}

/** The words of the story that a comment is about, with the way back to them. */
export function StoryQuote({ path, quote }: { path: string; quote: string }) {
  return (
    <blockquote class="of-story">
      <p dir="auto">{quote}</p>
      <a href={quoteHref(path, quote)} aria-label={talkStrings.quoteLink}>
        {talkStrings.quoteFrom}
      </a>
    </blockquote>
  );
}

/** What a comment stands in. */
export type CommentPlace = {
  readonly edition: Edition;
  readonly story: { readonly id: string; readonly path: string };
  readonly level: 2 | 3;
};

const Actions = ({
  comment,
  place,
  name,
}: {
  comment: ShownComment;
  place: CommentPlace;
  name: string;
}) => (
  <p class="acts">
    <a
      class="act"
      href={writeHref(place.story.id, comment.id)}
      rel="nofollow"
      aria-label={talkStrings.replyTo(name)}
      data-reply
    >
      {talkStrings.reply}
    </a>
    <button
      class="act"
      type="submit"
      form="talk-acts"
      formaction={`${commentHref(comment.id)}/appreciate`}
      aria-label={talkStrings.appreciateThis(name)}
      data-like
    >
      {talkStrings.appreciate}
      <span class="likes" data-likes>
        {comment.likes === 0 ? "" : formatNumber(comment.likes, place.edition.digits)}
      </span>
    </button>
    <a
      class="act quiet-act"
      href={`${commentHref(comment.id)}/report`}
      rel="nofollow"
      aria-label={talkStrings.reportThis(name)}
    >
      {talkStrings.report}
    </a>
  </p>
);

/** A comment as readers see it. Its buttons belong to the form `talk-acts` of the page. */
export function Comment({ comment, place }: { comment: ShownComment; place: CommentPlace }) {
  if (!comment.isShown)
    return (
      <article class="said gone" id={`c-${comment.id}`}>
        <p>{comment.isDeleted ? talkStrings.deleted : talkStrings.removed}</p>
      </article>
    );
  const name = comment.author ?? talkStrings.formerReader;
  const heading = <bdi>{name}</bdi>;
  return (
    <article class="said" id={`c-${comment.id}`} data-comment={comment.id}>
      <header class="said-head">
        {place.level === 2 ? <h2>{heading}</h2> : <h3>{heading}</h3>}
        {comment.answers === null ? null : (
          <span class="answers">
            <a href={`#c-${comment.parent ?? ""}`}>{talkStrings.answers(comment.answers)}</a>
          </span>
        )}
        <a class="said-when" href={commentHref(comment.id)} rel="nofollow">
          <When instant={comment.createdAt} edition={place.edition} isRelative />
        </a>
        {comment.editedAt === null ? null : <span class="edited">{talkStrings.edited}</span>}
        {comment.isFeatured ? <span class="pick">{talkStrings.featured}</span> : null}
      </header>
      {comment.quote === "" ? null : <StoryQuote path={place.story.path} quote={comment.quote} />}
      <CommentText text={comment.text} />
      <Actions comment={comment} place={place} name={name} />
    </article>
  );
}

/** A comment with its replies. */
export function ThreadView({ thread, place }: { thread: Thread; place: CommentPlace }) {
  const { root, replies, total } = thread;
  const { digits } = place.edition;
  return (
    <li class="thread" data-thread={root.id}>
      <Comment comment={root} place={{ ...place, level: 2 }} />
      <ol
        class="replies"
        data-replies
        data-collapse={talkStrings.collapse}
        data-expand={talkStrings.expand(total, digits)}
      >
        {replies.map((reply) => (
          <li>
            <Comment comment={reply} place={{ ...place, level: 3 }} />
          </li>
        ))}
      </ol>
      {total > replies.length ? (
        <p class="more-replies">
          <a href={talkHref(place.story.path, { thread: root.id })}>
            {talkStrings.moreReplies(total, digits)}
          </a>
        </p>
      ) : null}
    </li>
  );
}
