import type { Pool } from "pg";
import { z } from "zod";
import { recordAct } from "#accounts/audit.ts";
import { actorName, demandMay, type Actor } from "#accounts/authoriser.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";

const Hour = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "a time such as 19:00");

/** When the mails leave that write themselves. */
export const NewsletterSettings = z.strictObject({
  daily: z.strictObject({ isOn: z.boolean(), at: Hour }),
  /** Days of the week from Sunday, 0, to Saturday, 6. */
  weekly: z.strictObject({ isOn: z.boolean(), day: z.int().min(0).max(6), at: Hour }),
});
export type NewsletterSettings = z.infer<typeof NewsletterSettings>;

const DEFAULTS: NewsletterSettings = {
  daily: { isOn: true, at: "20:00" },
  weekly: { isOn: true, day: 5, at: "10:00" },
};

/** The settings of an edition, and the version that a change must name; 0 while they are the defaults. */
export async function findSettings(
  pool: Pool,
  editionCode: string,
): Promise<{ readonly version: number; readonly settings: NewsletterSettings }> {
  const { rows } = await pool.query<{ version: number; setting: unknown }>(
    "SELECT version, setting FROM newsletter_setting WHERE edition_code = $1",
    [editionCode],
  );
  const [row] = rows;
  if (row === undefined) return { version: 0, settings: DEFAULTS };
  return { version: row.version, settings: NewsletterSettings.parse(row.setting) };
}

/**
 * Changes the hours of the newsletter.
 * @throws Refusal `forbidden`; `conflict` when somebody changed them meanwhile
 */
export async function changeSettings(
  pool: Pool,
  input: {
    readonly editionCode: string;
    readonly base: number;
    readonly settings: NewsletterSettings;
  },
  by: Actor,
  now: Date,
): Promise<void> {
  demandMay(by, "sendNewsletter", { isOwn: false });
  const before = await findSettings(pool, input.editionCode);
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO newsletter_setting AS s (edition_code, version, setting, changed_at, changed_by)
       SELECT $1, 1, $3, $4, $5
       ON CONFLICT (edition_code) DO UPDATE SET version = s.version + 1, setting = excluded.setting,
         changed_at = excluded.changed_at, changed_by = excluded.changed_by
       WHERE s.version = $2`,
      [input.editionCode, input.base, JSON.stringify(input.settings), now, actorName(by)],
    );
    if (rowCount !== 1)
      throw new Refusal("conflict", "the newsletter's settings were changed meanwhile");
    await recordAct(
      client,
      {
        by,
        act: "newsletter.settings",
        subject: { kind: "newsletter", id: input.editionCode },
        before: before.settings,
        after: input.settings,
      },
      now,
    );
  });
}
