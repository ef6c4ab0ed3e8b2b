import assert from "node:assert/strict";
import { test } from "node:test";
import { galleryContext } from "../gallery/gallery-context.ts";
import { createPages } from "../reader.ts";

const app = createPages(galleryContext());

test("a section whose address has Arabic letters is found and may be kept", async () => {
  const answer = await app.request(encodeURI("/اقتصاد-وأعمال"));
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get("surrogate-key") ?? "", /^section:%D8/);
  const html = await answer.text();
  assert.match(html, /<h1>اقتصاد وأعمال<\/h1>/);
  assert.match(html, /<a href="\/اقتصاد-وأعمال" aria-current="true">/);
});

test("opinions open with their authors", async () => {
  const html = await (await app.request("/opinion")).text();
  assert.match(html, /class="voice-author">نادر وJohn Smith</);
});

test("a long list goes on by plain links, and later pages are not indexed", async () => {
  const stories = (await galleryContext().archive.listStories({ limit: 100 })).stories;
  const many = createPages(
    galleryContext({
      archive: {
        listStories: async ({ cursor, limit }) =>
          cursor === undefined
            ? { stories: stories.slice(0, limit), cursor: "c1" }
            : { stories: stories.slice(0, 2), cursor: undefined },
      },
    }),
  );
  assert.match(await (await many.request("/world")).text(), /rel="next" href="\/world\?cursor=c1"/);
  const next = await (await many.request("/world?cursor=c1")).text();
  assert.match(next, /name="robots" content="noindex"/);
  assert.match(next, /العودة إلى الأحدث/);
});

test("an unknown section is not found, and the page leads on", async () => {
  const answer = await app.request("/nothing");
  assert.equal(answer.status, 404);
  const html = await answer.text();
  assert.match(html, /لا صفحة في هذا العنوان/);
  assert.match(html, /أحدث الأخبار/);
  assert.match(html, /الأكثر قراءة/);
});
