import type { Pool } from "pg";
import type { Actor } from "#accounts/authoriser.ts";
import { createDraft } from "../desk/drafts.ts";
import type { Edition } from "../story.ts";
import { contentWith, NOW } from "./given.ts";

/** A draft that has all that readers need, with what a test wants to be different. */
export function givenDraft(
  pool: Pool,
  edition: Edition,
  by: Actor,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  return createDraft(pool, { edition, content: contentWith(changes) }, by, NOW);
}
