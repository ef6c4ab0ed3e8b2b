import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, read, type AnswerOf } from "../data/api.ts";
import { given } from "../data/given.ts";

export const NEWSLETTER = ["newsletter"] as const;
export const ALERTS = ["alerts"] as const;
export const WEBHOOKS = ["webhooks"] as const;
export const RECEIPTS = ["receipts"] as const;

/** What is on its way changes by itself. */
const WATCHED_MS = 4000;
const QUIET_MS = 60_000;

export type NewsletterShown = AnswerOf<typeof api.newsletter.$get>;
export type ListedIssue = NewsletterShown["issues"][number];
export type AlertsShown = AnswerOf<typeof api.alerts.$get>;
export type ShownWebhook = AnswerOf<typeof api.webhooks.$get>["items"][number];
export type Receipt = AnswerOf<typeof api.deliveries.$get>["items"][number];
export type OpenIssue = AnswerOf<(typeof api.newsletter.issues)[":id"]["$get"]>;

const isOnItsWay = (state: ListedIssue["state"]): boolean =>
  state === "scheduled" || state === "sending";

export const newsletterQuery = queryOptions({
  queryKey: NEWSLETTER,
  queryFn: () => read(api.newsletter.$get()),
  refetchInterval: ({ state }) =>
    state.data?.issues.some((issue) => isOnItsWay(issue.state)) === true ? WATCHED_MS : QUIET_MS,
});

export const issueQuery = (id: string) =>
  queryOptions({
    queryKey: [...NEWSLETTER, "issue", id],
    queryFn: () => read(api.newsletter.issues[":id"].$get({ param: { id } })),
    refetchOnWindowFocus: false,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data !== undefined && isOnItsWay(state.data.state) ? WATCHED_MS : false,
  });

export const alertsQuery = queryOptions({
  queryKey: ALERTS,
  queryFn: () => read(api.alerts.$get()),
  refetchInterval: ({ state }) =>
    state.data?.items.some((alert) => alert.state === "sending") === true ? WATCHED_MS : QUIET_MS,
});

export const webhooksQuery = queryOptions({
  queryKey: WEBHOOKS,
  queryFn: () => read(api.webhooks.$get()),
});

export type ReceiptFilter = {
  readonly channel: string;
  readonly state: "" | Receipt["state"];
};

export const receiptsQuery = ({ channel, state }: ReceiptFilter) =>
  infiniteQueryOptions({
    queryKey: [...RECEIPTS, channel, state],
    queryFn: ({ pageParam }) =>
      read(
        api.deliveries.$get({
          query: given({ channel, state: state === "" ? undefined : state, cursor: pageParam }),
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor,
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
