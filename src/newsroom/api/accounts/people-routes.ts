import { Hono } from "hono";
import { z } from "zod";
import {
  changeColleague,
  endColleagueSessions,
  listColleagues,
  listInvitations,
  removeSecondFactors,
} from "#accounts/colleagues.ts";
import { changeHouseRule, findHouseRule } from "#accounts/house-rule.ts";
import { invite, withdrawInvitation } from "#accounts/invitations.ts";
import { invitationMail } from "#accounts/mails.ts";
import { Email, PersonName, RoleName } from "#accounts/people.ts";
import { demandConfirmed } from "#accounts/sessions.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, idOf, json } from "../route.ts";

const Invitation = z.strictObject({ email: Email, name: PersonName.optional(), role: RoleName });
const Change = z.strictObject({ role: RoleName.optional(), disabled: z.boolean().optional() });

/** The people of the newsroom, their roles and invitations. */
export const peopleRoutes = new Hono<NewsroomEnv>()
  .get("/people", demand("managePeople"), async (c) => {
    const { db, now } = c.var;
    const [people, invitations, rule] = await Promise.all([
      listColleagues(db),
      listInvitations(db, now),
      findHouseRule(db),
    ]);
    return c.json({ people, invitations, ...rule });
  })
  .get("/people/names", demand("seeColleagues"), async (c) => {
    const people = await listColleagues(c.var.db);
    return c.json({
      people: people
        .filter((person) => !person.isDisabled)
        .map(({ id, name, role }) => ({ id, name, role })),
    });
  })
  .post("/people/invitations", demand("managePeople"), json(Invitation), async (c) => {
    const { db, deps, person, now } = c.var;
    const { email, name = "", role } = c.req.valid("json");
    const token = await invite(db, { email, name, role }, person, now);
    const edition = deps.edition();
    const mail = invitationMail({
      to: email,
      name,
      role,
      invitedBy: person.name,
      siteName: edition.name,
      link: `${deps.siteUrl}/newsroom/invitation/${token}`,
      language: edition.lang === "ar" ? "ar" : "en",
    });
    // The invitation stands also where its mail could not be sent: whoever invited is told, and can invite anew.
    const isSent = await deps.mailer.sendMail(mail).then(
      () => true,
      (error: unknown) => {
        deps.log.error({ error }, "an invitation could not be sent");
        return false;
      },
    );
    return c.json({ kind: "invited" as const, isSent }, 201);
  })
  .delete("/people/invitations/:id", demand("managePeople"), async (c) => {
    const { db, person, now } = c.var;
    await withdrawInvitation(db, idOf(c.req.param("id")), person, now);
    return c.json({ kind: "withdrawn" as const });
  })
  .put(
    "/people/rule",
    demand("changeSettings"),
    json(z.strictObject({ requireSecondFactor: z.boolean() })),
    async (c) => {
      const { db, by, now, session } = c.var;
      demandConfirmed(session, now);
      await changeHouseRule(db, c.req.valid("json"), by, now);
      return c.json({ kind: "changed" as const });
    },
  )
  .put("/people/:id", demand("managePeople"), json(Change), async (c) => {
    const { db, person, now } = c.var;
    await changeColleague(db, { id: idOf(c.req.param("id")), ...c.req.valid("json") }, person, now);
    return c.json({ kind: "changed" as const });
  })
  .delete("/people/:id/sessions", demand("managePeople"), async (c) => {
    const { db, person, now } = c.var;
    const ended = await endColleagueSessions(db, idOf(c.req.param("id")), person, now);
    return c.json({ kind: "ended" as const, ended });
  })
  .delete("/people/:id/second-factors", demand("managePeople"), async (c) => {
    const { db, person, session, now } = c.var;
    demandConfirmed(session, now);
    await removeSecondFactors(db, idOf(c.req.param("id")), person, now);
    return c.json({ kind: "removed" as const });
  });
