import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { get, type ClientRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { givenReader } from "#conversation/testing/given-readers.ts";
import { givenStory } from "#conversation/testing/given-story.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { postAs, urlOfDatabase } from "../../e2e/given/readers.ts";
import { startSite, type Site } from "../../e2e/given/site.ts";
import type { BenchRow } from "./row.ts";

const COMMENTS = 1000;
const DURATION_MS = 60_000;
const WRITERS = 250;
const FOLLOWERS = 500;
const BUDGET_P99_MS = 300;
/** The long conversation and the short one whose pages are compared. */
const LONG = 10_000;
const SHORT = 10;
const PAGES = 60;

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[
    Math.min(values.length - 1, Math.floor(values.length * share))
  ] ?? 0;

/** Comments of one story a minute while readers follow, and pages of a long conversation beside those of a short one. */
export async function benchConversation(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "warraq-bench-"));
  const database = await testDatabase();
  const story = await givenStory(database.pool, new Date(Date.now() - 3_600_000), "نص المادة.");
  const site = await startSite({
    dataDir: join(folder, "data"),
    environment: {
      DATABASE_URL: urlOfDatabase(database.address),
      SAMPLE: "off",
      TRUST_PROXY: "loopback",
    },
  });
  try {
    const live = await measureLive(site, database, story);
    return [...live, await comparePages(site, database)];
  } finally {
    await site.stop();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const addressOf = (at: number): string => `10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`;

/** Names that no two of them look alike. */
const nameOf = (at: number): string => {
  const [first, second, third] = ["بتثجحخص", "دذرزسشل", "طظعغفقم"];
  return `كاتب ${first?.[at % 7]}${second?.[Math.floor(at / 7) % 7]}${third?.[Math.floor(at / 49) % 7]}`;
};

const WORDS =
  "الماء الطريق المدينة الصباح الحكاية السوق البحر الجسر النخيل الكتاب المدرسة القطار الشتاء الضوء الجبل الحديقة السفر الذاكرة الباب الموسم".split(
    " ",
  );
/** Texts that are not like each other. */
const textOf = (at: number): string => {
  const words = Array.from(
    { length: 9 },
    (_, place) => WORDS[(at * 7 + place * (3 + (at % 11)) + at * place) % WORDS.length],
  );
  return `أرى أن ${words.join(" و")} أولى من ${at}.`;
};

type Follower = { readonly request: ClientRequest; heard: number; isOpen: boolean };

function follow(site: Site, story: string, at: number): Promise<Follower> {
  return new Promise((resolve, reject) => {
    const address = `${site.url}/conversation/live?story=${story}`;
    const request = get(
      address,
      { headers: { "x-forwarded-for": addressOf(500_000 + at) }, agent: false },
      (answer) => {
        const follower: Follower = { request, heard: 0, isOpen: answer.statusCode === 200 };
        answer.setEncoding("utf8");
        answer.on("data", (text: string) => {
          follower.heard += text.split('"root":').length - 1;
        });
        answer.on("close", () => {
          follower.isOpen = false;
        });
        resolve(follower);
      },
    );
    request.on("error", reject);
  });
}

async function measureLive(
  site: Site,
  database: TestDatabase,
  story: { readonly id: string; readonly path: string },
): Promise<BenchRow[]> {
  const { pool } = database;
  const writers: { token: string }[] = [];
  for (let at = 0; at < WRITERS; at += 1)
    writers.push(await givenReader(pool, nameOf(at), new Date()));
  // Known readers, who may write every three seconds.
  await pool.query(
    `INSERT INTO comment (id, story_id, reader_id, root_id, state, body, created_at, shown_at)
     SELECT id, $1, reader_id, id, 'published', 'قديم', now() - interval '2 days', now() - interval '2 days'
     FROM (SELECT gen_random_uuid() AS id, r.id AS reader_id FROM reader r, generate_series(1, 3)) old`,
    [story.id],
  );
  const followers: Follower[] = [];
  for (let at = 0; at < FOLLOWERS; at += 1) followers.push(await follow(site, story.id, at));
  const page = `${site.url}${encodeURI(story.path)}`;
  await (await fetch(page)).text();

  const times: number[] = [];
  const reads: number[] = [];
  const refused = new Map<number, number>();
  let isPosting = true;
  const reading = (async () => {
    while (isPosting) {
      const begun = performance.now();
      await (await fetch(page)).text();
      reads.push(performance.now() - begun);
      await delay(20);
    }
  })();
  const begun = performance.now();
  const posts = Array.from({ length: COMMENTS }, async (_, at) => {
    await delay((at * DURATION_MS) / COMMENTS);
    const writer = writers[at % WRITERS];
    const sent = performance.now();
    const answer = await postAs(site, writer?.token ?? "", {
      story: story.id,
      text: textOf(at),
      key: randomUUID(),
      from: addressOf(at % WRITERS),
    });
    await answer.arrayBuffer();
    if (answer.status === 201) times.push(performance.now() - sent);
    else refused.set(answer.status, (refused.get(answer.status) ?? 0) + 1);
  });
  await Promise.all(posts);
  const tookSeconds = (performance.now() - begun) / 1000;
  isPosting = false;
  await reading;
  await delay(3000);
  const open = followers.filter(({ isOpen }) => isOpen).length;
  const heard = followers.map((follower) => follower.heard);
  for (const { request } of followers) request.destroy();
  const { rows } = await pool.query<{ n: number; shown: number; counted: number }>(
    `SELECT count(*)::int AS n, count(*) FILTER (WHERE state = 'published')::int AS shown, (SELECT comments FROM conversation WHERE story_id = $1) AS counted
     FROM comment WHERE story_id = $1 AND created_at > now() - interval '1 hour'`,
    [story.id],
  );
  const metrics = await (await fetch(`${site.url}/metrics`)).text();
  const hits = /cache[a-z_]*\{[^}]*(?:fresh|hit)[^}]*\} (\d+)/.exec(metrics)?.[1];
  const p99 = quantile(times, 0.99);
  const [row] = rows;
  return [
    {
      what: `${COMMENTS} comments in a minute on one story, ${FOLLOWERS} following`,
      figure: `${times.length} posted in ${Math.round(tookSeconds)} s, p50 ${quantile(times, 0.5).toFixed(0)} ms, p99 ${p99.toFixed(0)} ms; refused ${JSON.stringify([...refused])}`,
      budget: `all, p99 ≤ ${BUDGET_P99_MS} ms`,
      met: times.length === COMMENTS && p99 <= BUDGET_P99_MS,
    },
    {
      what: "comments acknowledged, found; not held by moderation, counted",
      figure: `${times.length}, ${row?.n}; ${row?.shown}, ${row?.counted}`,
      budget: "equal, equal",
      met: row?.n === times.length && row.counted === row.shown,
    },
    {
      what: "followers still open, comments heard by each (least, most)",
      figure: `${open}; ${Math.min(...heard)}, ${Math.max(...heard)}`,
      budget: `${FOLLOWERS} open`,
      met: open === FOLLOWERS,
    },
    {
      what: "the story's page meanwhile",
      figure: `${reads.length} reads, p50 ${quantile(reads, 0.5).toFixed(1)} ms, p99 ${quantile(reads, 0.99).toFixed(1)} ms${hits === undefined ? "" : `, ${hits} from memory`}`,
      budget: "",
      met: undefined,
    },
  ];
}

/** The first page and one in the middle of a long conversation, each made anew, beside the page of a short one. */
async function comparePages(site: Site, database: TestDatabase): Promise<BenchRow> {
  const { pool } = database;
  const medianOf = async (comments: number): Promise<number> => {
    const story = await givenStory(pool, new Date(Date.now() - comments * 1000), `نص ${comments}`);
    await pool.query(
      `INSERT INTO comment (id, story_id, reader_id, root_id, state, body, created_at, shown_at)
       SELECT id, $1, (SELECT id FROM reader LIMIT 1), id, 'published', 'تعليق من سطر واحد عن هذه المادة.', now() - n * interval '1 second', now()
       FROM (SELECT gen_random_uuid() AS id, n FROM generate_series(1, $2::int) n) made`,
      [story.id, comments],
    );
    await pool.query("INSERT INTO conversation (story_id, comments) VALUES ($1, $2)", [
      story.id,
      comments,
    ]);
    await pool.query("ANALYZE comment");
    const times: number[] = [];
    const pages = Math.ceil(comments / 20);
    for (let at = 0; at < PAGES; at += 1) {
      const page = comments === LONG ? 1 + ((at * 7) % pages) : 1;
      const sorts = ["newest", "oldest", "appreciated"];
      const address = `${site.url}${encodeURI(story.path)}/conversation?sort=${sorts[at % 3]}&page=${page}`;
      const begun = performance.now();
      await (
        await fetch(address, { headers: { "save-data": at % 2 === 0 ? "on" : "off" } })
      ).text();
      times.push(performance.now() - begun);
    }
    return quantile(times, 0.5);
  };
  const [short, long] = [await medianOf(SHORT), await medianOf(LONG)];
  return {
    what: `a page of a conversation of ${LONG} comments, not kept, beside ${SHORT} comments (mostly kept)`,
    figure: `${long.toFixed(1)} ms, ${short.toFixed(1)} ms`,
    budget: "≤ 50 ms",
    met: long <= 50,
  };
}
