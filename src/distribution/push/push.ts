import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import webPush from "web-push";
import type { Clock } from "#platform/clock.ts";
import { createRateLimit } from "#platform/http/rate-limit.ts";
import type { Log } from "#platform/log.ts";
import type { OutboundPolicy } from "#platform/outbound-fetch.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Edition } from "#stories/story.ts";
import { dueKinds, type NewsletterRanking } from "../newsletter/automatic.ts";
import { findSettings } from "../newsletter/settings.ts";
import { NEWSLETTER_NAMES } from "../newsletter/strings.ts";
import { ensureSiteKey } from "../site-keys.ts";
import { addDailyAlert, ALERT_BODY_LETTERS } from "./alerts.ts";
import { sendAlertCopies } from "./send-alert.ts";
import {
  fitsEndpoint,
  forgetSubscription,
  keepSubscription,
  type PushSubscriptionInput,
} from "./subscriptions.ts";

/** Alerts on readers' devices. */
export type Push = {
  /** The key by which browsers know whose alerts they take, base64url. */
  publicKey(): Promise<string>;
  /**
   * Keeps a subscription for a browser of the network address group `client`.
   * @throws Refusal `invalid` for an address that is no push service's, `tooMany`
   */
  subscribe(input: PushSubscriptionInput, client: string): Promise<void>;
  /** Forgets a subscription. */
  unsubscribe(endpoint: string): Promise<void>;
  start(): void;
  /** Looks at once whether something is to be sent. */
  hurry(): void;
  /** Does what is due now, and resolves when it is done. */
  sendDue(): Promise<void>;
  /** Ends after the copies in hand. */
  stop(): Promise<void>;
};

/** What alerts need. */
export type PushDeps = {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
  readonly edition: () => Edition;
  readonly siteUrl: string;
  readonly ranking: NewsletterRanking;
  /** Copies a second at most. */
  readonly perSecond: number;
  /** Which push services may be asked; tests let it reach their own. */
  readonly policy?: OutboundPolicy;
  /** Whether an address may be a push service's; tests have one on loopback. */
  readonly fitsEndpoint?: (endpoint: string) => boolean;
};

const POLL_MS = 5000;
/** Many people may share one network address, and each changes a choice a few times. */
const CHANGES_AN_HOUR = 60;

/** Makes the alerts. */
export function createPush(deps: PushDeps): Push {
  const { pool, clock, log } = deps;
  const fits = deps.fitsEndpoint ?? fitsEndpoint;
  const limit = createRateLimit({ requests: CHANGES_AN_HOUR, seconds: 3600 });
  const stopping = new AbortController();
  let wake: () => void = () => {};
  let running: Promise<void> = Promise.resolve();

  /** Made when first needed, the same on every node: a new one would silence every subscription there is. */
  async function keys(): Promise<{ publicKey: string; privateKey: string }> {
    const value = await ensureSiteKey(pool, "vapid", () => {
      const made = webPush.generateVAPIDKeys();
      return `${made.publicKey}.${made.privateKey}`;
    });
    const [publicKey = "", privateKey = ""] = value.split(".");
    return { publicKey, privateKey };
  }

  async function addDaily(now: Date): Promise<void> {
    const edition = deps.edition();
    const { settings } = await findSettings(pool, edition.code);
    for (const { kind, period } of dueKinds(settings, edition.zone, now)) {
      if (kind !== "daily") continue;
      const { rows } = await pool.query(
        `SELECT WHERE EXISTS (SELECT FROM push_subscription WHERE topics @> ARRAY['daily'])
           AND NOT EXISTS (SELECT FROM push_alert WHERE edition_code = $1 AND topic = 'daily' AND period = $2)`,
        [edition.code, period],
      );
      const first = rows.length === 0 ? undefined : await deps.ranking.mostReadOn(period);
      const headline = first?.stories[0]?.card.headline;
      if (headline === undefined) continue;
      const body = Array.from(headline).slice(0, ALERT_BODY_LETTERS).join("");
      const title = NEWSLETTER_NAMES.daily;
      await addDailyAlert(pool, { editionCode: edition.code, day: period, title, body }, now);
    }
  }

  async function sendDue(): Promise<void> {
    await addDaily(clock.now());
    const { rows } = await pool.query<{ id: string }>(
      "SELECT id FROM push_alert WHERE state = 'sending' ORDER BY is_urgent DESC, created_at, id",
    );
    for (const { id } of rows) {
      if (stopping.signal.aborted) return;
      await sendAlertCopies({ ...deps, keys: await keys() }, id, stopping.signal);
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      try {
        await sendDue();
      } catch (error) {
        // The database may be away: what is to be sent waits in it.
        log.warn({ error }, "alerts could not be sent; trying again");
      }
      await Promise.race([
        woken,
        delay(POLL_MS, undefined, { signal: stopping.signal }).catch(() => {}),
      ]);
    }
  }

  return {
    publicKey: async () => (await keys()).publicKey,
    subscribe: async (input, client) => {
      await limit.take(client);
      if (!fits(input.endpoint))
        throw new Refusal("invalid", "need the https address of a public push service");
      await keepSubscription(pool, input, clock.now());
    },
    unsubscribe: (endpoint) => forgetSubscription(pool, endpoint),
    start: () => {
      running = run();
    },
    hurry: () => wake(),
    sendDue,
    stop: async () => {
      stopping.abort();
      wake();
      await running;
    },
  };
}
