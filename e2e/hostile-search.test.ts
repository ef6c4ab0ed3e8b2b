import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { startSite, type Site } from "./given/site.ts";

const HOSTILE = join(import.meta.dirname, "../../shared/data/hostile");

/** Far above what a search takes, so that a busy machine does not fail: a query that explodes takes minutes. */
const SLOW_MS = 4000;

const OWN: Readonly<Record<string, string>> = {
  "10,000 letters": "ا".repeat(10_000),
  "10,000 Latin letters": "a".repeat(10_000),
  "500 letters": "ا".repeat(500),
  "500 letters in words of three": "كتب ".repeat(125),
  "167 different words": Array.from({ length: 125 }, (_, at) => (at + 100).toString(36)).join(" "),
  "words one slip from others": "مدنية رئسي حكومت وزيير انتخبات اقتصاض رياضه "
    .repeat(11)
    .slice(0, 499),
  "only marks": "\u064b\u064c\u0651".repeat(166),
  "only tatweel": "\u0640".repeat(500),
  "a pile of marks": `ه${"\u0301".repeat(499)}`,
  "bidi controls": "\u202e\u2066\u2067\u061c\u200fكلمة\u2069\u202c".repeat(30),
  "only bidi controls": "\u202a\u202e\u2066\u2069".repeat(120),
  "open straight quote": '"رئيس',
  "open quotes": '"'.repeat(499),
  "open angles": "«".repeat(250) + "كلمة",
  "closing before opening": "»رئيس«”كلمة“",
  "quotes in quotes": '"«“كلمة”»"'.repeat(40),
  "empty phrases": '"" «» “” -""',
  "minus signs": "-".repeat(499),
  "nothing wanted": "-كلمة -«في تونس»",
  "SQL comment": "'; DROP TABLE story; --",
  "SQL union": "' UNION SELECT password FROM person WHERE '1'='1",
  "SQL sleep": "'||pg_sleep(10)||'",
  "dollar quotes": "$$; SELECT pg_sleep(10) $$ $1 $2",
  "like wildcards": "%%__%%",
  "tsquery operators": "كلمة & | ! <-> <2> :* ((( )) \\ 'a':B",
  "tsquery weights": "!(كلمة:*A & !رئيس) | ''",
  "regular expression": `(a+)+$ ^(([a-z])+.)+[A-Z]([a-z])+$ ${"a".repeat(300)}`,
  "Arabic regular expression": `(ا|ا)*$ [[:word:]]{1,9999} ${"ا".repeat(300)}!`,
  "unpaired surrogates": "%ED%A0%80",
  "broken percents": "%E0%A4%A",
  NUL: "كلمة\0نادرة",
  "line ends": "كلمة\r\nSet-Cookie: a=b",
  "many scripts": "👩‍👩‍👧‍👦🇸🇦 中文 ไทย עברית ﷺ ﷽ ẞ İ",
  "wide presentation": "ﷺ".repeat(166),
  markup: "<mark>كلمة</mark> <script>alert(1)</script>",
  "template signs": "${7*7}{{7*7}}#{7*7}",
  prototype: "__proto__ constructor toString",
};

/** Strings of a file of the hostile sets; none where they do not lie beside the project. */
function hostile(name: string): string[] {
  const file = join(HOSTILE, name);
  if (!existsSync(file)) return [];
  const text = gunzipSync(readFileSync(file)).toString("utf8");
  const rows: unknown[] = name.endsWith(".jsonl.gz")
    ? text
        .trim()
        .split("\n")
        .map((line): unknown => JSON.parse(line))
    : (JSON.parse(text) as unknown[]);
  return rows.flatMap((row) => (typeof row === "string" ? [row] : stringsOf(row)));
}

const stringsOf = (row: unknown): string[] =>
  Object.values(row ?? {}).filter((value): value is string => typeof value === "string");

let site: Site;
before(async () => {
  site = await startSite();
});
after(() => site.remove());

const encoded = (text: string): string =>
  text.startsWith("%") && !text.includes(" ") ? text : encodeURIComponent(text.toWellFormed());

/** The three doors of search. */
const doors = (query: string): string[] => [
  `/search?q=${query}`,
  `/api/v1/search?q=${query}`,
  `/search/suggestions?q=${query}`,
];

/** Asks, and sees that the answer is one, soon, and holds nothing that executes. */
async function ask(path: string, name: string): Promise<number> {
  const begun = performance.now();
  const answer = await fetch(site.url + path, { redirect: "manual" });
  const body = await answer.text();
  const tookMs = performance.now() - begun;
  const where = `${name}, ${path.slice(0, 60)}`;
  assert.ok(answer.status === 200 || answer.status === 400, `${answer.status}: ${where}`);
  assert.ok(tookMs < SLOW_MS, `${tookMs.toFixed(0)} ms: ${where}`);
  const isHtml = answer.headers.get("content-type")?.includes("html") === true;
  assert.ok(!isHtml || !body.includes("<script>alert"), where);
  assert.equal(answer.headers.get("set-cookie"), null, where);
  return tookMs;
}

test("hostile queries are answered or refused, never an error of ours, and soon", async () => {
  for (const [name, text] of Object.entries(OWN))
    for (const path of doors(encoded(text))) await ask(path, name);
});

test("hostile queries with filters, cursors and days that are none", async () => {
  const bad = ["'", "%00", "a".repeat(600), "../..", "9999999999999999", "%E2%80%AE", "-1"];
  for (const value of bad)
    for (const name of ["section", "topic", "author", "from", "to", "sort", "cursor", "limit"])
      await ask(`/api/v1/search?q=${encoded("رئيس")}&${name}=${value}`, name);
  for (const value of bad)
    for (const name of ["section", "topic", "author", "from", "to", "sort", "cursor"])
      await ask(`/search?q=${encoded("رئيس")}&${name}=${value}`, name);
});

test("strings of the hostile sets as queries, four at a time", async (t) => {
  const all = ["blns.json.gz", "arabic-hostile-examples.jsonl.gz"]
    .flatMap(hostile)
    .map((text) => text.slice(0, 600));
  if (all.length === 0) return t.skip("../shared/data/hostile is not here");
  // Each door gets every third string: together all of them.
  const paths = all.flatMap((text, index) => {
    const path = doors(encoded(text))[index % 3];
    return path === undefined ? [] : [path];
  });
  const times: number[] = [];
  for (let at = 0; at < paths.length; at += 4)
    times.push(...(await Promise.all(paths.slice(at, at + 4).map((path) => ask(path, "set")))));
  t.diagnostic(`${times.length} queries, slowest ${Math.max(...times).toFixed(0)} ms`);
});

test("the product searches on as before", async () => {
  const answer = await fetch(`${site.url}/api/v1/search?q=${encodeURIComponent("المدينة")}`);
  assert.equal(answer.status, 200);
  assert.ok(((await answer.json()) as { total: number }).total > 0);
});
