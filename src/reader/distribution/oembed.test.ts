import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { testFront } from "#platform/testing/front.ts";
import type { Story } from "#stories/story.ts";
import { galleryContext } from "../gallery/gallery-context.ts";
import { galleryStory } from "../gallery/hard-arabic.ts";
import { createPages } from "../reader.ts";

const SITE = "https://news.example";
const HOSTILE = '</title><script>alert(1)</script>" onload="alert(1)';
let site: Awaited<ReturnType<typeof testFront>>;
let story: Story = galleryStory;

before(async () => {
  const context = galleryContext({
    archive: {
      findStoryByPath: async (path) => (path === story.path ? story : undefined),
      findPathByShortId: async (id) => (id === story.shortId ? story.path : undefined),
      findCurrentPath: async (address) => {
        const asked = decodeURIComponent(address);
        return asked === story.path || asked === "/old/ذكرى" ? story.path : undefined;
      },
    },
  });
  const pages = createPages(context);
  site = await testFront(async (request) => pages.fetch(request));
});
after(() => site.close());

const oembed = (query: Readonly<Record<string, string>>) =>
  site.get(`/oembed?${new URLSearchParams(query).toString()}`);

test("a story is offered to other sites by its own, its short and an older address", async () => {
  for (const path of [encodeURI(story.path), `/s/${story.shortId}`, encodeURI("/old/ذكرى")]) {
    const answer = await oembed({ url: SITE + path, format: "json", utm: "1" });
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers["content-type"], "application/json; charset=utf-8");
    assert.equal(answer.headers["access-control-allow-origin"], "*");
    const embed: unknown = JSON.parse(answer.text);
    assert.partialDeepStrictEqual(embed, {
      version: "1.0",
      type: "rich",
      title: story.headline,
      author_name: "سلمى الحدّاد",
      provider_url: `${SITE}/`,
      thumbnail_url: `${SITE}/cards/k0-3.jpg`,
      width: 600,
      height: 260,
    });
    assert.match(answer.text, /<iframe src=\\"https:\/\/news\.example\/embed\/k0\\"/);
  }
});

test("a page with less room gets a smaller frame and no larger picture", async () => {
  const answer = await oembed({ url: `${SITE}/s/k0`, maxwidth: "400", maxheight: "200" });
  const embed: unknown = JSON.parse(answer.text);
  assert.partialDeepStrictEqual(embed, { width: 400, height: 200 });
  assert.doesNotMatch(answer.text, /thumbnail/);
});

test("what is no story here is refused as a problem; other formats are not offered", async () => {
  for (const url of [
    "https://elsewhere.example/s/k0",
    `${SITE}/s/none`,
    `${SITE}/none`,
    "javascript:alert(1)",
    "x",
  ]) {
    const answer = await oembed({ url });
    assert.equal(answer.status, 404, url);
    assert.match(String(answer.headers["content-type"]), /^application\/problem\+json/);
  }
  assert.equal((await site.get("/oembed")).status, 400);
  assert.equal((await oembed({ url: `${SITE}/s/k0`, format: "xml" })).status, 501);
});

test("the story page says where its card is offered", async () => {
  const html = (await site.get(encodeURI(story.path))).text;
  assert.ok(
    html.includes(
      '<link rel="alternate" type="application/json+oembed" href="https://news.example/oembed?url=https%3A%2F%2Fnews.example%2Fs%2Fk0">',
    ),
  );
});

test("the card may be framed by every site and runs nothing; no other page may be framed", async () => {
  const card = await site.get("/embed/k0");
  assert.equal(card.status, 200);
  assert.match(String(card.headers["content-security-policy"]), /frame-ancestors \*$/);
  assert.doesNotMatch(String(card.headers["content-security-policy"]), /script-src/);
  assert.equal(card.headers["x-frame-options"], undefined);
  assert.doesNotMatch(card.text, /<script| on\w+="| style="/);
  assert.ok(card.text.includes(`href="${SITE}${encodeURI(story.path)}"`));
  for (const path of ["/", encodeURI(story.path), "/embed/none", "/oembed?url=x"]) {
    const { headers } = await site.get(path);
    assert.match(String(headers["content-security-policy"]), /frame-ancestors 'none'/, path);
    assert.equal(headers["x-frame-options"], "DENY", path);
  }
});

test("a hostile headline stays text in the card and in the frame that is offered", async () => {
  story = { ...galleryStory, shortId: "evil", path: "/world/2026/11/23/x", headline: HOSTILE };
  const card = await site.get("/embed/evil");
  assert.doesNotMatch(card.text, /<script|" onload=/);
  const answer = await oembed({ url: `${SITE}/s/evil` });
  const { html, title }: { html: string; title: string } = JSON.parse(answer.text);
  assert.equal(title, HOSTILE);
  assert.doesNotMatch(html, /<script|" onload=/);
});
