import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { givenReader } from "#conversation/testing/given-readers.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { openBrowser } from "./given/browser.ts";
import { joinAs, postAs, urlOfDatabase } from "./given/readers.ts";
import { startSite, type Site } from "./given/site.ts";

let site: Site;
let browser: Browser;
let story = "";

before(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  const answer = await fetch(`${site.url}/api/v1/stories?limit=1`);
  const { stories } = (await answer.json()) as { stories: { url: string }[] };
  story = new URL(stories[0]?.url ?? "/", site.url).pathname;
});
after(async () => {
  await browser.close();
  await site.remove();
});

async function demandNoFaults(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]),
    [],
    page.url(),
  );
}

async function openAs(javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled,
    reducedMotion: "reduce",
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => assert.fail(error));
  return page;
}

test("without JavaScript: write, join, look, post, edit, quote, delete the account", async () => {
  const page = await openAs(false);
  await page.goto(site.url + story);
  await page.getByRole("link", { name: /اكتب أول تعليق|اقرأ وشارك/ }).click();
  await page.getByLabel("اكتب تعليقك").fill("أول الكلام.\n\n> سطر أقتبسه\nثم أعلّق عليه.");
  await page.getByRole("button", { name: "متابعة" }).click();
  await page.getByRole("heading", { name: "ادخل أولًا لتنشر تعليقك" }).waitFor();
  await joinAs(page, site, { email: "nojs@readers.example", name: "قارئة بلا برنامج" });
  await page.getByRole("heading", { name: "راجع تعليقك ثم انشره" }).waitFor();
  assert.match(await page.getByLabel("نص التعليق").inputValue(), /أول الكلام/, "the text is kept");
  await page.getByRole("button", { name: "نشر التعليق" }).click();
  await page.getByRole("heading", { name: "نُشر تعليقك" }).waitFor();
  await page.getByRole("link", { name: "تعديل" }).click();
  await page.getByLabel("نص التعليق").fill("أول الكلام بعد التعديل.");
  await page.getByRole("button", { name: "حفظ التعديل" }).click();
  await page.getByRole("link", { name: "اعرضه في المحادثة" }).click();
  const comment = page.getByRole("article").filter({ hasText: "أول الكلام بعد التعديل" });
  await comment.waitFor();
  await page.goto(`${site.url}/account`);
  await page.getByRole("link", { name: "تعليقاتي" }).click();
  await page.getByText("أول الكلام بعد التعديل").waitFor();
  await page.goto(`${site.url}/account/delete`);
  await page.getByLabel("اكتب اسمك الظاهر لتأكيد الحذف").fill("قارئة بلا برنامج");
  await page.getByRole("button", { name: "احذف حسابي الآن" }).click();
  await page.getByRole("heading", { name: "حُذف حسابك" }).waitFor();
  await page.goto(`${site.url}${story}/conversation`);
  assert.doesNotMatch(await page.content(), /أول الكلام|قارئة بلا برنامج/);
  await page.context().close();
});

test("with JavaScript: post without leaving, a reply that comes live, appreciation, no faults found by axe", async () => {
  const [one, two] = [await openAs(true), await openAs(true)];
  await one.goto(`${site.url}/account`);
  await demandNoFaults(one);
  await joinAs(one, site, { email: "one@readers.example", name: "سلمى" });
  await one.goto(`${site.url}${story}/conversation`);
  await two.goto(`${site.url}/account`);
  await joinAs(two, site, { email: "two@readers.example", name: "نادر" });
  await two.goto(`${site.url}${story}/conversation`);

  await one.getByText("تكتب باسم").waitFor();
  await one.getByLabel("اكتب تعليقك").fill("هذا رأيي في المسألة.");
  await one.getByRole("button", { name: "نشر التعليق" }).click();
  await one.getByRole("article").filter({ hasText: "هذا رأيي" }).waitFor();
  assert.equal(await one.getByLabel("اكتب تعليقك").inputValue(), "");

  await two.getByRole("button", { name: "تعليقات جديدة: اعرضها" }).click();
  const shown = two.getByRole("article").filter({ hasText: "هذا رأيي" });
  await shown.waitFor();
  await shown.getByRole("button", { name: /قدّر/ }).click();
  await shown.getByText("1", { exact: true }).waitFor();
  await shown.getByRole("link", { name: "رد على سلمى" }).click();
  await two.getByRole("textbox", { name: "رد على سلمى" }).fill("وأنا أخالفك بلطف.");
  await two.locator("form[data-of]").getByRole("button", { name: "نشر التعليق" }).click();
  await two.getByRole("article").filter({ hasText: "أخالفك" }).waitFor();

  await one.getByRole("button", { name: "تعليقات جديدة: اعرضها" }).click();
  await one.getByRole("article").filter({ hasText: "أخالفك" }).waitFor();
  await demandNoFaults(one);
  await one.goto(`${site.url}/account/notices`);
  await one.getByText("على تعليقك").waitFor();
  await demandNoFaults(one);
  await one.goto(`${site.url}/account`);
  await demandNoFaults(one);

  const export_ = one.waitForEvent("download");
  await one.getByRole("link", { name: "تنزيل بياناتي" }).click();
  assert.equal((await export_).suggestedFilename(), "warraq-account.json");
  await Promise.all([one.context().close(), two.context().close()]);
});

const HOSTILE = join(import.meta.dirname, "../../shared/data/hostile");
const OWN = [
  "</script><script>document.title='run'</script>",
  "<img src=x onerror=\"document.title='run'\">",
  "\" onmouseover=\"document.title='run'",
  "https://example.org/\"onclick=document.title='run'// https://a:b@example.org/ javascript:alert(1)",
  "> <svg onload=document.title='run'>\n> https://example.org/<script>",
  "\u202eمقلوب\u202c \u2066\u2067",
  "]]><!--<script>-->",
];

let database: TestDatabase;
let shared: Site;
let target = { id: "", path: "" };

const startOnTables = (): Promise<Site> =>
  startSite({ environment: { DATABASE_URL: urlOfDatabase(database.address) } });

before(async () => {
  database = await testDatabase();
  shared = await startOnTables();
  const { rows } = await database.pool.query<{ id: string; path: string }>(
    "SELECT id, path FROM story WHERE state = 'published' ORDER BY published_at LIMIT 1",
  );
  target = rows[0] ?? target;
});
after(async () => {
  await shared.remove();
  await database.close();
});

test("twenty copies of one post with kill -9 in between are one comment", async () => {
  for (let round = 0; round < 4; round += 1) {
    const { token } = await givenReader(database.pool, `كاتب ${"أبجد"[round]}`, new Date());
    const comment = { story: target.id, text: `مرة واحدة ${round}`, key: randomUUID() };
    const send = () =>
      Promise.allSettled(Array.from({ length: 20 }, () => postAs(shared, token, comment)));
    const first = send();
    await delay(5 + round * 25);
    await shared.stop("SIGKILL");
    await first;
    shared = await startOnTables();
    const again = await send();
    const statuses = again.map((one) => (one.status === "fulfilled" ? one.value.status : 0));
    assert.deepEqual([...new Set(statuses)], [201], "each copy is told that it is posted");
    const { rows } = await database.pool.query("SELECT FROM comment WHERE body = $1", [
      comment.text,
    ]);
    assert.equal(rows.length, 1);
  }
});

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function hostileTexts(): string[] {
  const files = ["blns.json.gz", "dompurify-fixtures.jsonl.gz", "arabic-hostile-examples.jsonl.gz"];
  const found = files
    .map((name) => join(HOSTILE, name))
    .filter((path) => existsSync(path))
    .flatMap((path) => {
      const text = gunzipSync(readFileSync(path)).toString("utf8");
      return path.includes("jsonl")
        ? text
            .trim()
            .split("\n")
            .flatMap((line) => textsIn(JSON.parse(line)))
        : textsIn(JSON.parse(text));
    });
  return [...OWN, ...found]
    .map((text) => text.replaceAll("\0", "").toWellFormed().slice(0, 4000))
    .filter((text) => text.trim() !== "");
}

test("hostile comments, names and quotes run no script and break no policy, wherever they stand", async () => {
  const texts = hostileTexts();
  const name = (at: number) => `${(texts[at] ?? "x").slice(0, 50)} ${at}`;
  // Straight into the tables: the pages must hold also where the doors would not.
  await database.pool.query(
    `INSERT INTO reader (id, name, name_key, email, email_key, created_at, name_changed_at)
     SELECT gen_random_uuid(), left(name, 60), 'hostile' || n, 'h' || n || '@example', 'h' || n || '@example', now(), now()
     FROM unnest($1::text[]) WITH ORDINALITY AS t (name, n)`,
    [texts.map((_, at) => name(at))],
  );
  await database.pool.query(
    `WITH made AS (SELECT gen_random_uuid() AS id, body, n FROM unnest($2::text[]) WITH ORDINALITY AS t (body, n))
     INSERT INTO comment (id, story_id, reader_id, root_id, state, body, quote, created_at, shown_at)
     SELECT made.id, $1, r.id, made.id, 'published', made.body, left(made.body, 900), now() - made.n * interval '1 second', now()
     FROM made JOIN reader r ON r.name_key = 'hostile' || made.n`,
    [target.id, texts],
  );
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on("dialog", (dialog) => {
    faults.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => faults.push(`error ${error.message}`));
  await page.exposeFunction("tellViolation", (what: string) => {
    faults.push(what);
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      Reflect.get(window, "tellViolation")(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  let read = 0;
  for (let at = 1; ; at += 1) {
    const answer = await page.goto(
      `${shared.url}${target.path}/conversation?sort=oldest&page=${at}`,
    );
    if (answer?.status() !== 200) break;
    assert.doesNotMatch(await page.title(), /^run$/);
    read += await page.locator("article[data-comment]").count();
    const wrong = await page.evaluate(() =>
      [...document.querySelectorAll("main *")]
        .filter(
          (element) =>
            /^(?:script|iframe|object|embed|svg|img|style|base|meta)$/i.test(element.tagName) ||
            element
              .getAttributeNames()
              .some((attribute) => attribute.startsWith("on") || attribute === "style") ||
            (element instanceof HTMLAnchorElement && !/^https?:$/.test(element.protocol)),
        )
        .map((element) => element.outerHTML.slice(0, 200)),
    );
    assert.deepEqual(wrong, []);
  }
  await page.close();
  assert.ok(read >= texts.length, `${read} of ${texts.length} were shown`);
  assert.deepEqual(faults, []);
});
