import type { Pool } from "pg";
import { z } from "zod";
import { recordAct } from "#accounts/audit.ts";
import { actorName, demandMay, type Actor } from "#accounts/authoriser.ts";
import { zoneExists } from "#platform/config.ts";
import { inTransaction } from "#platform/db.ts";
import { addEvent } from "#platform/outbox.ts";
import { Refusal } from "#platform/refusal.ts";
import { lineOfText, nameOfLabel } from "#stories/content.ts";
import { findEdition } from "#stories/edition.ts";
import { NETWORKS, type Edition } from "#stories/story.ts";

/** An address that a link of the site may lead to: one of ours from its root, or https. */
const address = z
  .string()
  .max(1000)
  .refine(
    (text) =>
      /^\/(?![/\\])[^\p{Cc}\\]*$/u.test(text) ||
      (URL.canParse(text) && new URL(text).protocol === "https:" && new URL(text).username === ""),
    "need an address such as /topics/… or https://…",
  );

const secureAddress = address.refine((text) => text.startsWith("https:"), "need an https address");
const slug = lineOfText(120).refine((text) => text !== "", "need a slug");

/** The settings of an edition that its newsroom changes. */
export const SettingsInput = z.strictObject({
  name: nameOfLabel.refine((name) => Array.from(name).length <= 60, "more than 60 letters"),
  tagline: lineOfText(120),
  description: lineOfText(400),
  /** Kept picture shown in place of the name. */
  logo: z.uuid().nullable(),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, "need a colour such as #a5201b")
    .transform((colour) => colour.toLowerCase()),
  zone: z.string().max(64).refine(zoneExists, "need an IANA time zone such as Asia/Riyadh"),
  digits: z.enum(["latn", "arab"]),
  months: z.enum(["gulf", "levant", "maghreb"]),
  /** Days by which the Hijri date is corrected; null: none is shown. */
  hijriOffset: z.literal([-1, 0, 1]).nullable(),
  /** Words a minute; null: as measured for the language. */
  readingSpeed: z.int().min(60).max(400).nullable(),
  /** null: the sections in their order. */
  navigation: z
    .array(
      z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("section"), slug }),
        z.strictObject({ kind: z.literal("page"), slug }),
        z.strictObject({ kind: z.literal("topic"), slug, name: nameOfLabel }),
        z.strictObject({ kind: z.literal("link"), name: nameOfLabel, url: address }),
      ]),
    )
    .max(20, "more than 20 entries")
    .nullable(),
  social: z
    .array(z.strictObject({ network: z.enum(NETWORKS), url: secureAddress }))
    .max(NETWORKS.length)
    .refine(
      (accounts) => new Set(accounts.map(({ network }) => network)).size === accounts.length,
      "need one account for each network",
    ),
  requireSecondFactor: z.boolean(),
});

/** Settings, checked. */
export type Settings = z.output<typeof SettingsInput>;

/** The settings that an edition has. */
export function settingsOf(edition: Edition): Settings {
  return {
    name: edition.name,
    tagline: edition.tagline,
    description: edition.description,
    logo: edition.logo?.id ?? null,
    accent: edition.accent,
    zone: edition.zone,
    digits: edition.digits,
    months: edition.months,
    hijriOffset: edition.hijriOffset ?? null,
    readingSpeed: edition.readingSpeed ?? null,
    navigation: edition.navigation === undefined ? null : [...edition.navigation],
    social: [...edition.social],
    requireSecondFactor: edition.requireSecondFactor,
  };
}

/**
 * Gives the edition other settings. Every node takes them up through the outbox, without a restart.
 * @param input.base version that the change was made on
 * @throws Refusal `forbidden`, `conflict` when somebody changed them meanwhile, `invalid` for a logo that is no kept picture
 */
export async function changeSettings(
  pool: Pool,
  input: { readonly edition: Edition; readonly base: number; readonly settings: Settings },
  by: Actor,
  now: Date,
): Promise<{ readonly before: Edition; readonly after: Edition }> {
  demandMay(by, "changeSettings", { isOwn: false });
  const { edition, settings, base } = input;
  return inTransaction(pool, async (client) => {
    if (settings.logo !== null) {
      const kept = await client.query("SELECT FROM picture WHERE id = $1", [settings.logo]);
      if (kept.rows.length === 0) throw new Refusal("invalid", "logo: no such picture is kept");
    }
    const locked = await client.query<{ version: number }>(
      "SELECT version FROM edition WHERE code = $1 FOR UPDATE",
      [edition.code],
    );
    const before = await findEdition(client, edition.code, edition.zone);
    if (before === undefined) throw new Refusal("notFound", "no such edition");
    if (locked.rows[0]?.version !== base)
      throw new Refusal("conflict", "somebody else has changed the settings meanwhile");
    await client.query(
      `UPDATE edition SET name = $2, tagline = $3, description = $4, logo_id = $5, accent = $6, zone = $7, digits = $8,
         months = $9, hijri_offset = $10, reading_speed = $11, navigation = $12, social = $13,
         require_second_factor = $14, version = version + 1 WHERE code = $1`,
      [
        edition.code,
        settings.name,
        settings.tagline,
        settings.description,
        settings.logo,
        settings.accent,
        settings.zone,
        settings.digits,
        settings.months,
        settings.hijriOffset,
        settings.readingSpeed,
        settings.navigation === null ? null : JSON.stringify(settings.navigation),
        JSON.stringify(settings.social),
        settings.requireSecondFactor,
      ],
    );
    const after = await findEdition(client, edition.code, edition.zone);
    if (after === undefined) throw new Error("Cannot change the settings: the edition is gone");
    await recordAct(
      client,
      {
        by,
        act: "settings.change",
        subject: { kind: "edition", id: edition.code },
        before: settingsOf(before),
        after: settings,
      },
      now,
    );
    await addEvent(client, "edition.changed", {
      stales: ["chrome", "home", "list", "ranking", "most-read"],
      by: actorName(by),
    });
    return { before, after };
  });
}
