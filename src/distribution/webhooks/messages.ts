import { createHmac, randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { OutboxEvent } from "#platform/outbox.ts";
import { Refusal } from "#platform/refusal.ts";
import { findStoryById } from "#stories/read.ts";
import type { Story } from "#stories/story.ts";
import { absoluteUrl } from "../addresses.ts";
import { addDeliveries, type Delivery, type NewDelivery } from "../deliveries.ts";
import { PING, WEBHOOK_KINDS, type WebhookKind } from "./webhooks.ts";

/** The channel of receipts of webhooks. */
export const WEBHOOK_CHANNEL = "webhook";

const KINDS: ReadonlySet<string> = new Set(WEBHOOK_KINDS);
const isKind = (kind: string): kind is WebhookKind => KINDS.has(kind);

/** Whether servers outside may be told of an event. */
export function isForWebhooks(event: Pick<OutboxEvent, "kind">): boolean {
  return isKind(event.kind);
}

/** What is told of a story that readers see. */
const storyJson = (story: Story, siteUrl: string) => ({
  id: story.id,
  url: absoluteUrl(siteUrl, story.path),
  headline: story.headline,
  standfirst: story.standfirst,
  lang: story.lang,
  section: { slug: story.section.slug, name: story.section.name },
  topics: story.topics.map(({ slug, name }) => ({ slug, name })),
  authors: story.authors.map(({ slug, name }) => ({ slug, name })),
  published_at: story.publishedAt.toISOString(),
  updated_at: story.updatedAt?.toISOString() ?? null,
  revision: story.revision,
  corrections: story.corrections.map(({ note, notedAt }) => ({
    note,
    noted_at: notedAt.toISOString(),
  })),
});

/** The event and the server, in one word: told once, and the id by which whoever is told knows a repetition. */
const eventOf = (seq: string, webhook: string): string => `${seq}.${webhook}`;
const webhookIn = (event: string): string => event.slice(event.indexOf(".") + 1);

/** A message for each server that wants to know of an event. A story that is off the site is told of by its id alone. */
export async function webhookMessages(
  pool: Pool,
  event: OutboxEvent,
  siteUrl: string,
): Promise<NewDelivery[]> {
  const { kind, payload, seq, createdAt } = event;
  if (!isKind(kind) || payload.story === undefined) return [];
  const { rows } = await pool.query<{ id: string; url: string }>(
    "SELECT id, url FROM webhook WHERE is_on AND $1 = ANY (kinds)",
    [kind],
  );
  if (rows.length === 0) return [];
  const isShown = kind !== "story.taken_down" && kind !== "story.unpublished";
  const story = isShown ? await findStoryById(pool, payload.story) : undefined;
  const body = JSON.stringify({
    type: kind,
    timestamp: createdAt.toISOString(),
    data: story === undefined ? { id: payload.story } : storyJson(story, siteUrl),
  });
  return rows.map(({ id, url }) => ({
    channel: WEBHOOK_CHANNEL,
    target: url,
    event: eventOf(seq, id),
    eventKind: kind,
    storyId: payload.story,
    contentType: "application/json; charset=utf-8",
    body,
  }));
}

/** Sends a server a message that tells of nothing. @throws Refusal `notFound` */
export async function pingWebhook(pool: Pool, id: string, now: Date): Promise<void> {
  const { rows } = await pool.query<{ url: string }>("SELECT url FROM webhook WHERE id = $1", [id]);
  const [row] = rows;
  if (row === undefined) throw new Refusal("notFound", "no such webhook");
  const message = {
    channel: WEBHOOK_CHANNEL,
    target: row.url,
    event: eventOf(`ping-${randomUUID()}`, id),
    eventKind: PING,
    storyId: undefined,
    contentType: "application/json; charset=utf-8",
    body: JSON.stringify({ type: PING, timestamp: now.toISOString(), data: {} }),
  };
  await addDeliveries(pool, [message], now);
}

function signatureOf(secret: string, text: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
}

/**
 * Headers by which a server knows that a message is ours and new: signed with the secret of the moment of sending, and
 * with that of before while it holds. Source: Standard Webhooks 1.0.
 * @returns undefined for a server that is told nothing any more
 */
export async function webhookHeaders(
  pool: Pool,
  delivery: Delivery,
  now: Date,
): Promise<Readonly<Record<string, string>> | undefined> {
  const { rows } = await pool.query<{
    secret: string;
    old_secret: string | null;
    old_until: Date | null;
  }>("SELECT secret, old_secret, old_until FROM webhook WHERE id = $1", [
    webhookIn(delivery.event),
  ]);
  const [row] = rows;
  if (row === undefined) return undefined;
  const seconds = String(Math.floor(now.getTime() / 1000));
  const text = `${delivery.event}.${seconds}.${delivery.body}`;
  const old = row.old_until !== null && row.old_until > now ? row.old_secret : null;
  const secrets = old === null ? [row.secret] : [row.secret, old];
  return {
    "webhook-id": delivery.event,
    "webhook-timestamp": seconds,
    "webhook-signature": secrets.map((secret) => signatureOf(secret, text)).join(" "),
  };
}
