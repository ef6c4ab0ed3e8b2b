import { randomBytes } from "node:crypto";
import { hc } from "hono/client";
import type { Pool } from "pg";
import type { Role } from "#accounts/authoriser.ts";
import { createPasswordHasher } from "#accounts/password-hash.ts";
import { addPerson } from "#accounts/people.ts";
import { createDecoder } from "#media/decode.ts";
import { handClock } from "#platform/clock.ts";
import type { Mail, Mailer } from "#platform/mail.ts";
import type { FileStore } from "#platform/file-store.ts";
import { createLog, type Log } from "#platform/log.ts";
import { createNotices } from "#platform/notices.ts";
import { createRanking } from "#readership/ranking.ts";
import { ensureEdition } from "#stories/edition.ts";
import { createNewsroomApi, type NewsroomApi } from "../api/api.ts";
import { createStreams } from "../api/events/streams.ts";

/** Where the newsroom of a test lives. */
export const TEST_SITE = "https://news.example";
/** The password of everybody in a test. */
export const TEST_PASSWORD = "قهوة الصباح 7";

/** What a browser that shows the newsroom sends along. */
export const FROM_THE_APP: Readonly<Record<string, string>> = {
  "sec-fetch-site": "same-origin",
  origin: TEST_SITE,
};

/** Files that are gone when the test is. */
function memoryStore(): FileStore {
  const files = new Map<string, Buffer>();
  return {
    write: async (key, bytes) => void files.set(key, Buffer.from(bytes)),
    read: async (key) => files.get(key),
    remove: async (key) => void files.delete(key),
  };
}

/** The newsroom on the database of a test: its clock stands still, its passwords cost little. */
export async function givenNewsroom(
  pool: Pool,
  options: { now?: string; siteUrl?: string; log?: Log } = {},
) {
  const clock = handClock(options.now ?? "2030-01-01T08:00:00Z");
  const edition = await ensureEdition(pool, "Asia/Riyadh");
  const hasher = createPasswordHasher({ memoryKib: 64, passes: 1 });
  const siteUrl = options.siteUrl ?? TEST_SITE;
  const log = options.log ?? createLog("silent");
  const mails: Mail[] = [];
  const onTheWay = new Set<Promise<void>>();
  const mailer: Mailer = {
    sendMail: async (mail) => {
      mails.push(mail);
    },
    sendLater: (make) => {
      const work = make().then((mail) => {
        if (mail !== undefined) mails.push(mail);
      });
      onTheWay.add(work);
    },
    stop: async () => {
      await Promise.all(onTheWay);
    },
  };
  const notices = createNotices({ pool, log });
  const streams = createStreams({
    pool,
    notices,
    edition: () => edition,
    now: () => clock.now(),
    log,
  });
  const api = createNewsroomApi({
    streams,
    previewStory: async (story, look) =>
      `<!doctype html><title>${story.headline}</title><p>${look}</p>${story.bodyHtml}`,
    previewKey: Buffer.alloc(32, 7),
    pool,
    edition: () => edition,
    siteUrl,
    hasher,
    ranking: createRanking({ pool, edition: () => edition, clock, log, onChange: () => {} }),
    mailer,
    newsletter: {
      preview: async (id) => ({ subject: id, html: `<!doctype html><p>${id}</p>`, text: id }),
      sendTest: async (id, to) => void mails.push({ to, subject: id, text: "", html: "" }),
      hurry: () => {},
      bounceKey: async () => "key",
    },
    push: { hurry: () => {} },
    distribution: { hurry: () => {} },
    media: { pool, store: memoryStore(), decoder: createDecoder() },
    previewFront: async (key, draft) =>
      key === "none" ? undefined : `<!doctype html><title>${key} ${draft.fill}</title>`,
    readerScriptHashes: ["sha256-x"],
    clock,
    log,
  });

  /** Sends a request as a browser does; `body` as JSON. */
  async function send(
    method: string,
    path: string,
    {
      cookie,
      body,
      headers,
    }: { cookie?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const sent = new Headers({ ...FROM_THE_APP, ...(cookie === undefined ? {} : { cookie }) });
    if (body !== undefined) sent.set("content-type", "application/json");
    for (const [name, value] of new Headers(headers)) sent.set(name, value);
    return api.fetch(
      new Request(`${siteUrl}/newsroom/api${path}`, {
        method,
        headers: sent,
        ...(body === undefined
          ? {}
          : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
      { client: { address: "192.0.2.1", group: "192.0.2.1", protocol: "https" } },
    );
  }

  /** Somebody with an account. */
  async function person(role: Role, given: { email?: string; name?: string } = {}) {
    const email = given.email ?? `${role}-${randomBytes(4).toString("hex")}@news.example`;
    const name = given.name ?? "سلمى العلي";
    const id = await addPerson(
      pool,
      { email, name, role, passwordHash: await hasher.hash(TEST_PASSWORD) },
      clock.now(),
    );
    return { id, email, name, role };
  }

  /** The cookie of a browser in which `email` has signed in. */
  async function signIn(email: string): Promise<string> {
    const answer = await send("POST", "/session", { body: { email, password: TEST_PASSWORD } });
    const cookie = answer.headers.get("set-cookie")?.split(";")[0];
    if (cookie === undefined) throw new Error(`Cannot sign in as ${email}: ${await answer.text()}`);
    return cookie;
  }

  /** A typed client for a browser with `cookie`. */
  const clientOf = (cookie: string) =>
    hc<NewsroomApi>(`${siteUrl}/newsroom/api`, {
      headers: { ...FROM_THE_APP, cookie },
      fetch: (input: string | URL | Request, init?: RequestInit) =>
        api.fetch(new Request(input, init), { client: undefined }),
    });

  return {
    api,
    /** The mails that were sent, once those on their way are. */
    mails: async () => {
      await mailer.stop();
      return mails;
    },
    /** Not started: who starts them must stop them before the database is closed. */
    notices,
    streams,
    clock,
    hasher,
    send,
    person,
    signIn,
    clientOf,
    /** Somebody with `role` who has signed in. */
    signedIn: async (role: Role) => {
      const made = await person(role);
      const cookie = await signIn(made.email);
      return { ...made, cookie, client: clientOf(cookie) };
    },
  };
}
