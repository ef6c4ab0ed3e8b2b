import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { recordAct } from "#accounts/audit.ts";
import { demandMay, type Actor } from "#accounts/authoriser.ts";
import { inTransaction } from "#platform/db.ts";
import { addEvent } from "#platform/outbox.ts";
import { Refusal } from "#platform/refusal.ts";
import { MODES, RISKS, type Mode, type Risk } from "./submission.ts";

/** How the conversation below a story stands. */
export type StoryMode = {
  readonly mode: Mode;
  readonly risk: Risk;
  /** Nobody can post: an editor closed it, its days are over, or it was never open. */
  readonly isClosed: boolean;
  readonly closesAfterDays: number | null;
  readonly ageDays: number;
};

const DAY = 24 * 3_600_000;
const DEFAULT_MODE: Mode = "after";

/**
 * How the conversation below a story stands at `now`: as set for the story, else for its section, else for the site.
 * One query. undefined: there is no such story.
 */
export async function modeOf(
  db: Pool | PoolClient,
  story: string,
  now: Date,
): Promise<StoryMode | undefined> {
  const { rows } = await db.query<{
    mode: Mode | null;
    risk: Risk | null;
    is_closed: boolean | null;
    closes_after_days: number | null;
    published_at: Date | null;
  }>({
    name: "moderation_mode",
    text: `SELECT coalesce(v.mode, k.mode, w.mode) AS mode, v.risk, v.is_closed, s.published_at,
             CASE WHEN k.mode IS NULL THEN w.closes_after_days ELSE k.closes_after_days END AS closes_after_days
           FROM story s
           LEFT JOIN story_conversation v ON v.story_id = s.id
           LEFT JOIN moderation_setting k ON k.edition_code = s.edition_code AND k.section_id = s.section_id
           LEFT JOIN moderation_setting w ON w.edition_code = s.edition_code AND w.section_id IS NULL
           WHERE s.id = $1`,
    values: [story],
  });
  const [row] = rows;
  if (row === undefined) return undefined;
  const mode = row.mode ?? DEFAULT_MODE;
  const ageDays = (now.getTime() - (row.published_at ?? now).getTime()) / DAY;
  const { closes_after_days: closesAfterDays } = row;
  const isOver = closesAfterDays !== null && ageDays >= closesAfterDays;
  return {
    mode,
    risk: row.risk ?? "none",
    isClosed: mode === "off" || row.is_closed === true || isOver,
    closesAfterDays,
    ageDays,
  };
}

/** What is set for the site, or for a section. */
const Rule = z.strictObject({
  mode: z.enum(MODES),
  closesAfterDays: z.int().min(1).max(3650).nullable(),
});

/** The settings of all conversations; sections that are not named go by the site's. */
export const ModerationSettings = z.strictObject({
  site: Rule,
  sections: z.array(Rule.extend({ slug: z.string().max(120) })).max(200),
});

/** Settings, checked. */
export type ModerationSettingsInput = z.output<typeof ModerationSettings>;

/** What is set for the site and for its sections. One query. */
export async function readModerationSettings(
  db: Pool | PoolClient,
  edition: string,
): Promise<ModerationSettingsInput> {
  const { rows } = await db.query<{
    slug: string | null;
    mode: Mode;
    closes_after_days: number | null;
  }>(
    `SELECT c.slug, m.mode, m.closes_after_days FROM moderation_setting m LEFT JOIN section c ON c.id = m.section_id
     WHERE m.edition_code = $1 ORDER BY c.position NULLS FIRST`,
    [edition],
  );
  const ruleOf = (row: (typeof rows)[number]) => ({
    mode: row.mode,
    closesAfterDays: row.closes_after_days,
  });
  const site = rows.find(({ slug }) => slug === null);
  return {
    site: site === undefined ? { mode: DEFAULT_MODE, closesAfterDays: null } : ruleOf(site),
    sections: rows.flatMap((row) =>
      row.slug === null ? [] : [{ slug: row.slug, ...ruleOf(row) }],
    ),
  };
}

/**
 * Sets how conversations are moderated on the site and in its sections.
 * @throws Refusal `forbidden`, `invalid` for a section that does not exist
 */
export async function changeModerationSettings(
  db: Pool,
  input: { readonly edition: string; readonly settings: ModerationSettingsInput },
  by: Actor,
  now: Date,
): Promise<void> {
  demandMay(by, "steerConversation", { isOwn: false });
  const { edition, settings } = input;
  await inTransaction(db, async (client) => {
    const before = await readModerationSettings(client, edition);
    await client.query("DELETE FROM moderation_setting WHERE edition_code = $1", [edition]);
    await client.query(
      `INSERT INTO moderation_setting (edition_code, section_id, mode, closes_after_days) VALUES ($1, NULL, $2, $3)`,
      [edition, settings.site.mode, settings.site.closesAfterDays],
    );
    for (const { slug, mode, closesAfterDays } of settings.sections) {
      const { rowCount } = await client.query(
        `INSERT INTO moderation_setting (edition_code, section_id, mode, closes_after_days)
         SELECT $1, id, $3, $4 FROM section WHERE edition_code = $1 AND slug = $2 ON CONFLICT DO NOTHING`,
        [edition, slug, mode, closesAfterDays],
      );
      if (rowCount === 0)
        throw new Refusal(
          "invalid",
          `Cannot set a mode: there is no section ${slug}, or it is named twice`,
        );
    }
    await recordAct(
      client,
      {
        by,
        act: "moderation.settings",
        subject: { kind: "edition", id: edition },
        before,
        after: settings,
      },
      now,
    );
    await addEvent(client, "moderation.settings", { stales: ["chrome"] });
  });
}

/** What an editor sets for one story; `mode` null: as its section or the site. */
export const StoryModeInput = z.strictObject({
  mode: z.enum(MODES).nullable(),
  risk: z.enum(RISKS),
  isClosed: z.boolean(),
});

/** What is set for one story. */
export type StoryModeSettings = z.output<typeof StoryModeInput>;

/** What is set for one story; one of which nothing is set goes by its section. One query. */
export async function readStoryMode(
  db: Pool | PoolClient,
  story: string,
): Promise<StoryModeSettings> {
  const { rows } = await db.query<{ mode: Mode | null; risk: Risk; is_closed: boolean }>(
    "SELECT mode, risk, is_closed FROM story_conversation WHERE story_id = $1",
    [story],
  );
  const [row] = rows;
  return { mode: row?.mode ?? null, risk: row?.risk ?? "none", isClosed: row?.is_closed ?? false };
}

/**
 * Sets how the conversation below one story is moderated, and closes or opens it.
 * @throws Refusal `forbidden`, `notFound`
 */
export async function changeStoryMode(
  db: Pool,
  input: { readonly story: string; readonly settings: StoryModeSettings },
  by: Actor,
  now: Date,
): Promise<void> {
  demandMay(by, "moderate", { isOwn: false });
  const { story, settings } = input;
  await inTransaction(db, async (client) => {
    const { rowCount } = await client.query("SELECT FROM story WHERE id = $1 FOR SHARE", [story]);
    if (rowCount === 0) throw new Refusal("notFound", "there is no such story");
    const before = await readStoryMode(client, story);
    await client.query(
      `INSERT INTO story_conversation (story_id, mode, risk, is_closed) VALUES ($1, $2, $3, $4)
       ON CONFLICT (story_id) DO UPDATE SET mode = $2, risk = $3, is_closed = $4`,
      [story, settings.mode, settings.risk, settings.isClosed],
    );
    await recordAct(
      client,
      {
        by,
        act: "conversation.settings",
        subject: { kind: "story", id: story },
        before,
        after: settings,
      },
      now,
    );
    await addEvent(client, "conversation.settings", {
      stales: [`story:${story}`, `conversation:${story}`],
    });
  });
}
