import { randomUUIDv7 } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { recordAct } from "#accounts/audit.ts";
import { actorName, demandMay, type Actor } from "#accounts/authoriser.ts";
import { visibleText } from "#arabic/visible-text.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { listCardsById } from "#stories/read.ts";
import { countCopies, type CopyCounts } from "../dispatch/copies.ts";
import { PushTopic, quietUntil } from "./subscriptions.ts";

/** Letters of the two lines of an alert: more no device shows, and less than a push service takes. */
export const ALERT_TITLE_LETTERS = 80;
export const ALERT_BODY_LETTERS = 180;

const line = (letters: number) =>
  z
    .string()
    .max(1000)
    .transform(visibleText)
    .refine((text) => Array.from(text).length <= letters, `at most ${letters} letters`);

/** An alert that an editor sends. */
export const AlertInput = z.strictObject({
  topic: PushTopic.refine((topic) => topic !== "daily", "the daily alert writes itself"),
  title: line(ALERT_TITLE_LETTERS).refine((text) => text !== "", "a first line"),
  body: line(ALERT_BODY_LETTERS),
  /** Story that a tap opens; null: the front page. */
  story: z.uuid().nullable(),
  /** Urgent ones ring at once, and in quiet hours of those who want that. */
  isUrgent: z.boolean(),
});
export type AlertInput = z.infer<typeof AlertInput>;

/** An alert and what became of it. */
export type Alert = {
  readonly id: string;
  readonly topic: string;
  readonly title: string;
  readonly body: string;
  readonly path: string;
  readonly isUrgent: boolean;
  readonly state: "sending" | "sent";
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly endedAt: Date | undefined;
  readonly copies: CopyCounts;
};

/** Hours in which an alert is news. */
const FRESH_HOURS = { urgent: 2, normal: 8 };
const HOUR_MS = 3_600_000;

type NewAlert = Omit<AlertInput, "story"> & {
  readonly editionCode: string;
  readonly period: string | null;
  readonly path: string;
  readonly story: string | null;
  readonly createdBy: string;
};

type QuietRow = {
  zone: string;
  quiet_from: number | null;
  quiet_to: number | null;
  may_wake: boolean;
};

/**
 * Adds an alert with a copy for each browser that wants its topic. Browsers of one zone and one kind of quiet hours
 * are taken together: where it is quiet the copy waits for the morning, or is dropped when it would be no news by then.
 * @returns undefined where one of this period is there already
 */
async function addAlert(
  client: PoolClient,
  alert: NewAlert,
  now: Date,
): Promise<string | undefined> {
  const id = randomUUIDv7();
  const hours = alert.isUrgent ? FRESH_HOURS.urgent : FRESH_HOURS.normal;
  const expiresAt = new Date(now.getTime() + hours * HOUR_MS);
  const { rowCount } = await client.query(
    `INSERT INTO push_alert (id, edition_code, topic, period, title, body, path, story_id, is_urgent, state, created_at, created_by, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'sending', $10, $11, $12)
     ON CONFLICT (edition_code, topic, period) DO NOTHING`,
    [
      id,
      alert.editionCode,
      alert.topic,
      alert.period,
      alert.title,
      alert.body,
      alert.path,
      alert.story,
      alert.isUrgent,
      now,
      alert.createdBy,
      expiresAt,
    ],
  );
  if (rowCount !== 1) return undefined;
  const { rows } = await client.query<QuietRow>(
    "SELECT DISTINCT zone, quiet_from, quiet_to, may_wake FROM push_subscription WHERE topics @> ARRAY[$1]",
    [alert.topic],
  );
  const dueOf = ({ zone, quiet_from: from, quiet_to: to, may_wake: mayWake }: QuietRow): Date =>
    from === null || to === null || (alert.isUrgent && mayWake)
      ? now
      : (quietUntil(now, { zone, from, to }) ?? now);
  await client.query(
    `INSERT INTO dispatch_copy (dispatch_id, recipient_id, due_at, state, answer)
     SELECT $1, s.id, q.due_at, CASE WHEN q.due_at > $7 THEN 'dropped' ELSE 'waiting' END,
       CASE WHEN q.due_at > $7 THEN 'quiet hours' ELSE '' END
     FROM unnest($3::text[], $4::smallint[], $5::smallint[], $6::boolean[], $8::timestamptz[]) AS q (zone, quiet_from, quiet_to, may_wake, due_at)
     JOIN push_subscription s ON s.zone = q.zone AND s.may_wake = q.may_wake
       AND s.quiet_from IS NOT DISTINCT FROM q.quiet_from AND s.quiet_to IS NOT DISTINCT FROM q.quiet_to
     WHERE s.topics @> ARRAY[$2::text]`,
    [
      id,
      alert.topic,
      rows.map(({ zone }) => zone),
      rows.map(({ quiet_from: from }) => from),
      rows.map(({ quiet_to: to }) => to),
      rows.map(({ may_wake: mayWake }) => mayWake),
      expiresAt,
      rows.map(dueOf),
    ],
  );
  return id;
}

/**
 * Sends an alert to everybody who wants its topic.
 * @throws Refusal `forbidden`; `invalid` for a story that readers do not see
 */
export async function sendAlert(
  pool: Pool,
  input: AlertInput & { readonly editionCode: string },
  by: Actor,
  now: Date,
): Promise<string> {
  demandMay(by, "sendAlerts", { isOwn: false });
  const [card] = input.story === null ? [] : await listCardsById(pool, [input.story]);
  if (input.story !== null && card === undefined)
    throw new Refusal("invalid", "the story of an alert must be published", {
      told: {
        ar: "المادة المختارة ليست منشورة، فلن يجدها من يضغط على التنبيه.",
        en: "The chosen story is not published: whoever taps the alert would not find it.",
      },
    });
  return inTransaction(pool, async (client) => {
    const path = card === undefined ? "/" : `/s/${card.shortId}`;
    const createdBy = actorName(by);
    const id = await addAlert(client, { ...input, period: null, path, createdBy }, now);
    if (id === undefined) throw new Error("Cannot add an alert: it has no period, yet is there");
    const { topic, title, body, story, isUrgent } = input;
    const after = { topic, title, body, story, isUrgent };
    await recordAct(client, { by, act: "alert.send", subject: { kind: "alert", id }, after }, now);
    return id;
  });
}

/** Adds the daily alert of a day, once whatever node asks. */
export async function addDailyAlert(
  pool: Pool,
  alert: {
    readonly editionCode: string;
    readonly day: string;
    readonly title: string;
    readonly body: string;
  },
  now: Date,
): Promise<void> {
  const { editionCode, day, title, body } = alert;
  const lines = { topic: "daily", title, body, story: null, isUrgent: false };
  await inTransaction(pool, (client) =>
    addAlert(
      client,
      { ...lines, editionCode, period: day, path: "/most-read", createdBy: "scheduler" },
      now,
    ),
  );
}

type Row = {
  id: string;
  topic: string;
  title: string;
  body: string;
  path: string;
  is_urgent: boolean;
  state: Alert["state"];
  created_at: Date;
  created_by: string;
  ended_at: Date | null;
  results: CopyCounts | null;
};

/** The alerts of an edition, the newest first. */
export async function listAlerts(pool: Pool, editionCode: string, limit: number): Promise<Alert[]> {
  const { rows } = await pool.query<Row>(
    `SELECT id, topic, title, body, path, is_urgent, state, created_at, created_by, ended_at, results
     FROM push_alert WHERE edition_code = $1 ORDER BY created_at DESC, id DESC LIMIT $2`,
    [editionCode, limit],
  );
  const open = rows.filter(({ results }) => results === null).map(({ id }) => id);
  const counts = await countCopies(pool, open);
  return rows.map((row) => ({
    id: row.id,
    topic: row.topic,
    title: row.title,
    body: row.body,
    path: row.path,
    isUrgent: row.is_urgent,
    state: row.state,
    createdAt: row.created_at,
    createdBy: row.created_by,
    endedAt: row.ended_at ?? undefined,
    copies: row.results ?? counts(row.id),
  }));
}
