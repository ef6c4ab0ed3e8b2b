import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Encoding } from "#platform/cache/encodings.ts";
import { shortHash } from "./short-hash.ts";

/** A file of the app in the forms in which it is sent. */
export type AppFile = {
  readonly contentType: string;
  readonly digest: string;
  readonly bytes: Readonly<Record<"identity", Buffer>> &
    Readonly<Partial<Record<Encoding, Buffer>>>;
};

/** The built app: its files by name, and those that its page names. */
export type App = {
  readonly files: ReadonlyMap<string, AppFile>;
  readonly script: string;
  readonly style: string;
  readonly preloads: readonly string[];
};

/** A build under way or done; `stop` ends one that is under way. */
export type PreparedApp = { readonly app: Promise<App>; readonly stop: () => void };

const SRC = join(import.meta.dirname, "../..");
const APP = join(SRC, "newsroom/app");
/** Folders whose code the app may bundle. */
const SOURCES = ["newsroom/app", "newsroom/bundling", "arabic", "stories/body"];
const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};
const Manifest = z.strictObject({
  script: z.string(),
  style: z.string(),
  preloads: z.array(z.string()),
});

/** What is built follows from this: sources, and the versions of everything that npm has brought. */
async function stampOfSources(): Promise<string> {
  const hash = createHash("sha256");
  hash.update(await readFile(join(SRC, "../package-lock.json")));
  for (const folder of SOURCES) {
    const names = await readdir(join(SRC, folder), { recursive: true });
    for (const name of names.sort())
      if (/(?<!\.test)\.(?:tsx?|css)$/.test(name))
        hash.update(`${folder}/${name}\n`).update(await readFile(join(SRC, folder, name)));
  }
  return hash.digest("base64url").slice(0, 16);
}

async function readApp(folder: string): Promise<App> {
  const files = new Map<string, AppFile>();
  const names = await readdir(folder);
  for (const name of names) {
    const contentType = TYPES[name.split(".").at(-1) ?? ""];
    if (contentType === undefined) continue;
    const [identity, br, gzip] = await Promise.all([
      readFile(join(folder, name)),
      readFile(join(folder, `${name}.br`)),
      readFile(join(folder, `${name}.gz`)),
    ]);
    files.set(name, { contentType, digest: shortHash(identity), bytes: { identity, br, gzip } });
  }
  const manifest = Manifest.parse(
    JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")),
  );
  return { files, ...manifest };
}

function run(child: ChildProcess): Promise<void> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`Cannot build the newsroom: its builder ended with ${code}\n${said}`)),
    );
  });
}

/**
 * The app, built into `buildDir` when its sources have changed since; otherwise only read. A process of its own builds,
 * so that readers are answered meanwhile.
 */
export function prepareApp(buildDir: string): PreparedApp {
  let child: ChildProcess | undefined;
  let isStopped = false;
  const prepare = async (): Promise<App> => {
    const folder = join(buildDir, `newsroom-${await stampOfSources()}`);
    if ((await readdir(folder).catch(() => undefined)) === undefined && !isStopped) {
      const program = join(import.meta.dirname, "build-app.ts");
      child = spawn(process.execPath, [program, APP, buildDir, folder], {
        stdio: ["ignore", "ignore", "pipe"],
      });
      await run(child);
    }
    return readApp(folder);
  };
  const app = prepare();
  // Who asks for the app hears of the failure; nobody asking is no reason to end the process.
  app.catch(() => undefined);
  return {
    app,
    stop: () => {
      isStopped = true;
      child?.kill("SIGTERM");
    },
  };
}
