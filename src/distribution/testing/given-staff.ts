import type { Pool } from "pg";
import type { Actor } from "#accounts/authoriser.ts";
import { addPerson } from "#accounts/people.ts";

/** Somebody with an account in the database of a test. */
export async function givenStaff(
  pool: Pool,
  role: "admin" | "editor" | "journalist",
): Promise<Extract<Actor, { kind: "person" }>> {
  const given = { email: `${role}@news.example`, name: "سلمى", role, passwordHash: "none" };
  const id = await addPerson(pool, given, new Date());
  return { kind: "person", id, roles: [role] };
}

/** A content as `publishStory` takes it. */
export function contentWith(changes: Readonly<Record<string, unknown>> = {}): unknown {
  const paragraph = { type: "paragraph", content: [{ type: "text", text: "نص المادة." }] };
  return {
    headline: "مرصد الجبل يفتح أبوابه",
    section: "علوم",
    topics: ["فلك"],
    authors: ["سلمى الحارثي"],
    lang: "ar",
    body: { type: "doc", content: [paragraph] },
    ...changes,
  };
}
