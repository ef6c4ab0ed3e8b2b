import type { Pool } from "pg";
import { z } from "zod";
import { Refusal } from "#platform/refusal.ts";

/** A message to a server outside. */
export type NewDelivery = {
  /** Who makes the request, such as `websub`. */
  readonly channel: string;
  /** Address that is asked with POST. */
  readonly target: string;
  /** What is told. The same event is told to a target once, however often it is added. */
  readonly event: string;
  readonly eventKind: string;
  readonly storyId: string | undefined;
  readonly contentType: string;
  readonly body: string;
};

/** A message and what became of it: its receipt. */
export type Delivery = NewDelivery & {
  readonly id: string;
  readonly state: "waiting" | "done" | "failed";
  /** Requests so far. */
  readonly tries: number;
  readonly nextTryAt: Date;
  readonly createdAt: Date;
  readonly endedAt: Date | undefined;
  /** Status of the last answer; undefined: there was none. */
  readonly answerStatus: number | undefined;
  /** Beginning of the last answer, or why there was none. */
  readonly answer: string;
};

/** Adds messages that are not there yet. One query. */
export async function addDeliveries(
  pool: Pool,
  deliveries: readonly NewDelivery[],
  now: Date,
): Promise<void> {
  if (deliveries.length === 0) return;
  const column = (read: (delivery: NewDelivery) => string | undefined) =>
    deliveries.map((delivery) => read(delivery) ?? null);
  await pool.query(
    `INSERT INTO delivery (channel, target, event, event_kind, story_id, content_type, body, next_try_at, created_at)
     SELECT *, $8::timestamptz, $8 FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[])
     ON CONFLICT (channel, target, event) DO NOTHING`,
    [
      column(({ channel }) => channel),
      column(({ target }) => target),
      column(({ event }) => event),
      column(({ eventKind }) => eventKind),
      column(({ storyId }) => storyId),
      column(({ contentType }) => contentType),
      column(({ body }) => body),
      now,
    ],
  );
}

type Row = {
  id: string;
  channel: string;
  target: string;
  event: string;
  event_kind: string;
  story_id: string | null;
  content_type: string;
  body: string;
  state: Delivery["state"];
  tries: number;
  next_try_at: Date;
  created_at: Date;
  ended_at: Date | null;
  answer_status: number | null;
  answer: string;
};

const deliveryOf = (row: Row): Delivery => ({
  id: row.id,
  channel: row.channel,
  target: row.target,
  event: row.event,
  eventKind: row.event_kind,
  storyId: row.story_id ?? undefined,
  contentType: row.content_type,
  body: row.body,
  state: row.state,
  tries: row.tries,
  nextTryAt: row.next_try_at,
  createdAt: row.created_at,
  endedAt: row.ended_at ?? undefined,
  answerStatus: row.answer_status ?? undefined,
  answer: row.answer,
});

const COLUMNS =
  "id::text, channel, target, event, event_kind, story_id, content_type, body, state, tries, next_try_at, created_at, ended_at, answer_status, answer";

/** How long a message that is being sent is left alone; after that its sender is thought dead. */
const LEASE_SECONDS = 60;

/** Takes messages that are due, each for one sender on one node. One query. */
export async function claimDeliveries(pool: Pool, limit: number, now: Date): Promise<Delivery[]> {
  const { rows } = await pool.query<Row>({
    name: "delivery_claim",
    text: `UPDATE delivery SET tries = tries + 1, next_try_at = $2::timestamptz + interval '${LEASE_SECONDS} seconds'
           WHERE id IN (SELECT id FROM delivery WHERE state = 'waiting' AND next_try_at <= $2
                        ORDER BY next_try_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
           RETURNING ${COLUMNS}`,
    values: [limit, now],
  });
  return rows.map(deliveryOf);
}

/** What became of a try. */
export type TryOutcome = {
  readonly state: Delivery["state"];
  readonly status: number | undefined;
  readonly answer: string;
  /** For `waiting`: when it is tried again. */
  readonly nextTryAt?: Date | undefined;
};

/** Letters of an answer that are kept. */
const ANSWER_LETTERS = 500;

/** Writes the receipt of the last try of a message. */
export async function noteTry(
  pool: Pool,
  id: string,
  outcome: TryOutcome,
  now: Date,
): Promise<void> {
  const answer = outcome.answer.toWellFormed().replaceAll("\0", "").slice(0, ANSWER_LETTERS);
  await pool.query(
    `UPDATE delivery SET state = $2, answer_status = $3, answer = $4, next_try_at = coalesce($5, next_try_at),
       ended_at = CASE WHEN $2 = 'waiting' THEN NULL ELSE $6::timestamptz END
     WHERE id = $1 AND state = 'waiting'`,
    [
      id,
      outcome.state,
      outcome.status ?? null,
      answer.toWellFormed(),
      outcome.nextTryAt ?? null,
      now,
    ],
  );
}

/** Forgets receipts that ended before `before`. */
export async function pruneDeliveries(pool: Pool, before: Date): Promise<void> {
  await pool.query("DELETE FROM delivery WHERE state <> 'waiting' AND ended_at < $1", [before]);
}

/** Which receipts a list wants. */
export const DeliveryFilter = z.strictObject({
  channel: z.string().min(1).max(40).optional(),
  state: z.enum(["waiting", "done", "failed"]).optional(),
  /** Id of the last receipt of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.int().min(1).max(100).default(50),
});

/**
 * Receipts, the newest first, and the cursor of the next page. One query.
 * @throws ZodError for a filter that is none
 */
export async function listDeliveries(
  pool: Pool,
  input: z.input<typeof DeliveryFilter>,
): Promise<{ deliveries: Delivery[]; cursor: string | undefined }> {
  const { channel, state, cursor, limit } = DeliveryFilter.parse(input);
  const { rows } = await pool.query<Row>(
    `SELECT ${COLUMNS} FROM delivery
     WHERE ($1::text IS NULL OR channel = $1) AND ($2::text IS NULL OR state = $2) AND ($3::bigint IS NULL OR id < $3)
     ORDER BY delivery.id DESC LIMIT $4`,
    [channel ?? null, state ?? null, cursor ?? null, limit + 1],
  );
  const deliveries = rows.slice(0, limit).map(deliveryOf);
  return { deliveries, cursor: rows.length > limit ? deliveries.at(-1)?.id : undefined };
}

/**
 * Sends a message that failed once more, from its first try on.
 * @throws Refusal `conflict` when there is no failed message with this id
 */
export async function retryDelivery(pool: Pool, id: string, now: Date): Promise<void> {
  const { rowCount } = await pool.query(
    `UPDATE delivery SET state = 'waiting', tries = 0, next_try_at = $2, ended_at = NULL
     WHERE id = $1 AND state = 'failed'`,
    [id, now],
  );
  if (rowCount !== 1) throw new Refusal("conflict", `no failed delivery ${id.slice(0, 20)}`);
}
