import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { buildFonts } from "./fonts.ts";

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Extensions whose files are worth compressing; fonts and PNG are compressed already. */
const COMPRESSED = /\.(?:css|js|svg)$/;

async function bundleStyle(
  stylesDir: string,
  name: string,
  fonts: ReadonlyMap<string, string>,
): Promise<Buffer> {
  const { bundle } = await import("lightningcss");
  const { code } = bundle({ filename: join(stylesDir, name), minify: true });
  const css = Buffer.from(code).toString("utf8");
  return Buffer.from(
    css.replace(/\/assets\/([\w-]+)\.woff2/g, (_whole, name: string) => {
      const address = fonts.get(name);
      if (address === undefined)
        throw new Error(`Cannot build the style sheet: need a font called ${name}, built none`);
      return address;
    }),
  );
}

async function bundleScript(islandsDir: string, name: string): Promise<Buffer> {
  const { rolldown } = await import("rolldown");
  const bundle = await rolldown({ input: join(islandsDir, name), platform: "browser" });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  await bundle.close();
  if (output.length !== 1)
    throw new Error(`Cannot build the islands: need one file, got ${output.length}`);
  return Buffer.from(output[0].code);
}

/** The drawn nameplate for social cards: only its shape counts there. */
async function platePicture(brandDir: string): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  const svg = await readFile(join(brandDir, "nameplate.svg"));
  return sharp(svg, { density: 300 }).resize({ height: 124 }).png().toBuffer();
}

/**
 * All files of the reader's pages by their final names, compressed forms beside them under `.br` and `.gz`.
 * @param hashOf short hash of a file's content, for its name
 */
export async function buildFiles(
  stylesDir: string,
  islandsDir: string,
  workerDir: string,
  brandDir: string,
  hashOf: (bytes: Buffer) => string,
): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const add = (name: string, extension: string, bytes: Buffer): string => {
    const whole = `${name}.${hashOf(bytes)}.${extension}`;
    files.set(whole, bytes);
    return `/assets/${whole}`;
  };
  const fonts = new Map<string, string>();
  for (const { name, extension, bytes } of await buildFonts())
    fonts.set(name, add(name, extension, bytes));
  add("card-plate", "png", await platePicture(brandDir));
  add("reader-style", "css", await bundleStyle(stylesDir, "reader.css", fonts));
  add("reader", "js", await bundleScript(islandsDir, "reader.ts"));
  add("embed-style", "css", await bundleStyle(stylesDir, "embed.css", fonts));
  add("search-style", "css", await bundleStyle(stylesDir, "search.css", fonts));
  add("search", "js", await bundleScript(islandsDir, "search.ts"));
  add("lists-style", "css", await bundleStyle(stylesDir, "home.css", fonts));
  add("saved-style", "css", await bundleStyle(stylesDir, "saved.css", fonts));
  add("subscribing-style", "css", await bundleStyle(stylesDir, "subscribing.css", fonts));
  add("alerts", "js", await bundleScript(islandsDir, "alerts.ts"));
  add("saved", "js", await bundleScript(islandsDir, "saved.ts"));
  add("conversation-style", "css", await bundleStyle(stylesDir, "conversation.css", fonts));
  add("conversation", "js", await bundleScript(islandsDir, "conversation.ts"));
  add("mark", "svg", await readFile(join(brandDir, "mark.svg")));
  for (const size of [32, 180, 192, 512])
    add(`icon-${size}`, "png", await readFile(join(brandDir, `icon-${size}.png`)));
  add("icon-maskable-512", "png", await readFile(join(brandDir, "icon-maskable-512.png")));
  // A service worker keeps its name. It names the files of this build, so that each build is a new worker, which takes
  // the pages that are always there anew.
  const build = hashOf(Buffer.from([...files.keys()].join("\n")));
  const worker = await bundleScript(workerDir, "worker.ts");
  files.set("sw.js", Buffer.concat([Buffer.from(`/* ${build} */\n`), worker]));
  for (const [name, bytes] of Array.from(files)) {
    if (!COMPRESSED.test(name)) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    files.set(`${name}.br`, await brotli(bytes, { params }));
    files.set(`${name}.gz`, await gzipped(bytes, { level: 9 }));
  }
  return files;
}
