import { Hono } from "hono";
import { z } from "zod";
import { actsOf } from "#accounts/authoriser.ts";
import { endSession } from "#accounts/sessions.ts";
import { signIn } from "#accounts/sign-in.ts";
import { giveBackTry, takeTry } from "#accounts/limits.ts";
import {
  PasskeyAnswer,
  passkeySignInOptions,
  relyingPartyOf,
  signInWithPasskey,
} from "#accounts/passkeys.ts";
import { confirmSession, findFactors, giveSecondFactor } from "#accounts/second-factor.ts";
import { createRateLimit } from "#platform/http/rate-limit.ts";
import type { NewsroomEnv } from "../context.ts";
import { noSessionCookie, sessionCookie } from "../cookies.ts";
import { demand, demandNothing, json } from "../route.ts";
import { getRelyingParty, placeOf } from "./sender.ts";

const Credentials = z.strictObject({
  email: z.string().max(254),
  password: z.string().max(1024),
});

const Confirmation = z.strictObject({
  password: z.string().max(1024),
  code: z.string().max(60).optional(),
});

/** Challenges for passkeys that one network address may ask for; each is a row until it is answered or old. */
const challenges = createRateLimit({ requests: 5 });

/** Signing in and out. */
export const sessionRoutes = new Hono<NewsroomEnv>()
  .get("/session", demand("halfSignedIn"), async (c) => {
    const { db, session, person, deps } = c.var;
    const { code, name, lang, zone, digits, months, hijriOffset, accent } = deps.edition();
    return c.json({
      person,
      acts: session.stage === "signedIn" ? actsOf(person.role) : [],
      needs: session.stage === "signedIn" ? null : session.stage,
      factors: await findFactors(db, person.id),
      hasPasskeys: relyingPartyOf(deps.siteUrl) !== undefined,
      edition: {
        code,
        name,
        lang,
        zone,
        digits,
        months,
        hijriOffset: hijriOffset ?? null,
        accent,
        siteUrl: deps.siteUrl,
      },
    });
  })
  .post("/session", demandNothing(), json(Credentials), async (c) => {
    const { db, deps, session, now } = c.var;
    const { email, password } = c.req.valid("json");
    const place = placeOf(c);
    const input = { email, password, place, before: session?.id };
    const begun = await signIn(db, deps.hasher, input, now);
    c.header("set-cookie", sessionCookie(deps.siteUrl, begun.token));
    return c.json({ kind: begun.stage });
  })
  .post(
    "/session/second-factor",
    demand("halfSignedIn"),
    json(z.strictObject({ code: z.string().max(60) })),
    async (c) => {
      const { db, deps, session, now } = c.var;
      const { code } = c.req.valid("json");
      const token = await giveSecondFactor(db, { session, code, place: placeOf(c) }, now);
      c.header("set-cookie", sessionCookie(deps.siteUrl, token));
      return c.json({ kind: "signedIn" as const });
    },
  )
  .post("/session/confirmation", demand("enrolling"), json(Confirmation), async (c) => {
    const { db, deps, session, now } = c.var;
    await confirmSession(db, deps.hasher, { session, ...c.req.valid("json") }, now);
    return c.json({ kind: "confirmed" as const });
  })
  .post("/session/passkey-options", demandNothing(), async (c) => {
    const { db, deps, now } = c.var;
    const party = getRelyingParty(deps);
    await challenges.take(placeOf(c).group);
    return c.json(await passkeySignInOptions(db, party, now));
  })
  .post("/session/passkey", demandNothing(), json(PasskeyAnswer), async (c) => {
    const { db, deps, session, now } = c.var;
    const [party, place] = [getRelyingParty(deps), placeOf(c)];
    await takeTry(db, "passkeyAddress", place.group, now);
    const input = { answer: c.req.valid("json"), place, before: session?.id };
    const token = await signInWithPasskey(db, party, input, now);
    await giveBackTry(db, "passkeyAddress", place.group, { isForgiven: false });
    c.header("set-cookie", sessionCookie(deps.siteUrl, token));
    return c.json({ kind: "signedIn" as const });
  })
  .delete("/session", demand("halfSignedIn"), async (c) => {
    const { db, deps, session, now } = c.var;
    await endSession(db, session, now);
    c.header("set-cookie", noSessionCookie(deps.siteUrl));
    return c.json({ kind: "signedOut" as const });
  });
