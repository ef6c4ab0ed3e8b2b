import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/**
 * The lines of a golden file beside this one, each as its fields. Fields are parted by tabs; a line
 * that begins with # is a remark; \uXXXX, \u{X…}, \n and \t stand for the characters they name.
 *
 * @example
 * goldenLines('fold_valid')[0] // => ["مُحَمَّد","محمد"]
 */
export function goldenLines(name: string): string[][] {
  const lines = readFileSync(new URL(`${name}.txt`, import.meta.url), "utf8").split("\n");
  const rows = lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t").map(unescaped));
  if (rows.length === 0) throw new Error(`Cannot test by ${name}.txt: need lines, got none`);
  return rows;
}

function unescaped(field: string): string {
  return field
    .replace(/\\u(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{4}))/giu, (_, long?: string, short?: string) => {
      const code = Number.parseInt(long ?? short ?? "", 16);
      return code > 0xffff ? String.fromCodePoint(code) : String.fromCharCode(code);
    })
    .replaceAll("\\n", "\n")
    .replaceAll("\\t", "\t");
}

/**
 * A field of a golden line; refuses a line that lacks it.
 *
 * @example
 * field(['text', 'key'], 1) // => "key"
 */
export function field(row: string[], index: number): string {
  const value = row[index];
  if (value === undefined)
    throw new Error(`Cannot read field ${index} of a golden line: got ${JSON.stringify(row)}`);
  return value;
}

/**
 * Text of a file of the shared test data beside the repository; undefined where there is none.
 *
 * @example
 * sharedText('no/such/file') === undefined // => true
 */
export function sharedText(path: string): string | undefined {
  try {
    const bytes = readFileSync(new URL(`../../../../shared/data/${path}`, import.meta.url));
    return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * A reason to skip a test for want of shared data, or false.
 *
 * @example
 * skipWithout('no/such/file') // => "no ../shared/data/no/such/file beside the repository"
 */
export function skipWithout(path: string): string | false {
  return sharedText(path) === undefined ? `no ../shared/data/${path} beside the repository` : false;
}

/** Texts that break careless text code: every function must answer them, and quickly. */
export const HOSTILE_TEXTS: readonly string[] = [
  "",
  "\0",
  "\ud800",
  "\udc00\ud800",
  "ك\ud83d",
  "\u202e\u2066عنوان\u2069\u202c",
  "\ufeff\u200b\u200c\u200d\u2060",
  "\u0301\u064e\u0651",
  "ع\u0651\u064e".repeat(50),
  "\ufdfa\ufdfd\ufefb",
  "%",
  "%d8",
  "%d8%",
  "%ff%fe",
  "%25%25d8",
  "👩\u200d👩\u200d👧\u200d👦🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
  "__proto__",
  "constructor",
  "../../etc/passwd",
  "<script>alert('ع')</script>",
  "\u2028\u2029\u0085\u000b",
  "İIıſς",
  "१२३ 一二三 กขค",
];

/**
 * Long texts, 200,000 characters each, that turn careless patterns quadratic.
 *
 * @example
 * longTexts().next().done // => false
 */
export function* longTexts(): Generator<string> {
  const size = 200_000;
  for (const unit of [
    "ا",
    "ا ",
    "\u064e",
    "\u0651\u064e\u0316",
    "\u0301\u0316",
    "\u0640",
    "\u200c",
    "ا\u200c",
    " ",
    "\n",
    ".",
    "a.",
    "1.",
    "1,",
    "a'",
    "-",
    "- ",
    "%",
    "%d8",
    "%d8%a7",
    "\ud800",
    "\u202e",
    "«",
    "د. ",
    "(!",
    "@",
    "a@",
    "\u200d",
    "👩\u200d",
    "\u{1f3f4}\u{e0067}",
    "\u0f71\u0f74",
    "\u{1d165}\u{1d16e}",
    "\u200e ",
    "\u064e\u200c",
    "\ufdfa" + "ا".repeat(19),
  ]) {
    const run = unit.repeat(Math.ceil(size / unit.length));
    yield run;
    yield `ا${run}ا`;
  }
}
