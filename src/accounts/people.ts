import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { z } from "zod";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { recordAct } from "./audit.ts";
import { mayManageRole, ROLES, type Actor, type Role } from "./authoriser.ts";

/** Languages that the newsroom speaks. */
export const LANGUAGES = ["ar", "en"] as const;
/** A language of the newsroom. */
export type Language = (typeof LANGUAGES)[number];

/** Somebody who can sign in. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly language: Language;
};

/** An e-mail address as a person types it: bounded, one `@`, no spaces. Whether it exists only a mail can tell. */
export const Email = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]{1,253}$/u);

/** A person's name: one line, 1 to 200 letters, nothing that turns the text around it. */
export const PersonName = z
  .string()
  .transform((text) => text.normalize("NFC").trim().replaceAll(/\s+/g, " "))
  .pipe(
    z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]+$/u),
  );

/** A role, as text. */
export const RoleName = z.enum(ROLES);

/** What an address is looked for by: two that differ in case or in how their letters are composed are one. */
export function emailKey(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}

/** The actor that a person is. */
export function actorOf(person: Pick<Person, "id" | "role">): Actor {
  return { kind: "person", id: person.id, roles: [person.role] };
}

/**
 * Makes an account with a password that is hashed already.
 * @throws Refusal `conflict` when the address has one, `forbidden` when `by` may not give that role
 */
export async function addPerson(
  db: Pool,
  input: {
    readonly email: string;
    readonly name: string;
    readonly role: Role;
    readonly passwordHash: string;
  },
  by: Actor,
  now: Date,
): Promise<string> {
  if (by.kind === "person" && !by.roles.some((role) => mayManageRole(role, input.role)))
    throw new Refusal("forbidden", `Cannot add a person as ${input.role}: need a higher role`);
  return inTransaction(db, async (client) => {
    const id = randomUUID();
    const { rowCount } = await client.query(
      `INSERT INTO person (id, email, email_key, name, role, password_hash, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (email_key) DO NOTHING`,
      [id, input.email, emailKey(input.email), input.name, input.role, input.passwordHash, now],
    );
    if (rowCount === 0)
      throw new Refusal("conflict", `Cannot add ${input.email}: the address has an account`);
    await recordAct(
      client,
      {
        by,
        act: "person.add",
        subject: { kind: "person", id },
        after: { name: input.name, email: input.email, role: input.role },
      },
      now,
    );
    return id;
  });
}
