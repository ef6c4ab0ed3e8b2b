import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";

const PROGRAM = join(import.meta.dirname, "../../bin/warraq.js");

let database: TestDatabase;
let folder: string;
let url: string;
before(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), "warraq-cli-"));
  const { address } = database;
  url =
    "url" in address
      ? address.url
      : `postgres://${address.user}:${encodeURIComponent(address.password)}@localhost:${address.port}/${address.database}?host=${encodeURIComponent(address.host)}`;
});
after(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

type Outcome = { code: number | null; out: string; err: string };

function warraq(
  args: readonly string[],
  options: { input?: string | Uint8Array; environment?: Record<string, string> } = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: {
        ...process.env,
        DATABASE_URL: url,
        DATA_DIR: join(folder, "data"),
        ...options.environment,
      },
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
  });
}

const line = (id: string, changes: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    id,
    headline: `سوق الحي يفتح يومه ${id}`,
    body_text: "يفتح السوق أبوابه مع الفجر.",
    published_at: "2026-03-01T08:00:00+03:00",
    ...changes,
  });

test("help, version and wrong usage", async () => {
  const help = await warraq(["--help"]);
  assert.equal(help.code, 0);
  for (const name of [
    "start",
    "import",
    "export",
    "migrate",
    "learn",
    "reindex",
    "recount",
    "user",
    "doctor",
  ]) {
    assert.match(help.out, new RegExp(`^  ${name} `, "m"));
    const own = await warraq([name, "--help"]);
    assert.equal(own.code, 0, name);
    assert.match(own.out, new RegExp(`^Usage: warraq ${name}`));
  }
  assert.match((await warraq(["--version"])).out, /^\d+\.\d+\.\d+\n$/);
  for (const args of [
    [],
    ["nothing"],
    ["import", "csv", "x"],
    ["import", "jsonl", "a", "b"],
    ["import", "jsonl", "a", "--unknown"],
    ["export", "jsonl"],
    ["learn", "more"],
    ["recount", "2026-02-30"],
  ]) {
    const wrong = await warraq(args);
    assert.equal(wrong.code, 2, args.join(" "));
    assert.notEqual(wrong.err, "");
    assert.equal(wrong.out, "");
  }
});

test("a wrong setting ends with 78 and a line that names it", async () => {
  const wrong = await warraq(["migrate"], {
    environment: { PORT: "high", EDITION_ZONE: "Nowhere" },
  });
  assert.equal(wrong.code, 78);
  assert.equal(wrong.err.trim().split("\n").length, 2);
  assert.match(wrong.err, /^PORT: given "high", needed /m);
});

test("import from a file, from .gz and from standard input, with report and exit codes", async () => {
  const file = join(folder, "stories.jsonl");
  const report = join(folder, "report.jsonl");
  await writeFile(file, [line("a"), "broken", line("b"), ""].join("\n"));
  const some = await warraq(["import", "jsonl", file, "--report", report]);
  assert.equal(some.code, 1);
  assert.equal(some.err, "line 2: not JSON\n");
  assert.match(some.out, /^2 created, 0 updated, 0 unchanged, 1 refused in /);
  const lines = (await readFile(report, "utf8"))
    .trim()
    .split("\n")
    .map((text) => JSON.parse(text));
  assert.deepEqual(
    lines.map((one) => [one.source, one.outcome, one.why]),
    [
      ["a", "created", null],
      [null, "refused", "line 2: not JSON"],
      ["b", "created", null],
    ],
  );
  assert.deepEqual(Object.keys(lines[0]), ["source", "story", "url", "outcome", "why"]);
  const packed = `${file}.gz`;
  await writeFile(packed, gzipSync([line("a"), line("c")].join("\n")));
  const unpacked = await warraq(["import", "jsonl", packed, "--json"]);
  assert.equal(unpacked.code, 0);
  assert.deepEqual(
    { ...JSON.parse(unpacked.out), seconds: 0 },
    { created: 1, updated: 0, unchanged: 1, refused: 0, dryRun: false, seconds: 0 },
  );
  const piped = await warraq(["import", "jsonl", "-", "--dry-run"], { input: line("d") });
  assert.match(piped.out, /^would be: 1 created/);
  const none = await warraq(["import", "jsonl", join(folder, "missing.jsonl")]);
  assert.equal(none.code, 1);
  assert.match(none.err, /^warraq import: Cannot read .*missing\.jsonl: there is no such file/);
});

test("what cannot be opened, written or unpacked is one line and code 1", async () => {
  const cut = join(folder, "cut.jsonl.gz");
  await writeFile(cut, gzipSync(line("cut")).subarray(0, -12));
  const nowhere = join(folder, "nowhere", "file.jsonl");
  for (const [args, says] of [
    [["import", "jsonl", cut], /unexpected end of file/],
    [["import", "jsonl", folder], /Cannot read .*: need a file, it is a folder/],
    [["import", "jsonl", "-", "--report", nowhere], /Cannot write the report .*: there is no such/],
    [["export", "jsonl", nowhere], /Cannot write .*: there is no such/],
  ] as const) {
    const failed = await warraq(args);
    assert.equal(failed.code, 1, failed.err);
    assert.match(failed.err, says);
    assert.equal(failed.err.trim().split("\n").length, 1, failed.err);
  }
});

test("an export that comes home keeps its pictures, whatever the site was called", async () => {
  const html = (source: string) => `<p>نص</p><img src="${source}" alt="سوق">`;
  const id = "5a1e7c1e-4f6b-4c57-9a55-3d0f7b1c2e90";
  await database.pool.query(
    `INSERT INTO picture (id, sha256, file, format, width, height, size_bytes, created_at)
     VALUES ($1, '\\x01', 'pictures/none', 'jpeg', 1600, 900, 1, now())`,
    [id],
  );
  const source = `http://elsewhere.invalid/media/${id}/1600.jpg`;
  const pictured = line("pictured", {
    body_text: undefined,
    body_html: html(source),
    image: { url: source, alt: "السوق عند الفجر", caption: "السوق", credit: "سامي" },
  });
  const imported = await warraq(["import", "jsonl", "-", "--json"], { input: pictured });
  assert.equal(JSON.parse(imported.out).created, 1, imported.err);
  const select =
    "SELECT picture_id, picture_alt, picture_caption, picture_credit, body_html FROM story WHERE source_id = 'pictured'";
  const before = await database.pool.query(select);
  assert.equal(before.rows[0].picture_id, id);
  assert.match(before.rows[0].body_html, new RegExp(`<img src="/media/${id}/`));
  const file = join(folder, "pictured.jsonl");
  assert.equal((await warraq(["export", "jsonl", file])).code, 0);
  const again = await warraq(["import", "jsonl", file], {
    environment: { SITE_URL: "https://another.example" },
  });
  assert.equal(again.code, 0, again.err);
  assert.deepEqual((await database.pool.query(select)).rows, before.rows);
});

test("an import from an address inside this network is refused", async () => {
  const inside = await warraq(["import", "jsonl", "http://127.0.0.1:9/stories.jsonl"]);
  assert.equal(inside.code, 1);
  assert.match(inside.err, /^warraq import: /);
});

test("what is exported can be imported again: nothing is lost, the addresses stay", async () => {
  await warraq(["import", "jsonl", "-"], {
    input: line("rich", {
      standfirst: "مقدمة",
      body_text: undefined,
      body_html: "<h2>باب</h2><p>نص <b>غليظ</b></p><ul><li>بند</ul>",
      section: "أسواق",
      topics: ["تجارة"],
      authors: ["سامي النجار"],
      source: "وكالات",
      place: "مسقط",
      slug: "souq",
      updated_at: "2026-03-02T08:00:00+03:00",
    }),
  });
  const file = join(folder, "out.jsonl");
  const exported = await warraq(["export", "jsonl", file, "--json"]);
  assert.equal(exported.code, 0, exported.err);
  const text = await readFile(file, "utf8");
  assert.equal(JSON.parse(exported.out).stories, text.trim().split("\n").length);
  const before = await database.pool.query(
    "SELECT source_id, path, headline, body_html, published_at, updated_at FROM story ORDER BY source_id",
  );
  await database.pool.query("TRUNCATE story, section, topic, author CASCADE");
  const again = await warraq(["import", "jsonl", file]);
  assert.equal(again.code, 0, again.err);
  const after = await database.pool.query(
    "SELECT source_id, path, headline, body_html, published_at, updated_at FROM story ORDER BY source_id",
  );
  assert.deepEqual(after.rows, before.rows);
});

test("doctor and migrate say that all is well, and recount that the list follows from the hours", async () => {
  const doctor = await warraq(["doctor", "--json"]);
  assert.equal(doctor.code, 0, doctor.out);
  const { findings } = JSON.parse(doctor.out);
  assert.ok(findings.length >= 6);
  assert.ok(findings.every((finding: { state: string }) => finding.state !== "bad"));
  assert.equal((await warraq(["migrate"])).out, "up to date\n");
  const learned = await warraq(["learn", "--json"]);
  assert.equal(learned.code, 0, learned.err);
  assert.ok(JSON.parse(learned.out).words > 0, learned.out);
  const recount = await warraq(["recount", "2026-03-01"]);
  assert.equal(recount.code, 0, recount.err);
  const away = await warraq(["doctor"], {
    environment: {
      DATABASE_URL: "postgres://nobody@127.0.0.1:9/none",
      SITE_URL: "http://news.example",
    },
  });
  assert.equal(away.code, 1);
  assert.match(away.out, /^bad +database/m);
  assert.match(away.out, /^warning +proxy/m);
});
