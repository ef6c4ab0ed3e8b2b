import { useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useRef } from "react";
import { api, read } from "../data/api.ts";
import { useReason } from "../data/use-change.ts";
import { notify } from "../frame/toasts.tsx";
import { useWords } from "../language/words.tsx";
import {
  countsQuery,
  MODERATION,
  queueQuery,
  sendDecision,
  type Comment,
  type Decision,
  type QueueFilter,
  type QueueName,
  type QueuePage,
} from "./moderation-data.ts";
import { moderationWords } from "./moderation-words.ts";

/** Comments that were decided on here a moment ago: what was asked of the server before may still hold them. */
const leaving = new Set<string>();
const FORGOTTEN_MS = 4000;

/** The comments of a queue without those that are leaving it. */
export const withoutLeaving = (
  queue: QueueName,
  comments: readonly Comment[],
): readonly Comment[] =>
  queue === "all" ? comments : comments.filter(({ id }) => !leaving.has(id));

type CommentQueue = Exclude<QueueName, "appeals">;
type Pages = InfiniteData<QueuePage, string>;

const mapItems = (pages: Pages, change: (items: Comment[]) => Comment[]): Pages => ({
  ...pages,
  pages: pages.pages.map((page) => ({ ...page, items: change(page.items) })),
});

/** A comment as it will be once the server has heard. */
function after(comment: Comment, { kind }: Decision): Comment {
  if (kind === "feature" || kind === "unfeature")
    return { ...comment, isFeatured: kind === "feature" };
  const state = kind === "approve" ? "published" : kind === "hold" ? "held" : "rejected";
  return { ...comment, state, reports: kind === "hold" ? comment.reports : [] };
}

/** Whether a comment leaves the queue by a decision. */
const leaves = (queue: QueueName, { kind }: Decision): boolean =>
  kind === "delete" || (queue !== "all" && kind !== "feature" && kind !== "unfeature");

/**
 * Decides at once on the screen, and then on the server: the next comment is shown in the same frame. What the server
 * refuses comes back to its place with the reason.
 */
export function useDecisions(filter: QueueFilter & { readonly queue: CommentQueue }) {
  const client = useQueryClient();
  const reason = useReason();
  const w = useWords(moderationWords);
  const last = useRef<Comment | undefined>(undefined);
  const { queryKey } = queueQuery(filter);

  const show = (change: (items: Comment[]) => Comment[]): void => {
    client.setQueryData<Pages>(queryKey, (pages) =>
      pages === undefined ? pages : mapItems(pages, change),
    );
  };
  const count = (by: number): void => {
    client.setQueryData(countsQuery.queryKey, (counts) =>
      counts === undefined
        ? counts
        : { ...counts, [filter.queue]: Math.max(0, counts[filter.queue] + by) },
    );
  };

  const decide = (comment: Comment, decision: Decision): void => {
    const isLeaving = leaves(filter.queue, decision);
    const before = client.getQueryData<Pages>(queryKey);
    void client.cancelQueries({ queryKey });
    if (isLeaving) leaving.add(comment.id);
    show((items) =>
      isLeaving
        ? items.filter(({ id }) => id !== comment.id)
        : items.map((one) => (one.id === comment.id ? after(one, decision) : one)),
    );
    if (isLeaving) count(-1);
    if (decision.kind === "approve" || decision.kind === "reject") last.current = comment;
    sendDecision(comment.id, decision).then(
      () => {
        setTimeout(() => leaving.delete(comment.id), FORGOTTEN_MS);
        void client.invalidateQueries({ queryKey: countsQuery.queryKey });
      },
      (error: unknown) => {
        leaving.delete(comment.id);
        if (before !== undefined) client.setQueryData<Pages>(queryKey, before);
        if (isLeaving) count(1);
        notify("failed", error instanceof Error ? reason(error) : w.failed);
        void client.invalidateQueries({ queryKey: MODERATION });
      },
    );
  };

  /** Puts the comment that was decided on last back to where it waits. */
  const undo = (): void => {
    const comment = last.current;
    if (comment === undefined) return;
    last.current = undefined;
    leaving.delete(comment.id);
    const decision: Decision = { kind: comment.state === "published" ? "approve" : "hold" };
    sendDecision(comment.id, decision).then(
      async () => {
        notify("done", w.undone);
        await client.invalidateQueries({ queryKey: MODERATION });
      },
      (error: unknown) => notify("failed", error instanceof Error ? reason(error) : w.failed),
    );
  };

  /** Decides on many at once; those that are refused come back. */
  const decideAll = async (comments: readonly Comment[], decision: Decision): Promise<void> => {
    const ids = comments.slice(0, 100).map(({ id }) => id);
    show((items) => items.filter(({ id }) => !ids.includes(id)));
    try {
      const { failed } = await read(
        api.moderation.decisions.$post({ json: { comments: ids, decision } }),
      );
      notify("done", w.decidedMany(ids.length - failed.length));
    } catch (error) {
      notify("failed", error instanceof Error ? reason(error) : w.failed);
    }
    await client.invalidateQueries({ queryKey: MODERATION });
  };

  return { decide, undo, decideAll };
}
