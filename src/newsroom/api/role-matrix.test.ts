import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Hono } from "hono";
import { ROLES, type Role } from "#accounts/authoriser.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { givenNewsroom } from "../testing/given.ts";
import { newsroomRoutes } from "./api.ts";
import type { NewsroomEnv } from "./context.ts";
import { declaredRoutes, demandNothing } from "./route.ts";

/** Who may call a route: everyone, everyone who signed in, or these roles. */
type Allowed = "anyone" | "signedIn" | readonly Role[];

/** An id that nothing has. */
const NOTHING = "00000000-0000-4000-8000-000000000000";
const ADMINS = ["owner", "admin"] as const;
const EDITORS = [...ADMINS, "editor"] as const;
const MODERATORS = [...EDITORS, "moderator"] as const;
const STAFF_WRITERS = [...EDITORS, "journalist"] as const;
const WRITERS = [...STAFF_WRITERS, "contributor"] as const;

/** The written matrix: every route of the newsroom. A route that is not here fails the test. */
const MATRIX: Readonly<Record<string, Allowed>> = {
  "POST /session": "anyone",
  "GET /session": "signedIn",
  "DELETE /session": "signedIn",
  "POST /session/second-factor": "signedIn",
  "POST /session/confirmation": "signedIn",
  "POST /session/passkey-options": "anyone",
  "POST /session/passkey": "anyone",
  "POST /password-reset": "anyone",
  "GET /password-reset/:token": "anyone",
  "PUT /password-reset/:token": "anyone",
  "GET /first-owner/:token": "anyone",
  "PUT /first-owner/:token": "anyone",
  "GET /invitations/:token": "anyone",
  "PUT /invitations/:token": "anyone",
  "PUT /me": "signedIn",
  "PUT /me/password": "signedIn",
  "GET /me/sessions": "signedIn",
  "DELETE /me/sessions/:id": "signedIn",
  "POST /me/totp": "signedIn",
  "PUT /me/totp": "signedIn",
  "DELETE /me/totp": "signedIn",
  "POST /me/recovery-codes": "signedIn",
  "GET /me/passkeys": "signedIn",
  "POST /me/passkeys/options": "signedIn",
  "POST /me/passkeys": "signedIn",
  "DELETE /me/passkeys/:id": "signedIn",
  "GET /people": ADMINS,
  "GET /people/names": ["owner", "admin", "editor", "journalist"],
  "POST /people/invitations": ADMINS,
  "DELETE /people/invitations/:id": ADMINS,
  "PUT /people/rule": ADMINS,
  "PUT /people/:id": ADMINS,
  "DELETE /people/:id/sessions": ADMINS,
  "DELETE /people/:id/second-factors": ADMINS,
  "GET /audit": ADMINS,
  "GET /events": WRITERS,
  "GET /desk": WRITERS,
  "GET /stories": WRITERS,
  "POST /stories": WRITERS,
  "GET /story-views": WRITERS,
  "PUT /story-views": WRITERS,
  "DELETE /story-views": WRITERS,
  "GET /stories/:id": WRITERS,
  "PUT /stories/:id/draft": WRITERS,
  "GET /stories/:id/revisions": WRITERS,
  "GET /stories/:id/revisions/:number": WRITERS,
  "POST /stories/:id/revisions/:number/restore": WRITERS,
  "POST /stories/:id/move": WRITERS,
  "PUT /stories/:id/assignee": EDITORS,
  "POST /stories/:id/publish": EDITORS,
  "POST /stories/:id/schedule": EDITORS,
  "DELETE /stories/:id/schedule": EDITORS,
  "PUT /stories/:id/embargo": EDITORS,
  "POST /stories/:id/correct": EDITORS,
  "POST /stories/:id/unpublish": EDITORS,
  "POST /stories/:id/takedown": ADMINS,
  "GET /stories/:id/preview": WRITERS,
  "POST /stories/:id/preview-link": [...EDITORS, "journalist"],
  "GET /stories/:id/notes": WRITERS,
  "POST /stories/:id/notes": WRITERS,
  "PUT /stories/:id/notes/:note": WRITERS,
  "POST /stories/:id/presence": WRITERS,
  "POST /stories/:id/lock": WRITERS,
  "DELETE /stories/:id/lock": WRITERS,
  "GET /fronts": STAFF_WRITERS,
  "GET /fronts/:key": STAFF_WRITERS,
  "GET /fronts/:key/preview": STAFF_WRITERS,
  "PUT /fronts/:key/draft": EDITORS,
  "POST /fronts/:key/publish": EDITORS,
  "GET /breaking": STAFF_WRITERS,
  "PUT /breaking": EDITORS,
  "POST /breaking/:id/story": EDITORS,
  "GET /settings": ADMINS,
  "PUT /settings": ADMINS,
  "GET /pages": EDITORS,
  "POST /pages": EDITORS,
  "GET /pages/:slug": EDITORS,
  "PUT /pages/:slug": EDITORS,
  "POST /pages/:slug/publish": EDITORS,
  "POST /pages/:slug/unpublish": EDITORS,
  "GET /sections": WRITERS,
  "POST /sections": EDITORS,
  "PUT /sections-order": EDITORS,
  "PUT /sections/:slug": EDITORS,
  "GET /topics": WRITERS,
  "PUT /topics/:slug": EDITORS,
  "POST /topics/:slug/merge": EDITORS,
  "GET /authors": WRITERS,
  "PUT /authors/:slug": EDITORS,
  "POST /authors/:slug/merge": EDITORS,
  "POST /uploads": WRITERS,
  "GET /uploads/:id": WRITERS,
  "PATCH /uploads/:id": WRITERS,
  "DELETE /uploads/:id": WRITERS,
  "GET /pictures": WRITERS,
  "GET /pictures/:id": WRITERS,
  "PUT /pictures/:id": WRITERS,
  "POST /pictures/:id/crop": WRITERS,
  "GET /pictures/:id/uses": WRITERS,
  "GET /webhooks": ADMINS,
  "POST /webhooks": ADMINS,
  "PUT /webhooks/:id": ADMINS,
  "DELETE /webhooks/:id": ADMINS,
  "POST /webhooks/:id/secret": ADMINS,
  "POST /webhooks/:id/ping": ADMINS,
  "GET /alerts": EDITORS,
  "POST /alerts": EDITORS,
  "GET /deliveries": EDITORS,
  "POST /deliveries/:id/retry": EDITORS,
  "GET /newsletter": EDITORS,
  "PUT /newsletter/settings": EDITORS,
  "POST /newsletter/issues": EDITORS,
  "GET /newsletter/issues/:id": EDITORS,
  "PUT /newsletter/issues/:id": EDITORS,
  "DELETE /newsletter/issues/:id": EDITORS,
  "GET /newsletter/issues/:id/preview": EDITORS,
  "POST /newsletter/issues/:id/test": EDITORS,
  "POST /newsletter/issues/:id/send": EDITORS,
  "POST /newsletter/issues/:id/unschedule": EDITORS,
  "GET /moderation/counts": MODERATORS,
  "GET /moderation/comments": MODERATORS,
  "GET /moderation/comments/:id": MODERATORS,
  "POST /moderation/comments/:id/decision": MODERATORS,
  "POST /moderation/decisions": MODERATORS,
  "GET /moderation/appeals": MODERATORS,
  "POST /moderation/appeals/:id/decision": MODERATORS,
  "GET /moderation/readers/:id": MODERATORS,
  "POST /moderation/readers/:id/notes": MODERATORS,
  "POST /moderation/readers/:id/sanctions": MODERATORS,
  "DELETE /moderation/sanctions/:id": MODERATORS,
  "GET /moderation/settings": MODERATORS,
  "PUT /moderation/settings": EDITORS,
  "GET /moderation/words": MODERATORS,
  "PUT /moderation/words": MODERATORS,
  "POST /moderation/words/try": MODERATORS,
  "GET /moderation/stories/:id": MODERATORS,
  "PUT /moderation/stories/:id": MODERATORS,
  "GET /moderation/export": EDITORS,
};

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const rolesOf = (allowed: Allowed): readonly Role[] =>
  typeof allowed === "string" ? ROLES : allowed;
const routes = declaredRoutes(newsroomRoutes);

test("the matrix names every route of the newsroom, and no other", () => {
  assert.deepEqual(
    routes.map(({ method, path }) => `${method} ${path}`).sort(),
    Object.keys(MATRIX).sort(),
  );
});

test("a route that demands nothing is never served", () => {
  const app = new Hono<NewsroomEnv>().get("/open", (c) => c.text("open"));
  assert.throws(() => declaredRoutes(app), /Cannot serve GET \/open/);
  const declared = new Hono<NewsroomEnv>().get("/open", demandNothing(), (c) => c.text("open"));
  assert.deepEqual(declaredRoutes(declared), [{ method: "GET", path: "/open", demand: "anyone" }]);
});

test("every route lets in exactly the roles of the matrix, and nobody who is not signed in", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const people = new Map(
    await Promise.all(
      ROLES.map(async (role) => [role, (await newsroom.person(role)).email] as const),
    ),
  );
  const cookies = new Map<string, string>();
  for (const { method, path } of routes) {
    const name = `${method} ${path}`;
    const allowed = MATRIX[name] ?? [];
    // No such subject, no such body: whoever is let in is told so, and nothing happens.
    const address = path.replaceAll(/:\w+(?:\{[^}]*\})?/g, NOTHING);
    const body = method === "GET" || method === "DELETE" ? undefined : {};
    const stranger = await newsroom.send(method, address, { body });
    assert.equal(
      [401, 403].includes(stranger.status),
      allowed !== "anyone",
      `${name} without a session: ${stranger.status}`,
    );
    for (const role of ROLES) {
      const email = people.get(role) ?? "";
      const cookie = cookies.get(email) ?? (await newsroom.signIn(email));
      const answer = await newsroom.send(method, address, { cookie, body });
      const { status } = answer;
      // A route that changes the browser's session has ended this one.
      if (answer.headers.has("set-cookie")) cookies.delete(email);
      else cookies.set(email, cookie);
      assert.notEqual(status, 401, `${name} as ${role}`);
      assert.equal(
        status !== 403,
        rolesOf(allowed).includes(role),
        `${name} as ${role}: ${status}`,
      );
      assert.ok(status < 500, `${name} as ${role}: ${status}`);
    }
  }
});

/** Routes that a sign-in which still misses something may call, beside those that are open to anyone. */
const WHILE_MISSING: Readonly<Record<"secondFactor" | "enrolment", readonly string[]>> = {
  secondFactor: ["GET /session", "DELETE /session", "POST /session/second-factor"],
  enrolment: [
    "GET /session",
    "DELETE /session",
    "POST /session/second-factor",
    "POST /session/confirmation",
    "POST /me/totp",
    "PUT /me/totp",
    "GET /me/passkeys",
    "POST /me/passkeys/options",
    "POST /me/passkeys",
  ],
};

test("a sign-in that misses its second factor opens nothing but what gives it, even to an owner", async () => {
  const newsroom = await givenNewsroom(database.pool);
  for (const stage of ["secondFactor", "enrolment"] as const) {
    const { email } = await newsroom.person("owner");
    let cookie: string | undefined;
    for (const { method, path } of routes) {
      const name = `${method} ${path}`;
      cookie ??= await newsroom.signIn(email);
      await database.pool.query("UPDATE session SET stage = $1", [stage]);
      const address = path.replaceAll(/:\w+(?:\{[^}]*\})?/g, NOTHING);
      const body = method === "GET" || method === "DELETE" ? undefined : {};
      const { status } = await newsroom.send(method, address, { cookie, body });
      const isOpen = MATRIX[name] === "anyone" || WHILE_MISSING[stage].includes(name);
      assert.equal(status !== 401, isOpen, `${name} in ${stage}: ${status}`);
      if (name === "DELETE /session") cookie = undefined;
    }
  }
});
