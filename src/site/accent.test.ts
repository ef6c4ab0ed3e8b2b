import assert from "node:assert/strict";
import { test } from "node:test";
import { accentStyle, contrast } from "#site/accent.ts";

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
