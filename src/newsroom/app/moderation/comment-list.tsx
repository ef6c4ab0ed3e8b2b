import { useEffect, useRef } from "react";
import { useWords } from "../language/words.tsx";
import { useWriting } from "../parts/times.ts";
import type { Comment } from "./moderation-data.ts";
import { moderationWords } from "./moderation-words.ts";

function Row({
  comment,
  isCurrent,
  onChoose,
}: {
  readonly comment: Comment;
  readonly isCurrent: boolean;
  readonly onChoose: () => void;
}) {
  const w = useWords(moderationWords);
  const { ago } = useWriting();
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const button = row.current;
    const list = button?.closest(".mo-list");
    // On a phone the list is no box of its own: the page stays where the comment is read.
    if (!isCurrent || button === null || list === null || list === undefined) return;
    if (list.scrollHeight > list.clientHeight) button.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  const held = comment.verdicts.find(({ verdict }) => verdict === "hold");
  const phase = Object.entries(w.phases).find(([name]) => name === held?.phase)?.[1];
  return (
    <li>
      <button
        ref={row}
        type="button"
        className="mo-row"
        aria-current={isCurrent ? "true" : undefined}
        onClick={onChoose}
      >
        <span className="mo-row-top">
          <b dir="auto">{comment.reader?.name ?? comment.authorName ?? w.gone}</b>
          <small className="nr-quiet">{ago(comment.createdAt)}</small>
        </span>
        <span className="mo-clamp" dir="auto">
          {comment.body}
        </span>
        <span className="mo-row-marks">
          <span className="mo-state" data-state={comment.state}>
            {w.state[comment.state]}
          </span>
          {comment.reports.length > 0 && (
            <span className="mo-state" data-state="reported">
              {w.reports} {comment.reports.length}
            </span>
          )}
          {phase !== undefined && <small className="nr-quiet">{phase}</small>}
        </span>
      </button>
    </li>
  );
}

/** The comments of a queue, one of them chosen. */
export function CommentList({
  comments,
  current,
  onChoose,
}: {
  readonly comments: readonly Comment[];
  readonly current: string | undefined;
  readonly onChoose: (id: string) => void;
}) {
  const w = useWords(moderationWords);
  return (
    <ol className="mo-list" aria-label={w.list}>
      {comments.map((comment) => (
        <Row
          key={comment.id}
          comment={comment}
          isCurrent={comment.id === current}
          onChoose={() => onChoose(comment.id)}
        />
      ))}
    </ol>
  );
}
