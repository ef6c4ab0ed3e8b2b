import { Hono } from "hono";
import { z } from "zod";
import { pictureUrl } from "#media/picture-url.ts";
import { shownAccents } from "#site/accent.ts";
import { changeSettings, SettingsInput, settingsOf } from "#site/settings.ts";
import { findEdition } from "#stories/edition.ts";
import type { Edition } from "#stories/story.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, json } from "../route.ts";

function settingsJson(edition: Edition) {
  return {
    version: edition.version,
    settings: settingsOf(edition),
    logoUrl: edition.logo === undefined ? null : pictureUrl(edition.logo.id, 320),
    /** The accent as it is shown: darker on light paper or lighter on dark where it could not be read otherwise. */
    shownAccent: shownAccents(edition.accent),
  };
}

/** The settings of the edition. */
export const settingsRoutes = new Hono<NewsroomEnv>()
  .get("/settings", demand("changeSettings"), async (c) => {
    const { db, deps } = c.var;
    const known = deps.edition();
    return c.json(settingsJson((await findEdition(db, known.code, known.zone)) ?? known));
  })
  .put(
    "/settings",
    demand("changeSettings"),
    json(z.strictObject({ base: z.int().min(1), settings: SettingsInput })),
    async (c) => {
      const { db, deps, by, now } = c.var;
      const { base, settings } = c.req.valid("json");
      const edition = deps.edition();
      const { after } = await changeSettings(db, { edition, base, settings }, by, now);
      return c.json(settingsJson(after));
    },
  );
