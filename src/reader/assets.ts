import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { IMMUTABLE, putBuildInPlace, type Asset } from "#platform/http/assets.ts";
import { PREFERENCES_SCRIPT } from "./frame/preferences-script.ts";

/** Files of the reader's pages, and what pages and policy need to know of them. */
export type Assets = {
  /** By exact address: `/assets/{name}.{hash}.{ext}`, and `/sw.js`. */
  readonly files: ReadonlyMap<string, Asset>;
  readonly style: string;
  /** Style sheet of the small card that other sites show. */
  readonly embedStyle: string;
  readonly script: string;
  /** Addresses of the fonts: those that every page needs first, and those of Latin letters in text and in headlines. */
  readonly fonts: {
    readonly first: readonly string[];
    readonly latinText: string;
    readonly latinHead: string;
  };
  /** What the search page has besides. */
  readonly search: { readonly style: string; readonly script: string };
  /** What the front page and lists have besides: a story does not carry it. */
  readonly listsStyle: string;
  /** What pages of conversations and accounts have besides. */
  readonly conversation: { readonly style: string; readonly script: string };
  /** What the page of saved stories has besides; the script also serves the button that saves. */
  readonly saved: { readonly style: string; readonly script: string };
  /** What the pages of the newsletter and of alerts have besides; the script is of alerts. */
  readonly subscribing: { readonly style: string; readonly script: string };
  readonly icons: {
    readonly svg: string;
    readonly touch: string;
    readonly small: string;
    readonly large: string;
    readonly maskable: string;
  };
  /** Files on disk from which social cards are drawn: the face, and the shape of the drawn nameplate. */
  readonly card: { readonly fontFile: string; readonly plateFile: string };
  /** `sha256-…` of the one script that stands in the page, for the policy. */
  readonly inlineScriptHash: string;
};

const HERE = import.meta.dirname;
/** What is built follows from these; raised by hand when a build of equal sources must differ. */
const SOURCES = ["styles", "islands", "offline/worker", "bundling", "bundling/brand"];
const BUILD_FORM = "1";
const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  woff2: "font/woff2",
  svg: "image/svg+xml",
  png: "image/png",
};

const hashOf = (bytes: Buffer | string): string =>
  createHash("sha256").update(bytes).digest("base64url").slice(0, 10).replaceAll(/[-_]/g, "0");

async function stampOfSources(): Promise<string> {
  const hash = createHash("sha256").update(BUILD_FORM);
  const { default: own } = await import("../../package.json", { with: { type: "json" } });
  const builders = ["@fontsource/ibm-plex-sans-arabic", "@fontsource-variable/noto-naskh-arabic"];
  for (const [name, version] of Object.entries(own.dependencies))
    if (/rolldown|lightningcss|subset-font/.test(name) || builders.includes(name))
      hash.update(`${name}@${version}\n`);
  for (const folder of SOURCES) {
    const names = (await readdir(join(HERE, folder), { withFileTypes: true }))
      .filter((entry) => entry.isFile() && !entry.name.includes(".test."))
      .map(({ name }) => name);
    for (const name of names.sort())
      hash.update(`${folder}/${name}\n`).update(await readFile(join(HERE, folder, name)));
  }
  return hash.digest("base64url").slice(0, 16);
}

/**
 * The files of the reader's pages, built into `buildDir` when their sources have changed since; otherwise only read.
 * A build is written beside the old one and put in its place at once. A folder that can't be written to is no matter
 * while the build in it is of these sources.
 */
export async function prepareAssets(buildDir: string): Promise<Assets> {
  const folder = join(buildDir, `reader-${await stampOfSources()}`);
  const built = await readdir(folder).catch(() => undefined);
  if (built === undefined) await build(buildDir, folder);
  return readAssets(folder);
}

async function build(buildDir: string, folder: string): Promise<void> {
  const { buildFiles } = await import("./bundling/build-files.ts");
  const files = await buildFiles(
    join(HERE, "styles"),
    join(HERE, "islands"),
    join(HERE, "offline", "worker"),
    join(HERE, "bundling", "brand"),
    hashOf,
  );
  await putBuildInPlace({ buildDir, prefix: "reader-", folder }, files);
}

/** The `@font-face` rules of the site's faces, for pages with a style sheet of their own. */
export function fontFaces(assets: Assets): string {
  const css = assets.files.get(assets.style)?.bytes.identity.toString("utf8") ?? "";
  return (css.match(/@font-face\s*\{[^}]*\}/g) ?? [])
    .join("")
    .replaceAll("font-display:optional", "font-display:swap");
}

async function readAssets(folder: string): Promise<Assets> {
  const files = new Map<string, Asset>();
  const names = await readdir(folder);
  for (const name of names) {
    if (/\.(?:br|gz|ttf)$/.test(name) || name.startsWith("card-")) continue;
    const read = (suffix: string) =>
      names.includes(name + suffix) ? readFile(join(folder, name + suffix)) : undefined;
    const [identity, br, gzip] = await Promise.all([
      readFile(join(folder, name)),
      read(".br"),
      read(".gz"),
    ]);
    const isWorker = name === "sw.js";
    files.set(isWorker ? "/sw.js" : `/assets/${name}`, {
      contentType: TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream",
      cacheControl: isWorker ? "no-cache" : IMMUTABLE,
      isWorker,
      digest: hashOf(identity),
      bytes: {
        identity,
        ...(br === undefined ? {} : { br }),
        ...(gzip === undefined ? {} : { gzip }),
      },
    });
  }
  const address = (start: string): string => {
    const found = [...files.keys()].find((path) => path.startsWith(`/assets/${start}.`));
    if (found === undefined)
      throw new Error(`Cannot use the build in ${folder}: need a file ${start}, found none`);
    return found;
  };
  const onDisk = (start: string): string => {
    const found = names.find((name) => name.startsWith(`${start}.`));
    if (found === undefined)
      throw new Error(`Cannot use the build in ${folder}: need a file ${start}, found none`);
    return join(folder, found);
  };
  return {
    files,
    card: { fontFile: onDisk("card-face"), plateFile: onDisk("card-plate") },
    style: address("reader-style"),
    embedStyle: address("embed-style"),
    script: address("reader"),
    fonts: {
      first: [address("plex-bold"), address("naskh"), address("plex")],
      latinText: address("naskh-latin"),
      latinHead: address("plex-bold-latin"),
    },
    search: { style: address("search-style"), script: address("search") },
    listsStyle: address("lists-style"),
    conversation: {
      style: address("conversation-style"),
      script: address("conversation"),
    },
    saved: { style: address("saved-style"), script: address("saved") },
    subscribing: { style: address("subscribing-style"), script: address("alerts") },
    icons: {
      svg: address("mark"),
      touch: address("icon-180"),
      small: address("icon-192"),
      large: address("icon-512"),
      maskable: address("icon-maskable-512"),
    },
    inlineScriptHash: `sha256-${createHash("sha256").update(PREFERENCES_SCRIPT).digest("base64")}`,
  };
}
