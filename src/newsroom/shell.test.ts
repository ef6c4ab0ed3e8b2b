import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { brotliDecompressSync } from "node:zlib";
import { Refusal } from "#platform/refusal.ts";
import { createShell } from "./shell.ts";

const buildDir = await mkdtemp(join(tmpdir(), "warraq-newsroom-"));
const siteUrl = "https://news.example";
const shell = createShell({
  buildDir,
  fontFaces: "@font-face{font-family:Plex}",
  icon: "/mark.svg",
  siteUrl,
});
after(() => rm(buildDir, { recursive: true, force: true }));

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  shell.answer(new Request(siteUrl + path, { headers }));
const scriptIn = (html: string): string =>
  /<script type="module" nonce="[\w-]+" src="([^"]+)"/.exec(html)?.[1] ?? "";

test("every address of the app answers its page, with a nonce of its own and no other script", async () => {
  const [one, other] = await Promise.all([get("/newsroom"), get("/newsroom/stories/x")]);
  const [html, otherHtml] = [await one.text(), await other.text()];
  const nonceOf = (response: Response) =>
    /script-src 'nonce-([\w-]{24})' 'strict-dynamic';/.exec(
      response.headers.get("content-security-policy") ?? "",
    )?.[1];
  const nonce = nonceOf(one);
  assert.ok(nonce !== undefined && nonce !== nonceOf(other));
  assert.equal(html.replaceAll(nonce, ""), otherHtml.replaceAll(nonceOf(other) ?? "", ""));
  const scripts = html.match(/<script[^>]*>/g) ?? [];
  assert.deepEqual(
    scripts.map((tag) => tag.includes(`nonce="${nonce}"`)),
    [true],
  );
  assert.equal(one.headers.get("cache-control"), "no-store");
});

test("the policy lets no page frame the app, no string become markup and nothing come from elsewhere", async () => {
  const policy = (await get("/newsroom")).headers.get("content-security-policy") ?? "";
  const directives = new Map(
    policy.split("; ").map((directive) => {
      const [name = "", ...values] = directive.split(" ");
      return [name, values.join(" ")];
    }),
  );
  assert.equal(directives.get("default-src"), "'none'");
  assert.equal(directives.get("object-src"), "'none'");
  assert.equal(directives.get("base-uri"), "'none'");
  assert.equal(directives.get("frame-ancestors"), "'none'");
  assert.equal(directives.get("require-trusted-types-for"), "'script'");
  assert.doesNotMatch(policy, /unsafe|https?:|\*/);
});

test("files are answered compressed and for ever; a name that is none is not found", async () => {
  const script = scriptIn(await (await get("/newsroom")).text());
  const plain = await get(script);
  const packed = await get(script, { "accept-encoding": "br" });
  assert.equal(packed.headers.get("content-encoding"), "br");
  assert.match(packed.headers.get("cache-control") ?? "", /immutable/);
  const bytes = Buffer.from(await packed.arrayBuffer());
  assert.equal(brotliDecompressSync(bytes).toString(), await plain.text());
  const again = await get(script, { "if-none-match": plain.headers.get("etag") ?? "" });
  assert.equal(again.status, 304);
  for (const name of ["manifest.json", "none.js", "..%2Fnewsroom.ts", ""])
    await assert.rejects(
      get(`/newsroom/assets/${name}`),
      (error) => error instanceof Refusal && error.kind === "notFound",
    );
});

test("a build of unchanged sources is only read", async () => {
  const [folder = ""] = await readdir(buildDir);
  const before = await stat(join(buildDir, folder));
  const again = createShell({ buildDir, fontFaces: "", icon: "/mark.svg", siteUrl });
  const html = await (await again.answer(new Request(`${siteUrl}/newsroom`))).text();
  assert.equal(scriptIn(html), scriptIn(await (await get("/newsroom")).text()));
  assert.deepEqual(await readdir(buildDir), [folder]);
  assert.equal((await stat(join(buildDir, folder))).mtimeMs, before.mtimeMs);
});
