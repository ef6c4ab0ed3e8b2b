import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { handClock } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { createMailer } from "#platform/mail.ts";
import type { Pool } from "pg";
import { ensureEdition } from "#stories/edition.ts";
import { publishStory } from "#stories/publish.ts";
import { listCardsById } from "#stories/read.ts";
import { createBulkMailer, type BulkMailer } from "../newsletter/bulk-mail.ts";
import { createIssue, scheduleIssue } from "../newsletter/issues.ts";
import { createNewsletter } from "../newsletter/newsletter.ts";
import { contentWith, givenStaff } from "./given-staff.ts";
import { givenMailServer } from "./mail-server.ts";

const log = createLog("silent");

/** Three stories and an editor in the database of a test, and newsletters on it, with a clock in hand. */
export async function givenNewsletters(database: {
  readonly pool: Pool;
  readonly close: () => Promise<void>;
}) {
  const { pool } = database;
  const clock = handClock("2026-11-25T09:00:00Z");
  const edition = await ensureEdition(pool, "Asia/Riyadh");
  const editor = await givenStaff(pool, "editor");
  const folder = mkdtempSync(join(tmpdir(), "warraq-newsletter-"));
  const ends: (() => Promise<void> | void)[] = [];
  const storyIds: string[] = [];
  for (const headline of ["مرصد الجبل يفتح أبوابه", "قطار المدينة", "مكتبة في القلعة"]) {
    const content = contentWith({ headline, standfirst: "يستقبل زواره كل مساء." });
    storyIds.push((await publishStory(pool, { edition, content }, editor, clock.now())).id);
  }

  /** A newsletter that sends to a server, or into files. */
  function given(options: { smtpUrl?: string; bulk?: BulkMailer } = {}) {
    const { smtpUrl } = options;
    const from = () => ({ name: "ورّاق", address: "no-reply@news.example" });
    const mailer = createMailer({ smtpUrl, dataDir: folder, from, log });
    const bulk = options.bulk ?? createBulkMailer({ smtpUrl, dataDir: folder, connections: 4 });
    const newsletter = createNewsletter({
      pool,
      clock,
      log,
      mailer,
      bulk,
      from,
      perSecond: 10_000,
      look: () => ({
        edition,
        siteUrl: "https://news.example",
        accents: { light: "#a5201b", dark: "#ff8a80" },
      }),
      ranking: {
        mostReadOn: async () => ({
          basis: "today",
          stories: (await listCardsById(pool, storyIds)).map((card, index) => ({
            card,
            counted: 30 - index,
          })),
        }),
      },
    });
    ends.push(async () => {
      await mailer.stop();
      await newsletter.stop();
    });
    return { newsletter, settled: () => mailer.stop() };
  }

  return {
    pool,
    clock,
    edition,
    editor,
    folder,
    storyIds,
    given,
    server: async (...treat: Parameters<typeof givenMailServer>) => {
      const server = await givenMailServer(...treat);
      ends.push(() => server.close());
      return server;
    },
    subscribers: async (
      count: number,
      kinds: readonly string[] = ["daily", "weekly", "issues"],
    ) => {
      await pool.query(
        `INSERT INTO subscriber (id, email, email_key, state, kinds, asked_at, confirmed_at)
         SELECT gen_random_uuid(), 'reader' || n || '@mail.example', 'reader' || n || '@mail.example', 'active', $2, $3, $3
         FROM generate_series(1, $1) n`,
        [count, kinds, clock.now()],
      );
    },
    /** An issue of all three stories that is due. */
    scheduled: async (changes: { subject?: string; intro?: string } = {}): Promise<string> => {
      const content = {
        subject: "ملف خاص: «سماء» & <b>",
        intro: "تحية.\n\nفقرة ثانية.",
        stories: storyIds,
        title: "",
        note: "",
        ...changes,
      };
      const id = await createIssue(
        pool,
        { editionCode: edition.code, content },
        editor,
        clock.now(),
      );
      await scheduleIssue(pool, { id, base: 1, at: clock.now() }, editor, clock.now());
      return id;
    },
    /** Ends what a test began. */
    reset: async () => {
      for (const end of ends.splice(0)) await end();
      clock.set("2026-11-25T09:00:00Z");
      await pool.query("TRUNCATE subscriber, newsletter_issue, newsletter_click, dispatch_copy");
    },
    close: async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The token of a link in a mail's text. */
export function tokenIn(text: string, path: string): string {
  return new RegExp(`/newsletter/${path}/([a-z2-7]{45})`).exec(text)?.[1] ?? "";
}
