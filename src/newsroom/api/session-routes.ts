import { Hono, type Context } from "hono";
import { z } from "zod";
import { actsOf } from "#accounts/authoriser.ts";
import { endSession, signIn, type SignInPlace } from "#accounts/sessions.ts";
import { Refusal } from "#platform/refusal.ts";
import type { NewsroomEnv } from "./context.ts";
import { noSessionCookie, sessionCookie } from "./cookies.ts";
import { demand, demandNothing, json } from "./route.ts";

const Credentials = z.strictObject({
  email: z.string().max(254),
  password: z.string().max(1024),
});

const placeOf = (c: Context<NewsroomEnv>): SignInPlace => ({
  address: c.env.client?.address ?? "",
  agent: c.req.header("user-agent") ?? "",
});

/** Signing in and out. */
export const sessionRoutes = new Hono<NewsroomEnv>()
  .get("/session", demand("halfSignedIn"), (c) => {
    const { session, person, deps } = c.var;
    const { code, name, lang, zone, digits, months, hijriOffset, accent } = deps.edition();
    return c.json({
      person,
      acts: session.stage === "signedIn" ? actsOf(person.role) : [],
      needs: session.stage === "signedIn" ? null : session.stage,
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
    const { db, deps, now } = c.var;
    const outcome = await signIn(
      db,
      deps.hasher,
      { ...c.req.valid("json"), place: placeOf(c) },
      now,
    );
    if (outcome.kind === "wrong")
      throw new Refusal("signedOut", "Cannot sign in: wrong address or password", {
        told: {
          ar: "البريد الإلكتروني أو كلمة المرور غير صحيحة.",
          en: "The e-mail address or the password is wrong.",
        },
      });
    c.header("set-cookie", sessionCookie(deps.siteUrl, outcome.token));
    return c.json({ kind: outcome.stage });
  })
  .delete("/session", demand("halfSignedIn"), async (c) => {
    const { db, deps, session, now } = c.var;
    await endSession(db, session, now);
    c.header("set-cookie", noSessionCookie(deps.siteUrl));
    return c.json({ kind: "signedOut" as const });
  });
