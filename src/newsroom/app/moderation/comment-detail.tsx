import { Button, Menu, ActionIcon } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { useWriting } from "../parts/times.ts";
import { MarkedText } from "./marked-text.tsx";
import type { Comment } from "./moderation-data.ts";
import { moderationWords } from "./moderation-words.ts";
import { ReaderPanel } from "./reader-panel.tsx";
import { StoryPanel } from "./story-panel.tsx";
import { Reports, Verdicts } from "./verdicts.tsx";

/** What can be done with a comment. */
export type CommentActs = {
  readonly approve: () => void;
  readonly reject: () => void;
  readonly remove: () => void;
  readonly feature: () => void;
  readonly ban: () => void;
};

function Acts({ comment, acts }: { readonly comment: Comment; readonly acts: CommentActs }) {
  const w = useWords(moderationWords);
  return (
    <div className="mo-acts" role="toolbar" aria-label={w.title}>
      {comment.state !== "published" || comment.reports.length > 0 ? (
        <Button onClick={acts.approve} rightSection={<kbd aria-hidden="true">A</kbd>}>
          {comment.state === "published" ? w.keep : w.approve}
        </Button>
      ) : null}
      {comment.state !== "rejected" && (
        <Button
          variant="default"
          onClick={acts.reject}
          rightSection={<kbd aria-hidden="true">R</kbd>}
        >
          {w.reject}
        </Button>
      )}
      {comment.state === "published" && (
        <Button
          variant="default"
          onClick={acts.feature}
          rightSection={<kbd aria-hidden="true">F</kbd>}
        >
          {comment.isFeatured ? w.unfeature : w.feature}
        </Button>
      )}
      <span className="nr-grow" />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" size="lg" aria-label={w.remove}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {comment.reader !== null && (
            <Menu.Item leftSection={<Icon name="lock" size={16} />} onClick={acts.ban}>
              {w.ban} (B)
            </Menu.Item>
          )}
          <Menu.Item leftSection={<Icon name="trash" size={16} />} onClick={acts.remove}>
            {w.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

/** One comment with all that a decision needs. */
export function CommentDetail({
  comment,
  acts,
}: {
  readonly comment: Comment;
  readonly acts: CommentActs;
}) {
  const w = useWords(moderationWords);
  const { dateTime, ago } = useWriting();
  const { story, parent, reader } = comment;
  const name = reader?.name ?? comment.authorName ?? w.gone;
  return (
    <article className="mo-detail" aria-labelledby="mo-name">
      <header>
        <h2 id="mo-name" dir="auto">
          {name}
        </h2>
        <span className="mo-state" data-state={comment.state}>
          {w.state[comment.state]}
        </span>
        {comment.isFeatured && <span className="mo-state">{w.featured}</span>}
        {reader !== null && reader.standing !== null && (
          <span className="mo-state" data-state="rejected">
            {Object.entries(w.sanction).find(([kind]) => kind === reader.standing)?.[1]}
          </span>
        )}
        <span className="nr-grow" />
        <time className="nr-quiet" dateTime={comment.createdAt} title={dateTime(comment.createdAt)}>
          {ago(comment.createdAt)}
        </time>
      </header>
      <p className="mo-context">
        {w.on}{" "}
        {story.path === null ? (
          <b dir="auto">{story.headline}</b>
        ) : (
          <a className="nr-link" href={story.path} target="_blank" rel="noreferrer" dir="auto">
            {story.headline}
          </a>
        )}
      </p>
      {parent !== null && (
        <blockquote className="mo-parent">
          <b>{w.inReplyTo(parent.name ?? w.gone)}</b>
          <span dir="auto">{parent.body}</span>
        </blockquote>
      )}
      {comment.quote !== "" && (
        <blockquote className="mo-parent">
          <b>{w.quoted}</b>
          <span dir="auto">{comment.quote}</span>
        </blockquote>
      )}
      <MarkedText comment={comment} />
      <Acts comment={comment} acts={acts} />
      <Reports comment={comment} />
      <Verdicts comment={comment} />
      {comment.alike > 0 && (
        <Link className="nr-link" to="/moderation" search={{ queue: "held", alike: comment.id }}>
          {w.alike(comment.alike)} · {w.showAlike}
        </Link>
      )}
      {reader !== null && <ReaderPanel key={reader.id} reader={reader} />}
      <StoryPanel key={story.id} story={story} />
    </article>
  );
}
