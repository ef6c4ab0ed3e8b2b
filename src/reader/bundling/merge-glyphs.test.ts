import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import subsetFont from "subset-font";
import { charactersIn, mergeGlyphs } from "./merge-glyphs.ts";

const files = "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic";
const subset = async (script: string, text: string) =>
  subsetFont(
    await readFile(createRequire(import.meta.url).resolve(`${files}-${script}-400-normal.woff2`)),
    text,
    { targetFormat: "sfnt", noHinting: true },
  );

test("the merged font has the characters of both, and can be read again", async () => {
  const merged = mergeGlyphs(await subset("arabic", "سلام"), await subset("latin", "0123«»:é"));
  const characters = charactersIn(merged);
  for (const sign of "سلام0123«»:é") assert.ok(characters.has(sign), sign);
  const whole = await subsetFont(merged, "سلام0123«»:é", { targetFormat: "sfnt" });
  for (const sign of "سلام0123«»:é") assert.ok(charactersIn(whole).has(sign), `again ${sign}`);
});

test("what is no font of this kind is refused with what is needed", () => {
  assert.throws(() => mergeGlyphs(Buffer.alloc(12), Buffer.alloc(12)), /need a table/);
});
