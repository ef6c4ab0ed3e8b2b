import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { setPriority, constants as osConstants } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { putBuildInPlace } from "#platform/http/assets.ts";
import { shortHash } from "./short-hash.ts";

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);
const MANTINE = dirname(createRequire(import.meta.url).resolve("@mantine/core/styles.layer.css"));
/** Style sheets of Mantine that belong to no component. */
const MANTINE_BASE = ["default-css-variables", "baseline", "global"];

type Built = {
  readonly files: Map<string, Buffer>;
  readonly script: string;
  readonly preloads: readonly string[];
  /** Modules that went into the scripts, by absolute path. */
  readonly modules: readonly string[];
};

async function buildScripts(appDir: string): Promise<Built> {
  const { rolldown } = await import("rolldown");
  const bundle = await rolldown({
    input: { newsroom: join(appDir, "main.tsx") },
    platform: "browser",
    transform: { define: { "process.env.NODE_ENV": '"production"' }, target: "es2022" },
    checks: { pluginTimings: false },
    // A comment of a library says what runs on which side; bundled for one side it means nothing.
    onLog: (level, log, next) => {
      if (log.code !== "MODULE_LEVEL_DIRECTIVE") next(level, log);
    },
  });
  const { output } = await bundle.generate({
    format: "esm",
    minify: true,
    entryFileNames: "[name].[hash].js",
    chunkFileNames: "[name].[hash].js",
  });
  await bundle.close();
  const files = new Map<string, Buffer>();
  const modules: string[] = [];
  let entry: { readonly fileName: string; readonly imports: readonly string[] } | undefined;
  for (const part of output) {
    if (part.type !== "chunk") continue;
    files.set(part.fileName, Buffer.from(part.code));
    modules.push(...part.moduleIds);
    if (part.isEntry) entry = part;
  }
  if (entry === undefined) throw new Error("Cannot build the newsroom: need an entry, got none");
  return { files, modules, script: entry.fileName, preloads: entry.imports };
}

/** The style sheets of the Mantine components among `modules`, in the order in which Mantine itself puts them. */
async function mantineStyles(modules: readonly string[]): Promise<string> {
  const used = modules.flatMap((path) => {
    const name = /@mantine\/core\/esm\/.*\/(\w+)\.module\.mjs$/.exec(path)?.[1];
    return name === undefined ? [] : [name];
  });
  const all = await readFile(join(MANTINE, "styles.layer.css"), "utf8");
  const sheets = await Promise.all(
    [...MANTINE_BASE, ...new Set(used)].map(async (name) => {
      const text = await readFile(join(MANTINE, "styles", `${name}.layer.css`), "utf8");
      const firstClass = /\.m_\w+/.exec(text)?.[0];
      const isBase = MANTINE_BASE.includes(name) || firstClass === undefined;
      return { text, at: isBase ? -1 : all.indexOf(firstClass) };
    }),
  );
  return sheets
    .sort((one, other) => one.at - other.at)
    .map(({ text }) => text)
    .join("\n");
}

async function buildStyle(appDir: string, modules: readonly string[]): Promise<Buffer> {
  const { bundle, transform } = await import("lightningcss");
  const filename = join(appDir, "styles/newsroom.css");
  const own = Buffer.from(bundle({ filename }).code).toString("utf8");
  const code = Buffer.from(
    `@layer mantine, newsroom;\n${await mantineStyles(modules)}\n@layer newsroom {\n${own}\n}`,
  );
  return Buffer.from(transform({ filename, code, minify: true }).code);
}

/** Builds the app of `appDir` into the new folder `folder` beside others of `buildDir`. */
async function buildApp(appDir: string, buildDir: string, folder: string): Promise<void> {
  const { files, script, preloads, modules } = await buildScripts(appDir);
  const css = await buildStyle(appDir, modules);
  const style = `newsroom.${shortHash(css)}.css`;
  files.set(style, css);
  for (const [name, bytes] of Array.from(files)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    files.set(`${name}.br`, await brotli(bytes, { params }));
    files.set(`${name}.gz`, await gzipped(bytes, { level: 9 }));
  }
  files.set("manifest.json", Buffer.from(JSON.stringify({ script, style, preloads })));
  await putBuildInPlace({ buildDir, prefix: "newsroom-", folder }, files);
}

const [appDir, buildDir, folder] = process.argv.slice(2);
if (appDir === undefined || buildDir === undefined || folder === undefined)
  throw new Error("Cannot build the newsroom: need the folders of app, build and result");
// Readers come first: the build takes what they leave of the processor.
setPriority(osConstants.priority.PRIORITY_BELOW_NORMAL);
await buildApp(appDir, buildDir, folder);
