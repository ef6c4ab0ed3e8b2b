import { Hono } from "hono";
import { z } from "zod";
import { changePassword } from "#accounts/passwords.ts";
import { changeOwnAccount, LANGUAGES, PersonName } from "#accounts/people.ts";
import { endSessionById, listSessions } from "#accounts/sessions.ts";
import type { NewsroomEnv } from "../context.ts";
import { sessionCookie } from "../cookies.ts";
import { demand, idOf, json } from "../route.ts";
import { placeOf, siteWordsOf } from "./sender.ts";

const Account = z.strictObject({ name: PersonName, language: z.enum(LANGUAGES) });
const NewPassword = z.strictObject({
  password: z.string().max(1024),
  newPassword: z.string().max(4096),
});

/** What everybody does with their own account. */
export const meRoutes = new Hono<NewsroomEnv>()
  .put("/me", demand("signedIn"), json(Account), async (c) => {
    const { db, person, now } = c.var;
    await changeOwnAccount(db, c.req.valid("json"), person, now);
    return c.json({ kind: "changed" as const });
  })
  .put("/me/password", demand("signedIn"), json(NewPassword), async (c) => {
    const { db, deps, session, now } = c.var;
    const { password, newPassword } = c.req.valid("json");
    const token = await changePassword(
      db,
      deps.hasher,
      {
        session,
        oldPassword: password,
        newPassword,
        siteWords: siteWordsOf(deps),
        place: placeOf(c),
      },
      now,
    );
    c.header("set-cookie", sessionCookie(deps.siteUrl, token));
    return c.json({ kind: "changed" as const });
  })
  .get("/me/sessions", demand("signedIn"), async (c) => {
    const { db, person, session, now } = c.var;
    const sessions = await listSessions(db, person.id, now);
    return c.json({
      sessions: sessions.map((shown) => ({ ...shown, isThis: shown.id === session.id })),
    });
  })
  .delete("/me/sessions/:id", demand("signedIn"), async (c) => {
    const { db, person, by, now } = c.var;
    await endSessionById(db, idOf(c.req.param("id")), person.id, by, now);
    return c.json({ kind: "ended" as const });
  });
