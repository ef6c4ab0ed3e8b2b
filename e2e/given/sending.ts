import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { SMTPServer } from "smtp-server";
import type { Pool } from "pg";
import { addPerson } from "../../src/accounts/people.ts";
import { createIssue, getIssue, scheduleIssue } from "../../src/distribution/newsletter/issues.ts";
import { openPool } from "../../src/platform/db.ts";
import { findRunningPostgres } from "../../src/platform/postgres/supervisor.ts";
import { startSite, type Site } from "./site.ts";

/** A mail server on loopback that counts the copies that each address got. */
async function openMailServer() {
  const taken = new Map<string, number>();
  let all = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, session, callback) => {
      stream.resume();
      stream.on("end", () => {
        const to = session.envelope.rcptTo[0]?.address ?? "";
        taken.set(to, (taken.get(to) ?? 0) + 1);
        all += 1;
        callback();
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    taken,
    all: () => all,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(resolve);
      }),
  };
}

async function openDatabase(dataDir: string): Promise<Pool> {
  const running = await findRunningPostgres(dataDir);
  if (running === undefined) throw new Error("The product has no database");
  return openPool(running, { max: 2 });
}

/** What came of a newsletter whose sender was killed in the middle of it. */
export type SendingResult = {
  readonly subscribers: number;
  /** Addresses that got it, got it twice, and did not get it although nobody calls them unknown. */
  readonly reached: number;
  readonly twice: number;
  readonly lost: number;
  /** Copies whose outcome nobody knows, and how many of them arrived. */
  readonly unknown: number;
  readonly unknownArrived: number;
  /** Copies a second while the product was up. */
  readonly perSecond: number;
};

/**
 * Sends an issue to `subscribers` addresses by a real product over SMTP, kills the product with -9 in the middle, starts
 * it again and waits for the end.
 * @param options.meanwhile runs while the copies go out, before the kill; told the site's address
 */
export async function sendThroughCrash(options: {
  readonly subscribers: number;
  readonly perSecond: number;
  readonly before?: (url: string) => Promise<void>;
  readonly meanwhile?: (url: string) => Promise<void>;
}): Promise<SendingResult> {
  const { subscribers, perSecond } = options;
  const folder = mkdtempSync(join(tmpdir(), "warraq-sending-"));
  const dataDir = join(folder, "data");
  const mail = await openMailServer();
  const environment = { SMTP_URL: mail.url, NEWSLETTER_PER_SECOND: String(perSecond) };
  let site: Site | undefined;
  try {
    site = await startSite({ dataDir, environment });
    let pool = await openDatabase(dataDir);
    const { rows } = await pool.query<{ id: string; edition: string }>(
      `SELECT s.id, e.code AS edition FROM story s, edition e WHERE s.state = 'published' ORDER BY s.published_at DESC LIMIT 6`,
    );
    await pool.query(
      `INSERT INTO subscriber (id, email, email_key, state, kinds, asked_at, confirmed_at)
       SELECT gen_random_uuid(), 'r' || n || '@mail.example', 'r' || n || '@mail.example', 'active', '{issues}', now(), now()
       FROM generate_series(1, $1) n`,
      [subscribers],
    );
    const id = await addPerson(
      pool,
      { email: "e@news.example", name: "سلمى", role: "editor", passwordHash: "none" },
      new Date(),
    );
    const editor = { kind: "person", id, roles: ["editor"] } as const;
    const content = {
      subject: "عدد القياس",
      intro: "مقدمة من سطر واحد.",
      stories: rows.map((story) => story.id),
      title: "",
      note: "",
    };
    const issue = await createIssue(
      pool,
      { editionCode: rows[0]?.edition ?? "ar", content },
      editor,
      new Date(),
    );
    await options.before?.(site.url);
    const begun = performance.now();
    await scheduleIssue(pool, { id: issue, base: 1, at: new Date() }, editor, new Date());
    const meanwhile = options.meanwhile?.(site.url);
    while (mail.all() < subscribers / 3) await delay(5);
    await meanwhile;
    const atKill = mail.all();
    const upMs = performance.now() - begun;
    await pool.end();
    await site.stop("SIGKILL");
    await delay(200);
    site = await startSite({ dataDir, environment });
    pool = await openDatabase(dataDir);
    const again = performance.now();
    let doneMs = 0;
    for (;;) {
      const { state, copies } = await getIssue(pool, issue);
      if (copies.waiting === 0 && doneMs === 0) doneMs = performance.now() - again;
      if (state === "sent") break;
      await delay(500);
    }
    const { copies } = await getIssue(pool, issue);
    const { rows: unknown } = await pool.query<{ email: string }>(
      `SELECT s.email FROM dispatch_copy c JOIN subscriber s ON s.id = c.recipient_id WHERE c.dispatch_id = $1 AND c.state = 'unknown'`,
      [issue],
    );
    await pool.end();
    const isUnknown = new Set(unknown.map(({ email }) => email));
    const all = Array.from({ length: subscribers }, (_, index) => `r${index + 1}@mail.example`);
    return {
      subscribers,
      reached: mail.taken.size,
      twice: [...mail.taken.values()].filter((count) => count > 1).length,
      lost: all.filter((email) => !mail.taken.has(email) && !isUnknown.has(email)).length,
      unknown: copies.unknown,
      unknownArrived: [...isUnknown].filter((email) => mail.taken.has(email)).length,
      perSecond: Math.round((atKill / upMs + (mail.all() - atKill) / doneMs) * 500),
    };
  } finally {
    await site?.stop();
    await mail.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
