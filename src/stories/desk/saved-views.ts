import type { Pool } from "pg";
import { z } from "zod";
import type { Actor } from "#accounts/authoriser.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { lineOfText } from "../content.ts";
import { LIST_ORDERS, LISTED_STATES } from "./list.ts";

/** How many views one person may name. */
const MOST_VIEWS = 40;

/** A filter of the list of stories that somebody named, as the newsroom gives it. */
export const SavedViewInput = z.strictObject({
  name: lineOfText(60).refine((name) => name !== "", "a name"),
  filter: z.strictObject({
    state: z.enum(LISTED_STATES).optional(),
    section: lineOfText(200).optional(),
    assignee: z.uuid().optional(),
    mine: z.literal(true).optional(),
    q: lineOfText(200).optional(),
    sort: z.enum(LIST_ORDERS).optional(),
  }),
});

/** A filter of the list of stories that somebody named. */
export type SavedView = z.output<typeof SavedViewInput>;

function personOf(by: Actor): string {
  if (by.kind === "person") return by.id;
  throw new Refusal("forbidden", `Cannot keep views for ${by.name}: need a person`);
}

/** The views that `by` has named, the oldest first. One query. */
export async function listSavedViews(pool: Pool, by: Actor): Promise<SavedView[]> {
  const { rows } = await pool.query<SavedView>(
    "SELECT name, filter FROM story_view WHERE person = $1 ORDER BY created_at, name",
    [personOf(by)],
  );
  // What an older version of the product kept and this one does not know is left out.
  return rows.flatMap((row) => {
    const view = SavedViewInput.safeParse(row);
    return view.success ? [view.data] : [];
  });
}

/**
 * Keeps a view of `by`, over the one of the same name where there is one.
 * @throws Refusal `conflict` when there are too many
 */
export async function saveView(pool: Pool, view: SavedView, by: Actor, now: Date): Promise<void> {
  const person = personOf(by);
  await inTransaction(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('story_view ' || $1, 0))", [
      person,
    ]);
    await client.query(
      `INSERT INTO story_view (person, name, filter, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (person, name) DO UPDATE SET filter = excluded.filter`,
      [person, view.name, JSON.stringify(view.filter), now],
    );
    const { rows } = await client.query<{ count: number }>(
      "SELECT count(*)::integer AS count FROM story_view WHERE person = $1",
      [person],
    );
    if ((rows[0]?.count ?? 0) > MOST_VIEWS)
      throw new Refusal("conflict", `more than ${MOST_VIEWS} saved views`, {
        told: {
          ar: "بلغت القوائم المحفوظة حدّها. احذف واحدة قبل حفظ أخرى.",
          en: "You have as many saved views as there can be. Delete one first.",
        },
      });
  });
}

/** Takes off a view of `by`; one that is not there is no mistake. */
export async function removeView(pool: Pool, name: string, by: Actor): Promise<void> {
  await pool.query("DELETE FROM story_view WHERE person = $1 AND name = $2", [personOf(by), name]);
}
