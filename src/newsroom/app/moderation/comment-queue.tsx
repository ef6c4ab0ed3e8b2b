import { Button, ActionIcon } from "@mantine/core";
import { useQueryClient, useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useShortcuts } from "../frame/shortcuts.tsx";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { Nothing } from "../parts/screen.tsx";
import { CommentDetail, type CommentActs } from "./comment-detail.tsx";
import { CommentList } from "./comment-list.tsx";
import { ReasonDialog, SanctionDialog } from "./decision-dialogs.tsx";
import {
  queueQuery,
  recordQuery,
  storyModeQuery,
  type Comment,
  type QueueFilter,
  type QueueName,
  type Reason,
} from "./moderation-data.ts";
import { moderationWords } from "./moderation-words.ts";
import { useDecisions, withoutLeaving } from "./use-decisions.ts";

type Asking = "reject" | "delete" | "ban" | "rejectAll";

/** The comment that is looked at: the chosen one, or who took its place when it left. */
function useCurrent(comments: readonly Comment[]) {
  const [chosen, setChosen] = useState<{ id: string | undefined; at: number }>({
    id: undefined,
    at: 0,
  });
  const found = comments.findIndex(({ id }) => id === chosen.id);
  const at = found === -1 ? Math.min(chosen.at, Math.max(0, comments.length - 1)) : found;
  const choose = (next: number): void => {
    const bounded = Math.min(Math.max(0, next), comments.length - 1);
    setChosen({ id: comments[bounded]?.id, at: bounded });
  };
  return { at, current: comments[at], choose, leave: () => setChosen({ id: undefined, at }) };
}

/** What the next comment needs is asked for before it is shown. */
function useAhead(next: Comment | undefined): void {
  const client = useQueryClient();
  const reader = next?.reader?.id;
  const story = next?.story.id;
  useEffect(() => {
    if (reader !== undefined) void client.prefetchQuery(recordQuery(reader));
    if (story !== undefined) void client.prefetchQuery(storyModeQuery(story));
  }, [client, reader, story]);
}

function Narrowed({
  filter,
  comments,
  onAll,
}: {
  readonly filter: QueueFilter;
  readonly comments: readonly Comment[];
  readonly onAll: (kind: "approve" | "reject") => void;
}) {
  const w = useWords(moderationWords);
  const name =
    filter.alike !== undefined
      ? w.narrowedAlike
      : filter.reader !== undefined
        ? w.narrowedReader
        : filter.story === undefined
          ? undefined
          : w.narrowedStory;
  if (name === undefined) return null;
  return (
    <div className="nr-bulk" role="toolbar" aria-label={name}>
      <b>{name}</b>
      {comments.length > 0 && (
        <>
          <Button size="compact-md" variant="default" onClick={() => onAll("approve")}>
            {w.approveAll(comments.length)}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => onAll("reject")}>
            {w.rejectAll(comments.length)}
          </Button>
        </>
      )}
      <span className="nr-grow" />
      <Link className="nr-link" to="/moderation" search={{ queue: filter.queue }}>
        {w.everything}
      </Link>
    </div>
  );
}

/** A queue of comments and the one that is decided on, by the keyboard. */
export function CommentQueue({
  filter,
}: {
  readonly filter: QueueFilter & { readonly queue: Exclude<QueueName, "appeals"> };
}) {
  const w = useWords(moderationWords);
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery(
    queueQuery(filter),
  );
  const comments = withoutLeaving(
    filter.queue,
    data.pages.flatMap(({ items }) => items),
  );
  const { at, current, choose, leave } = useCurrent(comments);
  const { decide, decideAll, undo } = useDecisions(filter);
  const [asking, setAsking] = useState<Asking>();
  useAhead(comments[at + 1]);
  const isNearEnd = comments.length - at < 10;
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [isNearEnd, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const ask = (what: Asking) => () => {
    if (current !== undefined) setAsking(what);
  };
  const acts: CommentActs = {
    approve: () => {
      if (current === undefined) return;
      leave();
      decide(current, { kind: "approve" });
    },
    reject: ask("reject"),
    remove: ask("delete"),
    feature: () => {
      if (current?.state !== "published") return;
      decide(current, { kind: current.isFeatured ? "unfeature" : "feature" });
    },
    ban: () => {
      if (current !== undefined && current.reader !== null) setAsking("ban");
    },
  };
  const because = (kind: "reject" | "delete") => (reason: Reason, note: string) => {
    setAsking(undefined);
    if (current === undefined) return;
    leave();
    decide(current, { kind, reason, note });
  };
  useShortcuts([
    { keys: "KeyJ", does: w.next, run: () => choose(at + 1) },
    { keys: "ArrowDown", does: w.next, run: () => choose(at + 1) },
    { keys: "KeyK", does: w.previous, run: () => choose(at - 1) },
    { keys: "ArrowUp", does: w.previous, run: () => choose(at - 1) },
    { keys: "KeyA", does: w.approve, run: acts.approve },
    { keys: "KeyR", does: w.reject, run: acts.reject },
    { keys: "KeyF", does: w.feature, run: acts.feature },
    { keys: "KeyB", does: w.ban, run: acts.ban },
    { keys: "KeyZ", does: w.undo, run: undo },
  ]);
  return (
    <>
      <Narrowed
        filter={filter}
        comments={comments}
        onAll={(kind) => {
          if (kind === "approve") void decideAll(comments, { kind });
          else setAsking("rejectAll");
        }}
      />
      {current === undefined ? (
        <Nothing>{w.none}</Nothing>
      ) : (
        <div className="mo-queue">
          <div className="mo-steps">
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={w.previous}
              disabled={at === 0}
              onClick={() => choose(at - 1)}
            >
              <Icon name="up" />
            </ActionIcon>
            <span className="nr-number" dir="ltr">
              {at + 1} / {comments.length}
              {hasNextPage ? "+" : ""}
            </span>
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={w.next}
              disabled={at === comments.length - 1}
              onClick={() => choose(at + 1)}
            >
              <Icon name="down" />
            </ActionIcon>
          </div>
          <CommentList
            comments={comments}
            current={current.id}
            onChoose={(id) => choose(comments.findIndex((comment) => comment.id === id))}
          />
          <CommentDetail key={current.id} comment={current} acts={acts} />
        </div>
      )}
      {(asking === "reject" || asking === "delete") && (
        <ReasonDialog
          kind={asking}
          onClose={() => setAsking(undefined)}
          onReason={because(asking)}
        />
      )}
      {asking === "rejectAll" && (
        <ReasonDialog
          kind="reject"
          onClose={() => setAsking(undefined)}
          onReason={(reason, note) => {
            setAsking(undefined);
            void decideAll(comments, { kind: "reject", reason, note });
          }}
        />
      )}
      {asking === "ban" && current !== undefined && current.reader !== null && (
        <SanctionDialog
          reader={current.reader}
          comment={current.id}
          onClose={() => setAsking(undefined)}
          onDone={(alsoReject, reason) => {
            if (alsoReject) because("reject")(reason, "");
            else setAsking(undefined);
          }}
        />
      )}
    </>
  );
}
