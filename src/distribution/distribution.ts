import type { Pool } from "pg";
import { z } from "zod";
import type { Media } from "#media/pictures.ts";
import type { Clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import type { OutboundPolicy } from "#platform/outbound-fetch.ts";
import type { OutboxEvent, OutboxHandler } from "#platform/outbox.ts";
import { listPathsById } from "#stories/published-addresses.ts";
import { addDeliveries } from "./deliveries.ts";
import { isTelling, pingsOf } from "./pings.ts";
import { createSender } from "./sender.ts";
import { ensureSiteKey } from "./site-keys.ts";
import { forgetSocialCard } from "./social-cards.ts";
import {
  isForWebhooks,
  WEBHOOK_CHANNEL,
  webhookHeaders,
  webhookMessages,
} from "./webhooks/messages.ts";

/** Where all search engines that take part in IndexNow are reached. */
const INDEXNOW = "https://api.indexnow.org/indexnow";

/** What tells the outside of changes. */
export type Distribution = {
  /** Listener of the outbox. */
  readonly onEvents: OutboxHandler;
  /** The key that search engines find on the site; undefined: they are not told of changes. */
  indexNowKey(): Promise<string | undefined>;
  /** Looks at once for messages to be sent. */
  hurry(): void;
  start(): void;
  /** Ends after the requests under way. */
  stop(): Promise<void>;
};

/** What distribution needs. */
export type DistributionDeps = {
  readonly pool: Pool;
  readonly media: Media;
  readonly clock: Clock;
  readonly log: Log;
  /** Public origin without a slash at its end. */
  readonly siteUrl: string;
  readonly websubHub: string | undefined;
  readonly indexNow: boolean;
  /** Where IndexNow is reached; tests ask their own server. */
  readonly indexNowEndpoint?: string;
  readonly policy?: OutboundPolicy;
};

const Ids = z.array(z.uuid()).max(100_000).catch([]);

const storiesOf = ({ payload }: OutboxEvent): readonly string[] =>
  payload.story === undefined ? Ids.parse(payload["stories"]) : [payload.story];

/** Makes what tells the outside: a hub, search engines, and the servers that somebody added in the newsroom. */
export function createDistribution(deps: DistributionDeps): Distribution {
  const { pool, media, clock, siteUrl, websubHub } = deps;
  const sender = createSender({
    ...deps,
    headersOf: async (delivery) =>
      delivery.channel === WEBHOOK_CHANNEL ? webhookHeaders(pool, delivery, clock.now()) : {},
  });
  let key: Promise<string> | undefined;
  const indexNowKey = async (): Promise<string | undefined> => {
    if (!deps.indexNow) return undefined;
    key ??= ensureSiteKey(pool, "indexnow");
    try {
      return await key;
    } catch (error) {
      key = undefined;
      throw error;
    }
  };
  const isTold = websubHub !== undefined || deps.indexNow;

  async function tell(events: readonly OutboxEvent[]): Promise<void> {
    const indexKey = await indexNowKey();
    const indexNow =
      indexKey === undefined
        ? undefined
        : { endpoint: deps.indexNowEndpoint ?? INDEXNOW, key: indexKey };
    for (const event of events) {
      const paths = indexNow === undefined ? [] : await listPathsById(pool, storiesOf(event));
      const pings = pingsOf(event, paths, { siteUrl, websubHub, indexNow });
      await addDeliveries(pool, pings, clock.now());
    }
    sender.hurry();
  }

  async function tellWebhooks(events: readonly OutboxEvent[]): Promise<void> {
    for (const event of events)
      await addDeliveries(pool, await webhookMessages(pool, event, siteUrl), clock.now());
    sender.hurry();
  }

  return {
    onEvents: async (events) => {
      for (const { kind, payload } of events)
        if (kind === "story.taken_down" && payload.story !== undefined)
          await forgetSocialCard({ pool, media }, payload.story);
      const telling = isTold ? events.filter(isTelling) : [];
      if (telling.length > 0) await tell(telling);
      const forWebhooks = events.filter(isForWebhooks);
      if (forWebhooks.length > 0) await tellWebhooks(forWebhooks);
    },
    indexNowKey,
    hurry: () => sender.hurry(),
    start: () => sender.start(),
    stop: () => sender.stop(),
  };
}
