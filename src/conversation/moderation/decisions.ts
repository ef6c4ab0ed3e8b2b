import type { PoolClient } from "pg";
import { actorName, type Actor } from "#accounts/authoriser.ts";

/** What was decided; the numbers of the transparency page go by these words. */
export type DecisionKind =
  | "approve"
  | "reject"
  | "delete"
  | "feature"
  | "unfeature"
  | "warn"
  | "suspend"
  | "ban"
  | "mustWait"
  | "endSanction"
  | "grantAppeal"
  | "declineAppeal"
  | "upholdReport"
  | "declineReport";

/** Writes a decision down, inside the transaction in which it is made. */
export async function recordDecision(
  client: PoolClient,
  decision: {
    readonly kind: DecisionKind;
    readonly by: Actor;
    readonly reason?: string;
    readonly comment?: string | null;
    readonly reader?: string | null;
    /** When what it decides came in. */
    readonly since?: Date;
  },
  now: Date,
): Promise<void> {
  const { kind, by, reason = "", comment = null, reader = null, since } = decision;
  await client.query({
    name: "moderation_decision",
    text: `INSERT INTO moderation_decision (at, actor, kind, reason, comment_id, reader_id, waited_ms)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      now,
      actorName(by),
      kind,
      reason,
      comment,
      reader,
      since === undefined ? null : Math.max(0, now.getTime() - since.getTime()),
    ],
  });
}
