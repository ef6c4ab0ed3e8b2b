/** Draws the pictures of the sample edition: `node scripts/illustrations/make.ts [sample-NN …]`. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PICTURE, renderJpeg } from "./render.ts";
import { SCENES } from "./scenes/every-scene.ts";

const SAMPLE = join(import.meta.dirname, "../../fixtures/sample");

const wanted = process.argv.slice(2);
const unknown = wanted.filter((id) => !SCENES.has(id));
if (unknown.length > 0)
  throw new RangeError(
    `Cannot draw ${unknown.join(", ")}: need ids of scenes in scripts/illustrations/scenes`,
  );

await mkdir(join(SAMPLE, "pictures"), { recursive: true });
for (const [id, scene] of SCENES) {
  if (wanted.length > 0 && !wanted.includes(id)) continue;
  const { jpeg, quality } = await renderJpeg(id, scene.draw());
  await writeFile(join(SAMPLE, "pictures", `${id}.jpg`), jpeg);
  process.stdout.write(`${id}.jpg ${jpeg.length} bytes, quality ${quality}\n`);
}

const entries = [...SCENES].map(([id, { alt, focus }]) => [
  id,
  { file: `${id}.jpg`, focus, width: PICTURE.widthPx, height: PICTURE.heightPx, alt },
]);
await writeFile(
  join(SAMPLE, "pictures.json"),
  `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`,
);
