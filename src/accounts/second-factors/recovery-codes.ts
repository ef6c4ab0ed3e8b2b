import { createHash, randomBytes } from "node:crypto";
import type { PoolClient } from "pg";
import { base32 } from "./totp.ts";

/** Codes in a set. */
const COUNT = 10;
const BYTES = 10;

/** Letters that look alike in print are read as one; spaces and hyphens do not count. */
const plain = (code: string): string =>
  code
    .toUpperCase()
    .replaceAll("0", "O")
    .replaceAll("1", "I")
    .replaceAll("8", "B")
    .replaceAll(/[^A-Z2-7]/g, "");

const hashOf = (person: string, code: string): Buffer =>
  createHash("sha256")
    .update(`${person}\n${plain(code)}`)
    .digest();

/** A set of new codes in place of the old one. They are shown once: only their hashes are kept. */
export async function replaceRecoveryCodes(client: PoolClient, person: string): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, () =>
    (base32(randomBytes(BYTES)).match(/.{4}/g) ?? []).join("-"),
  );
  await client.query("DELETE FROM recovery_code WHERE person_id = $1", [person]);
  await client.query(
    "INSERT INTO recovery_code (person_id, code_hash) SELECT $1, unnest($2::bytea[])",
    [person, codes.map((code) => hashOf(person, code))],
  );
  return codes;
}

/** Uses a code up; false when it is none, or was used before. */
export async function useRecoveryCode(
  client: PoolClient,
  person: string,
  code: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    "DELETE FROM recovery_code WHERE person_id = $1 AND code_hash = $2",
    [person, hashOf(person, code)],
  );
  return rowCount === 1;
}
