import { setTimeout as delay } from "node:timers/promises";
import { placeOf } from "./bulk-mail.ts";
import type { Log } from "#platform/log.ts";
import type { Mailer } from "#platform/mail.ts";
import { createRateLimit } from "#platform/http/rate-limit.ts";
import { ensureSiteKey } from "../site-keys.ts";
import { addDueIssues, type NewsletterRanking } from "./automatic.ts";
import { followLink } from "./issues.ts";
import { renderLetter } from "./render-issue.ts";
import { beginIssue, renderNow, sendIssue, type SendingDeps } from "./send-issue.ts";
import { mailStrings } from "./strings.ts";
import {
  askToSubscribe,
  changeKinds,
  confirmSubscription,
  endSubscription,
  findSubscriber,
  forgetUnconfirmed,
  unsubscribe,
  type NewsletterKind,
  type Subscriber,
} from "./subscribers.ts";
import { makeToken, readToken } from "./tokens.ts";

/** The newsletter: its subscribers by their links, and the sending of its issues. */
export type Newsletter = {
  /**
   * Takes a form from the network address group `client`; the answer tells nothing of the address.
   * @throws Refusal `tooMany`
   */
  ask(form: { email: string; kinds: readonly NewsletterKind[] }, client: string): Promise<void>;
  /** Whether a link of confirmation is of a subscription that there still is. */
  findToConfirm(token: string): Promise<Subscriber | undefined>;
  /** Confirms; false where the link is of nothing any more. */
  confirm(token: string): Promise<boolean>;
  /** Whether `token` is one of ours, and the subscriber that it is of, if there still is one. */
  findByLink(token: string): Promise<{ readonly subscriber: Subscriber | undefined } | undefined>;
  /** Changes what comes; false for a link that is none. */
  change(token: string, kinds: readonly NewsletterKind[]): Promise<boolean>;
  /** Ends a subscription; false for a link that is none. Doing it again is no failure. */
  leave(token: string): Promise<boolean>;
  /** Where a link of an issue leads, root-relative and decoded; the click is counted. */
  follow(issue: string, place: number): Promise<string | undefined>;
  /** What mail servers report with, as `Authorization: Bearer …`. */
  bounceKey(): Promise<string>;
  /** Takes a report of a bounce or a complaint; false where it is about nobody. */
  report(input: {
    readonly kind: "bounced" | "complained";
    readonly address: string;
    readonly why: string;
  }): Promise<boolean>;
  /** An issue as readers would get it now. */
  preview(
    id: string,
  ): Promise<{ readonly subject: string; readonly html: string; readonly text: string }>;
  /** Sends an issue to one address, to be looked at. @throws when the mail server does not take it */
  sendTest(id: string, to: string): Promise<void>;
  start(): void;
  /** Looks at once whether something is to be sent. */
  hurry(): void;
  /** Does what is due now, and resolves when it is done. */
  sendDue(): Promise<void>;
  /** Ends after the copies in hand. */
  stop(): Promise<void>;
};

/** What the newsletter needs. */
export type NewsletterDeps = Omit<SendingDeps, "key"> & {
  readonly log: Log;
  readonly mailer: Mailer;
  readonly ranking: NewsletterRanking;
};

const POLL_MS = 5000;
const TIDY_MS = 3_600_000;
/** Forms from one network address in an hour: many people may share one. */
const FORMS_AN_HOUR = 30;

/** Makes the newsletter. */
export function createNewsletter(deps: NewsletterDeps): Newsletter {
  const { pool, clock, log, mailer, look } = deps;
  let made: Promise<string> | undefined;
  const key = async (): Promise<string> => {
    made ??= ensureSiteKey(pool, "newsletter");
    try {
      return await made;
    } catch (error) {
      made = undefined;
      throw error;
    }
  };
  const limit = createRateLimit({ requests: FORMS_AN_HOUR, seconds: 3600 });
  const stopping = new AbortController();
  let wake: () => void = () => {};
  let running: Promise<void> = Promise.resolve();
  let tidiedAtMs = 0;

  async function letterFor(subscriber: Subscriber) {
    const { edition, siteUrl } = look();
    const isKnown = subscriber.state === "active";
    const token = makeToken(await key(), isKnown ? "keep" : "confirm", subscriber.id);
    const letter = isKnown
      ? {
          subject: mailStrings.knownSubject(edition),
          text: mailStrings.knownText(edition),
          button: mailStrings.knownButton,
          link: `${siteUrl}/newsletter/preferences/${token}`,
          closing: mailStrings.knownClosing,
        }
      : {
          subject: mailStrings.confirmSubject(edition),
          text: mailStrings.confirmText(edition),
          button: mailStrings.confirmButton,
          link: `${siteUrl}/newsletter/confirm/${token}`,
          closing: mailStrings.confirmClosing,
        };
    return { to: subscriber.email, ...renderLetter(letter, look()) };
  }

  async function subscriberOf(purpose: "confirm" | "keep", token: string) {
    const id = readToken(await key(), purpose, token);
    return id === undefined ? undefined : { id, subscriber: await findSubscriber(pool, id) };
  }

  async function previewOf(id: string) {
    const { siteUrl } = look();
    const { rendered } = await renderNow(pool, look(), id);
    const filled = (text: string) =>
      text
        .replaceAll(placeOf("leave"), `${siteUrl}/newsletter`)
        .replaceAll(placeOf("change"), `${siteUrl}/newsletter`);
    return { subject: rendered.subject, html: filled(rendered.html), text: filled(rendered.text) };
  }

  async function sendDue(): Promise<void> {
    const now = clock.now();
    await addDueIssues(pool, { edition: look().edition, ranking: deps.ranking }, now);
    const { rows } = await pool.query<{ id: string; state: string }>(
      `SELECT id, state FROM newsletter_issue
       WHERE state = 'sending' OR (state = 'scheduled' AND send_at <= $1) ORDER BY send_at, id`,
      [now],
    );
    for (const { id, state } of rows) {
      if (stopping.signal.aborted) return;
      if (state === "scheduled") await beginIssue(pool, look(), id, clock.now());
      await sendIssue({ ...deps, key }, id, stopping.signal);
    }
    if (now.getTime() - tidiedAtMs < TIDY_MS) return;
    tidiedAtMs = now.getTime();
    await forgetUnconfirmed(pool, now);
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
        log.warn({ error }, "the newsletter could not be sent; trying again");
      }
      await Promise.race([
        woken,
        delay(POLL_MS, undefined, { signal: stopping.signal }).catch(() => {}),
      ]);
    }
  }

  return {
    ask: async (form, client) => {
      await limit.take(client);
      const subscriber = await askToSubscribe(pool, form, clock.now());
      // Made and sent after the answer, whoever it is for: its time tells nothing either.
      mailer.sendLater(async () => (subscriber === undefined ? undefined : letterFor(subscriber)));
    },
    findToConfirm: async (token) => (await subscriberOf("confirm", token))?.subscriber,
    confirm: async (token) => {
      const id = readToken(await key(), "confirm", token);
      return id !== undefined && confirmSubscription(pool, id, clock.now());
    },
    findByLink: async (token) => subscriberOf("keep", token),
    change: async (token, kinds) => {
      const id = readToken(await key(), "keep", token);
      return id !== undefined && changeKinds(pool, id, kinds);
    },
    leave: async (token) => {
      const id = readToken(await key(), "keep", token);
      if (id !== undefined) await unsubscribe(pool, id);
      return id !== undefined;
    },
    follow: (issue, place) => followLink(pool, { issue, place }),
    bounceKey: () => ensureSiteKey(pool, "bounces"),
    report: async ({ kind, address, why }) => {
      const token = /^bounce\+([a-z2-7]+)@/i.exec(address)?.[1];
      const id = token === undefined ? undefined : readToken(await key(), "bounce", token);
      const whom = id === undefined ? { email: address } : { id };
      return endSubscription(pool, { ...whom, kind, why }, clock.now());
    },
    preview: previewOf,
    sendTest: async (id, to) => mailer.sendMail({ to, ...(await previewOf(id)) }),
    start: () => {
      running = run();
    },
    hurry: () => wake(),
    sendDue,
    stop: async () => {
      stopping.abort();
      wake();
      await running;
      deps.bulk.stop();
    },
  };
}
