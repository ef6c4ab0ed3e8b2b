import assert from "node:assert/strict";
import { test } from "node:test";
import { galleryContext } from "../gallery/gallery-context.ts";
import { createPages } from "../reader.ts";
import { accentStyle, contrast } from "./accent.ts";

test("contrast() is that of WCAG", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.ok(Math.abs(contrast("#767676", "#ffffff") - 4.54) < 0.01);
});

test("any accent can be read on light and on dark paper", () => {
  for (const accent of ["#a5201b", "#ffff00", "#000000", "#ffffff", "#1d4f86", "#00ff88"]) {
    const [light, dark] = accentStyle(accent).match(/#[0-9a-f]{6}/g) ?? [];
    assert.ok(contrast(light ?? "", "#fbfaf6") >= 4.5, `${accent} on light`);
    assert.ok(contrast(dark ?? "", "#14161a") >= 4.5, `${accent} on dark`);
  }
});

test("an edition with an accent of its own links its style sheet, at that address only", async () => {
  const app = createPages(galleryContext({ changedEdition: { accent: "#0b6e4f" } }));
  assert.match(await (await app.request("/")).text(), /href="\/accent-0b6e4f\.css"/);
  const style = await app.request("/accent-0b6e4f.css");
  assert.equal(style.headers.get("content-type"), "text/css; charset=utf-8");
  assert.match(await style.text(), /--accent:#0b6e4f/);
  assert.equal((await app.request("/accent-111111.css")).status, 404);
});
