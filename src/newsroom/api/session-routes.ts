import { Hono } from "hono";
import { z } from "zod";
import { actsOf } from "#accounts/authoriser.ts";
import { endSession } from "#accounts/sessions.ts";
import { signIn } from "#accounts/sign-in.ts";
import type { NewsroomEnv } from "./context.ts";
import { noSessionCookie, sessionCookie } from "./cookies.ts";
import { demand, demandNothing, json } from "./route.ts";
import { placeOf } from "./sender.ts";

const Credentials = z.strictObject({
  email: z.string().max(254),
  password: z.string().max(1024),
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
    const { db, deps, session, now } = c.var;
    const { email, password } = c.req.valid("json");
    const place = placeOf(c);
    const input = { email, password, place, before: session?.id };
    const begun = await signIn(db, deps.hasher, input, now);
    c.header("set-cookie", sessionCookie(deps.siteUrl, begun.token));
    return c.json({ kind: begun.stage });
  })
  .delete("/session", demand("halfSignedIn"), async (c) => {
    const { db, deps, session, now } = c.var;
    await endSession(db, session, now);
    c.header("set-cookie", noSessionCookie(deps.siteUrl));
    return c.json({ kind: "signedOut" as const });
  });
