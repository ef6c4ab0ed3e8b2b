import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { recordAct } from "./audit.ts";
import { ROLES, type Actor, type Role } from "./authoriser.ts";

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

/** A new account, with a password that is hashed already. */
export type NewPerson = {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly language?: Language;
  readonly passwordHash: string;
};

/**
 * Makes an account within the caller's transaction; the log says that it was made by `by`, or by its person.
 * @throws Refusal `conflict` when the address has one
 */
export async function insertPerson(
  client: PoolClient,
  input: NewPerson,
  by: Actor | undefined,
  now: Date,
): Promise<string> {
  const id = randomUUID();
  const { email, name, role, language = "ar", passwordHash } = input;
  const { rowCount } = await client.query(
    `INSERT INTO person (id, email, email_key, name, role, language, password_hash, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (email_key) DO NOTHING`,
    [id, email, emailKey(email), name, role, language, passwordHash, now],
  );
  if (rowCount === 0)
    throw new Refusal("conflict", `Cannot add ${email}: the address has an account`, {
      told: {
        ar: "لهذا البريد الإلكتروني حساب في غرفة الأخبار.",
        en: "This e-mail address has an account in the newsroom.",
      },
    });
  await recordAct(
    client,
    {
      by: by ?? actorOf({ id, role }),
      act: "person.add",
      subject: { kind: "person", id },
      after: { name, email, role },
    },
    now,
  );
  return id;
}

/**
 * Makes an account from the administrator's terminal.
 * @throws Refusal `conflict` when the address has one
 */
export async function addPerson(db: Pool, input: NewPerson, now: Date): Promise<string> {
  return inTransaction(db, (client) =>
    insertPerson(client, input, { kind: "product", name: "terminal" }, now),
  );
}

/** Changes what a person says of themselves. */
export async function changeOwnAccount(
  db: Pool,
  input: { readonly name: string; readonly language: Language },
  person: Person,
  now: Date,
): Promise<void> {
  const { name, language } = input;
  await inTransaction(db, async (client) => {
    await client.query("UPDATE person SET name = $2, language = $3 WHERE id = $1", [
      person.id,
      name,
      language,
    ]);
    await recordAct(
      client,
      {
        by: actorOf(person),
        act: "person.change",
        subject: { kind: "person", id: person.id },
        before: { name: person.name, language: person.language },
        after: { name, language },
      },
      now,
    );
  });
}
