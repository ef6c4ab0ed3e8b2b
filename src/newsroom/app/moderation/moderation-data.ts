import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, read, type AnswerOf } from "../data/api.ts";
import { given } from "../data/given.ts";

/** Everything that is known of comments; asked again after a notice that begins with `comment.`. */
export const MODERATION = ["moderation"] as const;

export const QUEUES = ["held", "reported", "newcomers", "appeals", "all"] as const;
export type QueueName = (typeof QUEUES)[number];

/** What the screen shows: a queue, perhaps narrowed to texts like one, to a reader, or to a story. */
export type QueueFilter = {
  readonly queue: QueueName;
  readonly alike?: string | undefined;
  readonly reader?: string | undefined;
  readonly story?: string | undefined;
};

const textIn = (search: Record<string, unknown>, name: string): string | undefined => {
  const value = search[name];
  return typeof value === "string" && value !== "" ? value : undefined;
};

/** The filter that an address holds. */
export const readQueueFilter = (search: Record<string, unknown>): QueueFilter => ({
  queue: QUEUES.find((name) => name === search["queue"]) ?? "held",
  alike: textIn(search, "alike"),
  reader: textIn(search, "reader"),
  story: textIn(search, "story"),
});

type CommentQueue = Exclude<QueueName, "appeals">;

export type QueuePage = AnswerOf<typeof api.moderation.comments.$get>;
export type Comment = QueuePage["items"][number];

/** How often what somebody else did is asked for, where no stream of events tells of it. */
const AGAIN_MS = 15_000;

export const countsQuery = queryOptions({
  queryKey: [...MODERATION, "counts"],
  queryFn: () => read(api.moderation.counts.$get()),
  refetchInterval: AGAIN_MS,
});

export const queueQuery = (filter: QueueFilter & { readonly queue: CommentQueue }) =>
  infiniteQueryOptions({
    queryKey: [...MODERATION, "queue", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      read(
        api.moderation.comments.$get({
          query: { ...given({ ...filter, cursor: pageParam }), queue: filter.queue },
        }),
      ),
    getNextPageParam: ({ cursor }) => cursor,
    refetchInterval: AGAIN_MS,
  });

export const appealsQuery = queryOptions({
  queryKey: [...MODERATION, "appeals"],
  queryFn: () => read(api.moderation.appeals.$get()),
});
export type Appeal = AnswerOf<typeof api.moderation.appeals.$get>["items"][number];

export const recordQuery = (id: string) =>
  queryOptions({
    queryKey: [...MODERATION, "reader", id],
    queryFn: () => read(api.moderation.readers[":id"].$get({ param: { id } })),
  });

export const storyModeQuery = (id: string) =>
  queryOptions({
    queryKey: [...MODERATION, "story", id],
    queryFn: () => read(api.moderation.stories[":id"].$get({ param: { id } })),
  });

export const wordsQuery = queryOptions({
  queryKey: ["moderation-words"],
  queryFn: () => read(api.moderation.words.$get()),
});

export const settingsQuery = queryOptions({
  queryKey: ["moderation-settings"],
  queryFn: () => read(api.moderation.settings.$get()),
});

export type Decision =
  | { readonly kind: "approve" | "hold" | "feature" | "unfeature" }
  | { readonly kind: "reject" | "delete"; readonly reason: Reason; readonly note: string };

export const REASONS = [
  "insult",
  "hate",
  "harassment",
  "threat",
  "coarse",
  "spam",
  "offTopic",
  "misleading",
  "privacy",
  "illegal",
  "other",
] as const;
export type Reason = (typeof REASONS)[number];

/** Sends one decision. */
export const sendDecision = (id: string, decision: Decision) =>
  read(
    api.moderation.comments[":id"].decision.$post({
      param: { id },
      json: { decision },
    }),
  );
