import { createHash } from "node:crypto";
import type { Pool } from "pg";
import webPush from "web-push";
import type { Clock } from "#platform/clock.ts";
import { outboundPost, OutboundFetchError, type OutboundPolicy } from "#platform/outbound-fetch.ts";
import { countCopies, giveUpLostCopies, nextCopyAt, type CopyOutcome } from "../dispatch/copies.ts";
import { runDispatch } from "../dispatch/run-dispatch.ts";

/** What sending an alert needs. */
export type AlertSendingDeps = {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly siteUrl: string;
  readonly perSecond: number;
  readonly keys: { readonly publicKey: string; readonly privateKey: string };
  readonly policy?: OutboundPolicy;
};

type Recipient = {
  readonly id: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
};

type AlertRow = {
  title: string;
  body: string;
  path: string;
  is_urgent: boolean;
  expires_at: Date;
};

/** Senders side by side, and copies that each has in hand: at most their product may be unknown after a crash. */
const SENDERS = 8;
const AT_ONCE = 25;
const WAIT_MINUTES = [1, 5, 15, 60] as const;
/** A signature for a push service holds for so long; one is made for each service, not for each copy. */
const SIGNED_HOURS = 12;
/** Failures before a request has left. */
const NOT_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

const isNotConnected = (error: unknown): boolean =>
  error instanceof Error &&
  "code" in error &&
  typeof error.code === "string" &&
  NOT_CONNECTED.has(error.code);

/**
 * Sends the copies of an alert that are due, encrypted for each browser (RFC 8291), and ends it when none is left. A
 * subscription that its push service no longer knows is forgotten.
 */
export async function sendAlertCopies(
  deps: AlertSendingDeps,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const { pool, clock, keys } = deps;
  const { rows } = await pool.query<AlertRow>(
    "SELECT title, body, path, is_urgent, expires_at FROM push_alert WHERE id = $1 AND state = 'sending'",
    [id],
  );
  const [alert] = rows;
  if (alert === undefined) return;
  const { title, body, path, is_urgent: isUrgent, expires_at: expiresAt } = alert;
  const payload = JSON.stringify({ title, body, url: path, tag: id, isUrgent });
  // What a push service still holds for a device that is off is replaced, not doubled (RFC 8030, 5.4).
  const topic = createHash("sha256").update(id).digest("base64url").slice(0, 32);
  const subject = `mailto:no-reply@${new URL(deps.siteUrl).hostname}`;
  const signed = new Map<string, string>();

  function authorisation(endpoint: string): string {
    const { origin } = new URL(endpoint);
    const before = signed.get(origin);
    if (before !== undefined) return before;
    const expires = Math.floor(Date.now() / 1000) + SIGNED_HOURS * 3600;
    const { Authorization } = webPush.getVapidHeaders(
      origin,
      subject,
      keys.publicKey,
      keys.privateKey,
      "aes128gcm",
      expires,
    );
    if (signed.size > 1000) signed.clear();
    signed.set(origin, Authorization);
    return Authorization;
  }

  const later = (tries: number, answer: string): CopyOutcome => {
    const minutes = WAIT_MINUTES[tries - 1];
    const at = new Date(clock.now().getTime() + (minutes ?? 0) * 60_000);
    return minutes === undefined || at > expiresAt
      ? { kind: "refused", answer }
      : { kind: "waiting", at, answer };
  };
  const forget = async (recipient: Recipient): Promise<void> => {
    await pool.query("DELETE FROM push_subscription WHERE id = $1", [recipient.id]);
  };

  async function send(recipient: Recipient, tries: number): Promise<CopyOutcome> {
    const { endpoint, p256dh, auth } = recipient;
    const seconds = Math.floor((expiresAt.getTime() - clock.now().getTime()) / 1000);
    if (seconds <= 0) return { kind: "dropped", answer: "no news any more" };
    let message: Buffer;
    try {
      message = webPush.encrypt(p256dh, auth, payload, "aes128gcm").cipherText;
    } catch {
      // Keys that are no point of the curve: nothing can ever be sent there.
      await forget(recipient);
      return { kind: "refused", answer: "its keys are none" };
    }
    try {
      const { status, body: answer } = await outboundPost(endpoint, {
        body: message,
        contentType: "application/octet-stream",
        headers: {
          "content-encoding": "aes128gcm",
          authorization: authorisation(endpoint),
          ttl: String(seconds),
          urgency: isUrgent ? "high" : "normal",
          topic,
        },
        keepsOpen: true,
        maxBytes: 16_384,
        timeoutMs: 20_000,
        ...(deps.policy === undefined ? {} : { policy: deps.policy }),
      });
      if (status >= 200 && status < 300) return { kind: "sent" };
      const said = `${status} ${answer.toString("utf8")}`;
      if (status === 404 || status === 410) {
        await forget(recipient);
        return { kind: "refused", answer: said };
      }
      return status === 429 || status >= 500
        ? later(tries, said)
        : { kind: "refused", answer: said };
    } catch (error) {
      if (!(error instanceof OutboundFetchError)) throw error;
      if (isNotConnected(error.cause)) return later(tries, error.message);
      // Without a cause nothing was asked: the address is not allowed.
      if (error.cause === undefined) return { kind: "refused", answer: error.message };
      return { kind: "unknown", answer: error.message };
    }
  }

  await runDispatch(
    deps,
    {
      dispatch: id,
      findRecipients: async (ids) => {
        const found = await pool.query<Recipient>({
          name: "push_recipients",
          text: "SELECT id, endpoint, p256dh, auth FROM push_subscription WHERE id = ANY($1::uuid[])",
          values: [ids],
        });
        return new Map(found.rows.map((row) => [row.id, row]));
      },
      send,
      senders: SENDERS,
      atOnce: AT_ONCE,
      perSecond: deps.perSecond,
    },
    signal,
  );
  await giveUpLostCopies(pool, id, clock.now());
  if (!(await nextCopyAt(pool, id)).isDone) return;
  await pool.query(
    "UPDATE push_alert SET state = 'sent', ended_at = $2, results = $3 WHERE id = $1 AND state = 'sending'",
    [id, clock.now(), JSON.stringify((await countCopies(pool, [id]))(id))],
  );
}
