import type { Pool, PoolClient } from "pg";
import { inTransaction } from "#platform/db.ts";
import { recordAct } from "./audit.ts";
import { demandMay, type Actor } from "./authoriser.ts";
import type { SessionStage } from "./sessions.ts";

/** What the house demands of everybody who works in it. */
export type HouseRule = { readonly requireSecondFactor: boolean };

/** The rule as it stands. One query. */
export async function findHouseRule(db: Pool | PoolClient): Promise<HouseRule> {
  const { rows } = await db.query<{ require_second_factor: boolean }>(
    "SELECT require_second_factor FROM house_rule",
  );
  return { requireSecondFactor: rows[0]?.require_second_factor === true };
}

/** The SQL condition that a person, given as an expression, has a second factor. */
export const hasSecondFactorSql = (person: string): string =>
  `(EXISTS (SELECT FROM totp t WHERE t.person_id = ${person} AND t.enabled_at IS NOT NULL)
    OR EXISTS (SELECT FROM passkey k WHERE k.person_id = ${person}))`;

/**
 * Changes the rule. When a second factor becomes a must, whoever is signed in without one has to set one up before
 * anything else.
 * @throws Refusal `forbidden`
 */
export async function changeHouseRule(
  db: Pool,
  rule: HouseRule,
  by: Actor,
  now: Date,
): Promise<void> {
  demandMay(by, "changeSettings", { isOwn: false });
  await inTransaction(db, async (client) => {
    const before = await findHouseRule(client);
    await client.query("UPDATE house_rule SET require_second_factor = $1", [
      rule.requireSecondFactor,
    ]);
    await client.query(
      rule.requireSecondFactor
        ? `UPDATE session SET stage = 'enrolment'
           WHERE stage = 'signedIn' AND NOT ${hasSecondFactorSql("session.person_id")}`
        : "UPDATE session SET stage = 'signedIn' WHERE stage = 'enrolment'",
    );
    await recordAct(
      client,
      {
        by,
        act: "house.rule",
        subject: { kind: "house", id: "rule" },
        before: { ...before },
        after: { ...rule },
      },
      now,
    );
  });
}

/** What is missing once a person's password was right. */
export async function stageAfterPassword(
  client: PoolClient,
  person: string,
): Promise<SessionStage> {
  const { rows } = await client.query<{ has: boolean; required: boolean }>(
    `SELECT ${hasSecondFactorSql("$1")} AS has, require_second_factor AS required FROM house_rule`,
    [person],
  );
  if (rows[0]?.has === true) return "secondFactor";
  return rows[0]?.required === true ? "enrolment" : "signedIn";
}
