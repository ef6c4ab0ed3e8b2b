import assert from "node:assert/strict";
import { test } from "node:test";
import { galleryContext } from "../gallery/gallery-context.ts";
import { galleryCard, galleryCards } from "../gallery/hard-arabic.ts";
import { createPages } from "../reader.ts";
import { placeNewest } from "./load.ts";

test("the front page shows at least 15 different stories, the ranking, the topics and every section", async () => {
  const html = await (await createPages(galleryContext()).request("/")).text();
  const stories = new Set(html.match(/href="\/[^"/]+\/2026\/11\/23\/[^"]+"/g));
  assert.ok(stories.size >= 15, String(stories.size));
  assert.equal(html.match(/<h1/g)?.length, 1);
  for (const text of ["الأكثر قراءة", "مواضيع شائعة", "أحدث الأخبار", "اقتصاد وأعمال"])
    assert.ok(html.includes(text), text);
  assert.match(html, /<a href="\/" aria-current="page">الرئيسية<\/a>/);
  assert.match(html, /13 جمادى الآخرة 1448 هـ/);
  assert.doesNotMatch(html, /NaN|undefined|\[object/);
});

test("the lead has a picture, and no section takes more than two upper places while others have stories", () => {
  const alike = Array.from({ length: 8 }, (_, index) => ({
    ...galleryCard(index * 4),
    picture: index === 2 ? galleryCard(0).picture : undefined,
  }));
  const others = galleryCards.slice(1, 12).filter((card) => card.section.slug !== "world");
  const { lead, side, row } = placeNewest([...alike, ...others]);
  assert.equal(lead?.id, alike[2]?.id);
  const upper = [lead, ...side, ...row];
  assert.equal(upper.length, 8);
  assert.equal(new Set(upper.map((card) => card?.id)).size, 8);
  assert.ok(upper.filter((card) => card?.section.slug === "world").length <= 2);
});

test("a front page without any story says so", async () => {
  const context = galleryContext({
    archive: { listStories: async () => ({ stories: [], cursor: undefined }) },
    list: { day: "2026-11-23", basis: "editors", stories: [] },
  });
  const answer = await createPages(context).request("/");
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /لم تُنشر أي مادة بعد/);
});
