import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { runWarraq, startSite, type Site } from "./given/site.ts";
import { newViewId, READER_AGENT } from "./given/views.ts";

const folder = mkdtempSync(join(tmpdir(), "warraq-accounts-"));
const dataDir = join(folder, "data");
const environment = { SAMPLE: "off" };
const LINK = /^https?:\/\/\S+\/newsroom\/first-owner\/[\w-]{43}$/m;
const OWNER = { name: "ليلى حداد", email: "owner@news.example", password: "نخلة ونهر وقارب" };
let site: Site;

before(async () => {
  site = await startSite({ dataDir, environment });
});
after(async () => {
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

function firstOwnerLink(): string | undefined {
  return LINK.exec(site.output())?.[0];
}

async function api(
  method: string,
  path: string,
  given: { body?: unknown; cookie?: string } = {},
): Promise<{ status: number; cookie: string; body: unknown }> {
  const answer = await fetch(`${site.url}/newsroom/api${path}`, {
    method,
    headers: {
      origin: site.url,
      ...(given.body === undefined ? {} : { "content-type": "application/json" }),
      ...(given.cookie === undefined ? {} : { cookie: given.cookie }),
    },
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
  });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { status: answer.status, cookie, body: await answer.json() };
}

test("the first owner comes by the link that the start prints, also after kill -9, and then no link is printed", async () => {
  const old = firstOwnerLink();
  assert.ok(old !== undefined, site.output());
  await site.stop("SIGKILL");
  site = await startSite({ dataDir, environment });
  const link = firstOwnerLink() ?? "";
  assert.notEqual(link, old);
  const path = (address: string): string => `/first-owner/${address.split("/").at(-1)}`;
  assert.equal((await api("GET", path(old))).status, 404);
  const made = await api("PUT", path(link), { body: OWNER });
  assert.deepEqual([made.status, made.body], [200, { kind: "signedIn" }]);

  await site.stop("SIGKILL");
  site = await startSite({ dataDir, environment });
  assert.equal(firstOwnerLink(), undefined);
  assert.equal((await api("GET", path(link))).status, 404);
  // What was answered was on disk: the account and even the session.
  const session = await api("GET", "/session", { cookie: made.cookie });
  assert.equal(session.status, 200);
  assert.equal((await api("POST", "/session", { body: OWNER_CREDENTIALS })).status, 200);
});

const OWNER_CREDENTIALS = { email: OWNER.email, password: OWNER.password };

test("warraq user add makes an account while the site runs, and refuses what may not be", async () => {
  const add = (args: string[], password: string) =>
    runWarraq(dataDir, ["user", "add", ...args], {}, `${password}\n`);
  const args = ["--email", "sami@news.example", "--name", "سامي نور", "--role", "editor"];
  const password = "كتاب على الرف الأعلى";
  const weak = await add(args, "password1");
  assert.deepEqual([weak.code, weak.stderr], [1, "Cannot use the password: it is common\n"]);
  const added = await add([...args, "--json"], password);
  assert.equal(added.code, 0, added.stderr);
  assert.equal(JSON.parse(added.stdout).role, "editor");
  const again = await add(args, password);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /has an account/);
  for (const wrong of [
    ["--email", "sami"],
    ["--role", "king"],
    ["--name", ""],
  ]) {
    const { code } = await add([...args, ...wrong], password);
    assert.equal(code, 2, wrong.join(" "));
  }
  const signedIn = await api("POST", "/session", {
    body: { email: "SAMI@news.example", password },
  });
  assert.deepEqual([signedIn.status, signedIn.body], [200, { kind: "signedIn" }]);
  assert.equal((await api("GET", "/people", { cookie: signedIn.cookie })).status, 403);
  // A mail for a new password is a file, since no server is named.
  await api("POST", "/password-reset", { body: { email: "sami@news.example" } });
  await api("POST", "/password-reset", { body: { email: "nobody@news.example" } });
  const outbox = join(dataDir, "outbox");
  for (let tries = 0; tries < 40; tries += 1) {
    if (readdirSync(dataDir).includes("outbox") && readdirSync(outbox).length > 0) break;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  const mails = readdirSync(outbox);
  assert.equal(mails.length, 1);
  assert.match(readFileSync(join(outbox, mails[0] ?? ""), "utf8"), /^To: sami@news\.example/m);
  const { code, stdout } = await runWarraq(dataDir, ["doctor"]);
  assert.equal(code, 0, stdout);
  assert.match(stdout, /good +log of acts +\d+ entries, their chain holds/);
});

test("views of signed-in staff are taken, but not counted", async () => {
  const file = join(folder, "story.jsonl");
  const story = {
    id: "staff-1",
    headline: "مكتبة الحي تفتح ليلًا",
    body_text: "تفتح المكتبة أبوابها حتى منتصف الليل.",
    published_at: new Date(Date.now() - 60_000).toISOString(),
  };
  const report = join(folder, "report.jsonl");
  writeFileSync(file, `${JSON.stringify(story)}\n`);
  await runWarraq(dataDir, ["import", "jsonl", file, "--report", report]);
  const id: string = JSON.parse(readFileSync(report, "utf8")).story;
  const { cookie } = await api("POST", "/session", { body: OWNER_CREDENTIALS });
  const view = async (headers: Record<string, string>): Promise<number> => {
    const answer = await fetch(`${site.url}/views`, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": READER_AGENT, ...headers },
      body: JSON.stringify({ story: id, view: newViewId(), visitor: newViewId() }),
    });
    return answer.status;
  };
  assert.equal(await view({ cookie }), 204);
  assert.equal(await view({ cookie: `warraq-session=${"A".repeat(43)}` }), 204);
  const counts = async () => {
    const answer = await fetch(`${site.url}/api/v1/most-read`);
    const { stories } = JSON.parse(await answer.text());
    return stories.find((item: { id: string }) => item.id === id);
  };
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await counts())?.raw === 2) break;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
  const { raw, counted } = await counts();
  assert.deepEqual({ raw, counted }, { raw: 2, counted: 1 });
});
