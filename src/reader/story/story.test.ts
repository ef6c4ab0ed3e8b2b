import assert from "node:assert/strict";
import { test } from "node:test";
import { galleryContext } from "../gallery/gallery-context.ts";
import { galleryStory } from "../gallery/hard-arabic.ts";
import { createPages } from "../reader.ts";
import { createStoryPreviews } from "./preview.ts";

const path = encodeURI(galleryStory.path);

async function storyHtml(query = "", headers: Record<string, string> = {}): Promise<string> {
  const answer = await createPages(galleryContext()).request(path + query, { headers });
  assert.equal(answer.status, 200);
  return answer.text();
}

test("a story page has every part that readers look for", async () => {
  const html = await storyHtml();
  assert.match(html, /<html lang="ar" dir="rtl"/);
  assert.equal(html.match(/<h1/g)?.length, 1);
  assert.match(
    html,
    /نشر في<\/span> <time datetime="2026-11-23T15:05:00\+03:00">23 نوفمبر 2026، 15:05</,
  );
  assert.match(html, /آخر تحديث<\/span> <time datetime="2026-11-23T16:05:00\+03:00">/);
  assert.match(html, /بتوقيت الرياض/);
  assert.match(html, /4 دقائق للقراءة/);
  assert.match(
    html,
    /<button class="tool reading" name="view" value="reading" aria-pressed="false">/,
  );
  assert.match(html, /role="group" aria-label="حجم الخط"[^>]*>.*100%/s);
  assert.match(html, /<p><span class="dateline">دبي - وكالات<\/span> فقرة أولى/);
  assert.match(html, /المصدر: وكالات/);
  assert.match(html, /href="\/authors\/سلمى-الحداد" rel="author"/);
  assert.match(html, /href="\/topics\/أسواق-الكتب"/);
  assert.match(html, /<h2 id="corrections-title">تصحيح<\/h2>/);
  assert.match(html, /الأكثر قراءة/);
  assert.match(html, /تُختار هذه القائمة بحسب مجموع المشاهدات اليومية/);
  assert.match(html, /48,210 مشاهدات اليوم/);
  assert.match(html, /111 مشاهدة اليوم/);
  assert.match(html, /مواضيع شائعة/);
  assert.match(html, /alt="وصف الصورة لمن لا يراها"/);
  assert.ok(html.includes(`data-story="${galleryStory.id}"`));
});

test("reading mode needs no script: its address answers with the page in that mode", async () => {
  const html = await storyHtml("?view=reading");
  assert.match(html, /<html[^>]* data-view="reading"/);
  assert.match(html, /<button class="tool reading" aria-pressed="true">/);
});

test("sharing carries the short address, and no percent sign stands in what is copied", async () => {
  const html = await storyHtml();
  assert.match(html, /data-share="https:\/\/news\.example\/s\/k0"/);
  for (const start of [
    "https://wa.me/?text=",
    "https://t.me/share/url?url=",
    "https://x.com/intent/post?url=",
    "https://www.facebook.com/sharer/sharer.php?u=",
  ])
    assert.match(
      html,
      new RegExp(
        `href="${start.replaceAll(/[.?/]/g, "\\$&")}[^"]*https%3A%2F%2Fnews\\.example%2Fs%2Fk0`,
      ),
    );
});

test("canonical and card addresses are encoded, picture and description are named", async () => {
  const html = await storyHtml();
  assert.ok(html.includes(`<link rel="canonical" href="https://news.example${path}">`));
  assert.match(html, /property="og:image" content="https:\/\/news\.example\/cards\/k0-3\.jpg"/);
  assert.match(html, /name="twitter:card" content="summary_large_image"/);
});

test("fonts are named for the first paint, those of Latin letters only where a page has some; none to save data", async () => {
  assert.match(await storyHtml(), /data-fonts="\/assets\/one\.woff2 \/assets\/lt\.woff2"/);
  const light = await storyHtml("", { "Save-Data": "on" });
  assert.match(light, /<html[^>]* data-light>/);
  assert.doesNotMatch(light, /data-fonts/);
});

test("a page may be kept under the tags of what it shows", async () => {
  const answer = await createPages(galleryContext()).request(path);
  const tags = answer.headers.get("surrogate-key")?.split(" ") ?? [];
  for (const tag of [`story:${galleryStory.id}`, "section:world", "ranking", "chrome"])
    assert.ok(tags.includes(tag), tag);
  assert.match(
    answer.headers.get("cdn-cache-control") ?? "",
    /max-age=60, .*stale-if-error=604800/,
  );
});

test("no style attribute and no event attribute stands in a page, since the policy allows none", async () => {
  assert.doesNotMatch(await storyHtml(), / (?:style|on[a-z]+)="/);
});

test("an old address leads on, a story taken down is gone, anything else is not found", async () => {
  const app = createPages(galleryContext());
  const moved = await app.request(encodeURI("/old/ذكرى"));
  assert.equal(moved.status, 301);
  assert.equal(moved.headers.get("location"), path);
  const gone = await app.request(encodeURI("/world/2026/11/01/محجوبة"));
  assert.equal(gone.status, 410);
  assert.match(await gone.text(), /هذه المادة لم تعد منشورة/);
  assert.equal((await app.request("/world/2026/11/01/none")).status, 404);
});

test("numbers follow the edition's digits", async () => {
  const app = createPages(galleryContext({ changedEdition: { digits: "arab" } }));
  const html = await (await app.request(path)).text();
  assert.match(html, /data-digits="arab"/);
  assert.match(html, /٤ دقائق للقراءة/);
  assert.match(html, /٤٨٬٢١٠ مشاهدات اليوم/);
  assert.match(html, /datetime="2026-11-23T15:05:00\+03:00">٢٣ نوفمبر ٢٠٢٦، ١٥:٠٥/);
});

test("a preview is the readers' page but for its address, its machines' parts and the counting of views", async () => {
  const show = createStoryPreviews(galleryContext());
  const [page, shared, bare] = [
    await storyHtml(),
    await show(galleryStory, "shared"),
    await show(galleryStory, "bare"),
  ];
  const bodyOf = (html: string) =>
    html
      .slice(html.indexOf('<div class="body"'), html.indexOf("</article>"))
      .replace(/<section class="join".*?<\/section>/s, "");
  assert.equal(bodyOf(shared), bodyOf(page));
  assert.match(shared, /<meta name="robots" content="noindex">/);
  assert.match(shared, /<p class="preview-line" role="note">معاينة:/);
  assert.doesNotMatch(bare, /preview-line/);
  for (const html of [shared, bare]) {
    assert.doesNotMatch(html, /data-story=|rel="canonical"|application\/ld\+json/);
    assert.doesNotMatch(html, / (?:style|on[a-z]+)="/);
  }
});
