import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { Actor, Role } from "#accounts/authoriser.ts";

/** Somebody of the newsroom, as an actor. */
export type GivenPerson = Extract<Actor, { kind: "person" }>;

/** A person with an account in the database of a test. */
export async function givenPerson(
  pool: Pool,
  role: Role,
  name: string = role,
): Promise<GivenPerson> {
  const id = randomUUID();
  await pool.query(
    `INSERT INTO person (id, email, email_key, name, role, created_at) VALUES ($1, $2, $2, $3, $4, now())`,
    [id, `${id}@newsroom.example`, name, role],
  );
  return { kind: "person", id, roles: [role] };
}
