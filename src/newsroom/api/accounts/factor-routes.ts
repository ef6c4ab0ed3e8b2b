import { Hono } from "hono";
import { z } from "zod";
import {
  addPasskey,
  listPasskeys,
  PasskeyMaking,
  passkeyMakingOptions,
  removePasskey,
} from "#accounts/passkeys.ts";
import { PersonName } from "#accounts/people.ts";
import {
  beginTotp,
  enableTotp,
  findFactors,
  makeRecoveryCodes,
  removeTotp,
} from "#accounts/second-factor.ts";
import type { NewsroomEnv } from "../context.ts";
import { sessionCookie } from "../cookies.ts";
import { demand, idOf, json } from "../route.ts";
import { getRelyingParty, placeOf } from "./sender.ts";

const NewPasskey = z.strictObject({
  name: PersonName.pipe(z.string().max(100)),
  response: PasskeyMaking,
});

/** One's own second factors: one-time codes, passkeys, recovery codes. Each change asks for a fresh sign-in. */
export const factorRoutes = new Hono<NewsroomEnv>()
  .post("/me/totp", demand("enrolling"), async (c) => {
    const { db, deps, session, now } = c.var;
    return c.json(await beginTotp(db, session, deps.edition().name, now));
  })
  .put(
    "/me/totp",
    demand("enrolling"),
    json(z.strictObject({ code: z.string().max(60) })),
    async (c) => {
      const { db, deps, session, now } = c.var;
      const { code } = c.req.valid("json");
      const done = await enableTotp(db, { session, code, place: placeOf(c) }, now);
      c.header("set-cookie", sessionCookie(deps.siteUrl, done.token));
      return c.json({ recoveryCodes: done.recoveryCodes });
    },
  )
  .delete("/me/totp", demand("signedIn"), async (c) => {
    const { db, deps, session, now } = c.var;
    const token = await removeTotp(db, { session, place: placeOf(c) }, now);
    c.header("set-cookie", sessionCookie(deps.siteUrl, token));
    return c.json({ kind: "removed" as const });
  })
  .post("/me/recovery-codes", demand("signedIn"), async (c) => {
    const { db, session, now } = c.var;
    return c.json({ recoveryCodes: await makeRecoveryCodes(db, session, now) });
  })
  .get("/me/passkeys", demand("enrolling"), async (c) => {
    const { db, person } = c.var;
    const [passkeys, factors] = await Promise.all([
      listPasskeys(db, person.id),
      findFactors(db, person.id),
    ]);
    return c.json({ ...factors, passkeys });
  })
  .post("/me/passkeys/options", demand("enrolling"), async (c) => {
    const { db, deps, session, now } = c.var;
    const party = getRelyingParty(deps);
    return c.json(await passkeyMakingOptions(db, party, session, deps.edition().name, now));
  })
  .post("/me/passkeys", demand("enrolling"), json(NewPasskey), async (c) => {
    const { db, deps, session, now } = c.var;
    const { name, response: answer } = c.req.valid("json");
    const input = { session, name, answer, place: placeOf(c) };
    const done = await addPasskey(db, getRelyingParty(deps), input, now);
    c.header("set-cookie", sessionCookie(deps.siteUrl, done.token));
    return c.json({ recoveryCodes: done.recoveryCodes });
  })
  .delete("/me/passkeys/:id", demand("signedIn"), async (c) => {
    const { db, deps, session, now } = c.var;
    const id = idOf(c.req.param("id"));
    const token = await removePasskey(db, { session, id, place: placeOf(c) }, now);
    c.header("set-cookie", sessionCookie(deps.siteUrl, token));
    return c.json({ kind: "removed" as const });
  });
