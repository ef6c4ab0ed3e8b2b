import type { Pool } from "pg";

/** Somebody or something that did something: a person, or (without an id) a part of the product such as `import`. */
export type Named = { readonly id: string | null; readonly name: string };

const PERSON = /^person:([0-9a-f-]{36})$/;

/**
 * Names of those who did something, by the texts that `actorName` made of them. One query, none where no person is
 * among them. A person who is not known has an empty name.
 */
export async function namesOf(
  db: Pool,
  actors: Iterable<string>,
): Promise<(actor: string) => Named> {
  const ids = [...new Set([...actors].flatMap((actor) => PERSON.exec(actor)?.[1] ?? []))];
  const names = new Map<string, string>();
  if (ids.length > 0) {
    const { rows } = await db.query<{ id: string; name: string }>({
      name: "person_names",
      text: "SELECT id, name FROM person WHERE id = ANY($1::uuid[])",
      values: [ids],
    });
    for (const row of rows) names.set(row.id, row.name);
  }
  return (actor) => {
    const id = PERSON.exec(actor)?.[1];
    return id === undefined ? { id: null, name: actor } : { id, name: names.get(id) ?? "" };
  };
}

/** The text that stands for the person of that id, as `actorName` makes it. */
export const personActor = (id: string): string => `person:${id}`;

/** The names of everybody with an account in the newsroom. One query. */
export async function listStaffNames(db: Pool): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>({
    name: "staff_names",
    text: "SELECT name FROM person WHERE disabled_at IS NULL",
  });
  return rows.map(({ name }) => name);
}
