import { randomBytes, randomUUIDv7 } from "node:crypto";
import type { Pool } from "pg";
import { z } from "zod";
import { recordAct } from "#accounts/audit.ts";
import { actorName, demandMay, type Actor } from "#accounts/authoriser.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";

/** What servers outside can be told of. Whoever brings another kind adds it here and writes its payload. */
export const WEBHOOK_KINDS = [
  "story.published",
  "story.updated",
  "story.corrected",
  "story.unpublished",
  "story.taken_down",
] as const;
export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

/** What is sent when somebody tries whether a server listens. */
export const PING = "webhook.ping";

const isPublicName = (host: string): boolean =>
  /^(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*$/.test(host) && !/\.(?:local|internal|localhost)$/.test(host);

const fitsUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, port, hostname } = new URL(text);
  const isBare = username === "" && password === "" && port === "";
  return protocol === "https:" && isBare && isPublicName(hostname);
};

/** What is known of a server outside. Where it really is, is checked each time it is asked. */
export const WebhookInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  url: z
    .string()
    .trim()
    .max(1000)
    .refine(fitsUrl, "an https address with a public name, without port, user name or password"),
  kinds: z
    .array(z.enum(WEBHOOK_KINDS))
    .min(1)
    .max(WEBHOOK_KINDS.length)
    .transform((kinds) => WEBHOOK_KINDS.filter((kind) => kinds.includes(kind))),
  isOn: z.boolean(),
});
export type WebhookInput = z.infer<typeof WebhookInput>;

/** A server outside that is told of stories. */
export type Webhook = WebhookInput & {
  readonly id: string;
  readonly version: number;
  readonly createdAt: Date;
  /** Until when the secret of before signs too; undefined: it does not. */
  readonly oldSecretUntil: Date | undefined;
};

/** How long the secret of before still signs, so that whoever checks can change it in time. */
const ROTATION_HOURS = 24;
const MOST_WEBHOOKS = 20;

type Row = {
  id: string;
  name: string;
  url: string;
  kinds: WebhookKind[];
  is_on: boolean;
  version: number;
  created_at: Date;
  old_until: Date | null;
};

const COLUMNS = "id, name, url, kinds, is_on, version, created_at, old_until";

const webhookOf = (row: Row): Webhook => ({
  id: row.id,
  name: row.name,
  url: row.url,
  kinds: row.kinds,
  isOn: row.is_on,
  version: row.version,
  createdAt: row.created_at,
  oldSecretUntil: row.old_until ?? undefined,
});

/** A secret as Standard Webhooks writes them. Source: standardwebhooks.com, specification, signature scheme. */
const newSecret = (): string => `whsec_${randomBytes(24).toString("base64")}`;

/** Every server that is told, in the order in which they were added. */
export async function listWebhooks(pool: Pool): Promise<Webhook[]> {
  const { rows } = await pool.query<Row>(`SELECT ${COLUMNS} FROM webhook ORDER BY created_at, id`);
  return rows.map(webhookOf);
}

const noSuch = (): Refusal => new Refusal("notFound", "no such webhook");

async function getWebhook(pool: Pool, id: string): Promise<Webhook> {
  const { rows } = await pool.query<Row>(`SELECT ${COLUMNS} FROM webhook WHERE id = $1`, [id]);
  if (rows[0] === undefined) throw noSuch();
  return webhookOf(rows[0]);
}

/** What the log of acts keeps: never a secret. */
const recorded = ({ name, url, kinds, isOn }: WebhookInput) => ({ name, url, kinds, isOn });

/**
 * Adds a server; its secret is shown this once.
 * @throws Refusal `forbidden`; `conflict` where there are too many
 */
export async function addWebhook(
  pool: Pool,
  input: WebhookInput,
  by: Actor,
  now: Date,
): Promise<{ readonly id: string; readonly secret: string }> {
  demandMay(by, "manageWebhooks", { isOwn: false });
  const [id, secret] = [randomUUIDv7(), newSecret()];
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO webhook (id, name, url, kinds, is_on, secret, version, created_at, created_by)
       SELECT $1, $2, $3, $4, $5, $6, 1, $7, $8 WHERE (SELECT count(*) FROM webhook) < ${MOST_WEBHOOKS}`,
      [id, input.name, input.url, input.kinds, input.isOn, secret, now, actorName(by)],
    );
    if (rowCount !== 1)
      throw new Refusal("conflict", `there are ${MOST_WEBHOOKS} webhooks already`, {
        told: {
          ar: "بلغ عدد الخطاطيف حدّه. احذف واحداً لا تحتاج إليه.",
          en: "There are as many webhooks as there can be. Remove one that is not needed.",
        },
      });
    const subject = { kind: "webhook", id };
    await recordAct(client, { by, act: "webhook.add", subject, after: recorded(input) }, now);
  });
  return { id, secret };
}

/**
 * Changes a server.
 * @throws Refusal `forbidden`, `notFound`; `conflict` when it is not at `base` any more
 */
export async function changeWebhook(
  pool: Pool,
  change: { readonly id: string; readonly base: number; readonly input: WebhookInput },
  by: Actor,
  now: Date,
): Promise<void> {
  demandMay(by, "manageWebhooks", { isOwn: false });
  const { id, base, input } = change;
  const before = await getWebhook(pool, id);
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE webhook SET name = $3, url = $4, kinds = $5, is_on = $6, version = version + 1
       WHERE id = $1 AND version = $2`,
      [id, base, input.name, input.url, input.kinds, input.isOn],
    );
    if (rowCount !== 1) throw new Refusal("conflict", "the webhook was changed meanwhile");
    const subject = { kind: "webhook", id };
    const acts = { before: recorded(before), after: recorded(input) };
    await recordAct(client, { by, act: "webhook.change", subject, ...acts }, now);
  });
}

/** Removes a server; what still waits for it is given up. @throws Refusal `forbidden`, `notFound` */
export async function removeWebhook(pool: Pool, id: string, by: Actor, now: Date): Promise<void> {
  demandMay(by, "manageWebhooks", { isOwn: false });
  const before = await getWebhook(pool, id);
  await inTransaction(pool, async (client) => {
    await client.query("DELETE FROM webhook WHERE id = $1", [id]);
    const subject = { kind: "webhook", id };
    await recordAct(client, { by, act: "webhook.remove", subject, before: recorded(before) }, now);
  });
}

/** Gives a server a new secret, shown this once; the one of before signs beside it for a day. @throws Refusal `forbidden`, `notFound` */
export async function rotateSecret(
  pool: Pool,
  id: string,
  by: Actor,
  now: Date,
): Promise<{ readonly secret: string; readonly oldUntil: Date }> {
  demandMay(by, "manageWebhooks", { isOwn: false });
  const secret = newSecret();
  const oldUntil = new Date(now.getTime() + ROTATION_HOURS * 3_600_000);
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      "UPDATE webhook SET old_secret = secret, old_until = $3, secret = $2, version = version + 1 WHERE id = $1",
      [id, secret, oldUntil],
    );
    if (rowCount !== 1) throw noSuch();
    const subject = { kind: "webhook", id };
    await recordAct(client, { by, act: "webhook.rotate", subject }, now);
  });
  return { secret, oldUntil };
}
