import type { Pool } from "pg";

/** What became of a copy. */
export type CopyOutcome =
  /** Taken by the server that was asked. */
  | { readonly kind: "sent" }
  /** Turned down for good. */
  | { readonly kind: "refused"; readonly answer: string }
  /** Nobody can say whether it arrived: it is never sent again. */
  | { readonly kind: "unknown"; readonly answer: string }
  /** Surely not taken: another try then. */
  | { readonly kind: "waiting"; readonly at: Date; readonly answer: string }
  /** Not wanted any more, or too late. */
  | { readonly kind: "dropped"; readonly answer: string };

/** A copy that this sender alone may send now. */
export type ClaimedCopy = { readonly recipient: string; readonly tries: number };

/** Copies of something that is sent to many, by what became of them. */
export type CopyCounts = Readonly<
  Record<"waiting" | "claimed" | "sent" | "refused" | "unknown" | "dropped", number>
>;

/** How long a sender has for the copies that it claimed; after that it is thought dead. */
const LEASE_MS = 150_000;
const ANSWER_LETTERS = 300;

const cleaned = (text: string): string =>
  text.slice(0, ANSWER_LETTERS).toWellFormed().replaceAll("\0", "");

/**
 * Writes down what became of copies and claims the next ones, in one statement and one commit: of several senders each
 * copy is claimed by one, before it is sent.
 */
export async function noteAndClaim(
  pool: Pool,
  input: {
    readonly dispatch: string;
    readonly outcomes: ReadonlyMap<string, CopyOutcome>;
    /** Copies to claim at most; 0: none. */
    readonly limit: number;
  },
  now: Date,
): Promise<ClaimedCopy[]> {
  const noted = [...input.outcomes];
  const { rows } = await pool.query<{ recipient: string; tries: number }>({
    name: "copies_note_and_claim",
    text: `WITH noted AS (
             UPDATE dispatch_copy c SET state = n.state, due_at = coalesce(n.due_at, c.due_at), answer = n.answer
             FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::text[]) AS n (recipient, state, due_at, answer)
             WHERE c.dispatch_id = $1 AND c.recipient_id = n.recipient AND c.state = 'claimed'),
           chosen AS (
             SELECT recipient_id FROM dispatch_copy
             WHERE dispatch_id = $1 AND state IN ('waiting', 'claimed') AND state = 'waiting' AND due_at <= $6
             ORDER BY due_at LIMIT $7 FOR UPDATE SKIP LOCKED)
           UPDATE dispatch_copy c SET state = 'claimed', tries = c.tries + 1, due_at = $8
           FROM chosen WHERE c.dispatch_id = $1 AND c.recipient_id = chosen.recipient_id
           RETURNING c.recipient_id AS recipient, c.tries`,
    values: [
      input.dispatch,
      noted.map(([recipient]) => recipient),
      noted.map(([, outcome]) => outcome.kind),
      noted.map(([, outcome]) => (outcome.kind === "waiting" ? outcome.at : null)),
      noted.map(([, outcome]) => ("answer" in outcome ? cleaned(outcome.answer) : "")),
      now,
      input.limit,
      new Date(now.getTime() + LEASE_MS),
    ],
  });
  return rows;
}

/** Copies whose sender died with them in hand: nobody knows whether they arrived, and nobody sends them again. */
export async function giveUpLostCopies(pool: Pool, dispatch: string, now: Date): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE dispatch_copy SET state = 'unknown', answer = 'the sender ended before it knew'
     WHERE dispatch_id = $1 AND state = 'claimed' AND due_at < $2`,
    [dispatch, now],
  );
  return rowCount ?? 0;
}

/** Whether copies are still to be sent, and the next time at which one is. */
export async function nextCopyAt(
  pool: Pool,
  dispatch: string,
): Promise<{ readonly isDone: boolean; readonly at: Date | undefined }> {
  const { rows } = await pool.query<{ open: number; at: Date | null }>(
    `SELECT count(*)::int AS open, min(due_at) AS at FROM dispatch_copy
     WHERE dispatch_id = $1 AND state IN ('waiting', 'claimed')`,
    [dispatch],
  );
  return { isDone: (rows[0]?.open ?? 0) === 0, at: rows[0]?.at ?? undefined };
}

const NONE: CopyCounts = {
  waiting: 0,
  claimed: 0,
  sent: 0,
  refused: 0,
  unknown: 0,
  dropped: 0,
};

/** What became of the copies of each of `dispatches`. One query. */
export async function countCopies(
  pool: Pool,
  dispatches: readonly string[],
): Promise<(dispatch: string) => CopyCounts> {
  if (dispatches.length === 0) return () => NONE;
  const { rows } = await pool.query<{ id: string; state: keyof CopyCounts; count: number }>(
    `SELECT dispatch_id AS id, state, count(*)::int AS count FROM dispatch_copy
     WHERE dispatch_id = ANY($1::uuid[]) GROUP BY dispatch_id, state`,
    [dispatches],
  );
  const counts = new Map<string, CopyCounts>();
  for (const { id, state, count } of rows)
    counts.set(id, { ...(counts.get(id) ?? NONE), [state]: count });
  return (dispatch) => counts.get(dispatch) ?? NONE;
}
