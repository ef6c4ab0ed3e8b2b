import { Hono } from "hono";
import { z } from "zod";
import { isFirstOwnerLinkAlive, makeFirstOwner } from "#accounts/first-owner.ts";
import { acceptInvitation, findInvitation } from "#accounts/invitations.ts";
import { takeTry } from "#accounts/limits.ts";
import { passwordResetMail } from "#accounts/mails.ts";
import { isResetLinkAlive, makeResetLink, resetPassword } from "#accounts/passwords.ts";
import { Email, PersonName } from "#accounts/people.ts";
import { deadLink } from "#accounts/sessions.ts";
import type { NewsroomEnv } from "../context.ts";
import { sessionCookie } from "../cookies.ts";
import { demandNothing, json } from "../route.ts";
import { placeOf, siteWordsOf } from "./sender.ts";

/** Over the bound in bytes the rules refuse it, with a reason. */
const Password = z.string().max(4096);

/** Links that work once: the first owner's, invitations, new passwords. None of them needs a session. */
export const linkRoutes = new Hono<NewsroomEnv>()
  .post(
    "/password-reset",
    demandNothing(),
    json(z.strictObject({ email: z.string().max(254) })),
    async (c) => {
      const { db, deps, now } = c.var;
      const { email } = c.req.valid("json");
      await takeTry(db, "resetAddress", placeOf(c).group, now);
      // After the answer: neither its words nor its time may tell whether the address has an account.
      deps.mailer.sendLater(async () => {
        const link = await makeResetLink(db, email, now);
        if (link === undefined) return undefined;
        return passwordResetMail({
          to: link.email,
          name: link.name,
          language: link.language,
          siteName: deps.edition().name,
          link: `${deps.siteUrl}/newsroom/password-reset/${link.token}`,
        });
      });
      return c.json({ kind: "asked" as const }, 202);
    },
  )
  .get("/password-reset/:token", demandNothing(), async (c) => {
    const { db, now } = c.var;
    if (!(await isResetLinkAlive(db, c.req.param("token"), now))) throw deadLink();
    return c.json({ kind: "open" as const });
  })
  .put(
    "/password-reset/:token",
    demandNothing(),
    json(z.strictObject({ password: Password })),
    async (c) => {
      const { db, deps, now } = c.var;
      const { password } = c.req.valid("json");
      await resetPassword(
        db,
        deps.hasher,
        { token: c.req.param("token"), password, siteWords: siteWordsOf(deps) },
        now,
      );
      return c.json({ kind: "changed" as const });
    },
  )
  .get("/first-owner/:token", demandNothing(), async (c) => {
    if (!(await isFirstOwnerLinkAlive(c.var.db, c.req.param("token")))) throw deadLink();
    return c.json({ kind: "open" as const });
  })
  .put(
    "/first-owner/:token",
    demandNothing(),
    json(z.strictObject({ name: PersonName, email: Email, password: Password })),
    async (c) => {
      const { db, deps, session, now } = c.var;
      const begun = await makeFirstOwner(
        db,
        deps.hasher,
        {
          ...c.req.valid("json"),
          token: c.req.param("token"),
          siteWords: siteWordsOf(deps),
          place: placeOf(c),
          before: session?.id,
        },
        now,
      );
      c.header("set-cookie", sessionCookie(deps.siteUrl, begun.token));
      return c.json({ kind: begun.stage });
    },
  )
  .get("/invitations/:token", demandNothing(), async (c) => {
    const { db, now } = c.var;
    const invitation = await findInvitation(db, c.req.param("token"), now);
    if (invitation === undefined) throw deadLink();
    return c.json(invitation);
  })
  .put(
    "/invitations/:token",
    demandNothing(),
    json(z.strictObject({ name: PersonName, password: Password })),
    async (c) => {
      const { db, deps, session, language, now } = c.var;
      const begun = await acceptInvitation(
        db,
        deps.hasher,
        {
          ...c.req.valid("json"),
          language,
          token: c.req.param("token"),
          siteWords: siteWordsOf(deps),
          place: placeOf(c),
          before: session?.id,
        },
        now,
      );
      c.header("set-cookie", sessionCookie(deps.siteUrl, begun.token));
      return c.json({ kind: begun.stage });
    },
  );
