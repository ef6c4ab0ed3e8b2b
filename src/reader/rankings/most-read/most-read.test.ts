import assert from "node:assert/strict";
import { test } from "node:test";
import { galleryContext } from "../../gallery/gallery-context.ts";
import { galleryMostRead } from "../../gallery/hard-arabic.ts";
import { createPages } from "../../reader.ts";

const pages = () => createPages(galleryContext());
const textOf = async (address: string): Promise<string> => (await pages().request(address)).text();

test("today's list is live, shows both totals, and the rules of counting", async () => {
  const answer = await pages().request("/most-read");
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get("cdn-cache-control") ?? "", /max-age=1,/);
  const html = await answer.text();
  assert.match(html, /قائمة حيّة/);
  assert.match(html, /48,210 مشاهدات اليوم/);
  assert.match(html, /المجموع الخام 48,217 مشاهدة/);
  assert.match(html, /id="rules"/);
  assert.match(html, /بتوقيت الرياض/);
  assert.match(html, /aria-current="page" aria-label="الاثنين 23 نوفمبر 2026"/);
});

test("today's date is the live list; a past day is final and has neighbours", async () => {
  assert.match(await textOf("/most-read/2026-11-23"), /قائمة حيّة/);
  const html = await textOf("/most-read/2026-11-21");
  assert.match(html, /الأكثر قراءة يوم 21 نوفمبر 2026/);
  assert.match(html, /قائمة نهائية/);
  assert.match(html, /rel="prev" href="\/most-read\/2026-11-20"/);
  assert.match(html, /rel="next" href="\/most-read\/2026-11-22"/);
});

test("a day that ended less than a quarter hour ago is not yet final", async () => {
  const context = galleryContext();
  context.clock.set("2026-11-23T21:10:00Z");
  const html = await (await createPages(context).request("/most-read/2026-11-23")).text();
  assert.match(html, /تصير قائمته نهائية بعد ربع ساعة/);
});

test("a past day without views says so; a future or impossible day is not found", async () => {
  const empty = await pages().request("/most-read/2026-11-01");
  assert.equal(empty.status, 200);
  assert.match(await empty.text(), /لم تُحسب في هذا اليوم أي مشاهدة/);
  assert.equal((await pages().request("/most-read/1985-05-05")).status, 200, "before the web too");
  for (const day of ["2026-11-24", "2026-02-30", "2026-1-1", "today"])
    assert.equal((await pages().request(`/most-read/${day}`)).status, 404, day);
});

test("the list says what it fell back to", async () => {
  const said = { "24h": "آخر 24 ساعة", "7d": "آخر 7 أيام", editors: "مختارات المحررين" } as const;
  for (const basis of ["24h", "7d", "editors"] as const) {
    const context = galleryContext({ list: { ...galleryMostRead, basis } });
    const html = await (await createPages(context).request("/most-read")).text();
    assert.ok(html.includes(said[basis]), basis);
    assert.match(html, /بحسب مجموع المشاهدات اليومية/);
  }
});
