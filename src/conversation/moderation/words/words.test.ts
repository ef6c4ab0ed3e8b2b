import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { compileWords } from "./compile-words.ts";
import { findWords } from "./find-words.ts";
import { readWordList, shippedWordList } from "./word-list-text.ts";

const linesOf = (name: string): string[] =>
  readFileSync(new URL(`./vectors/${name}.txt`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));

const shipped = compileWords(readWordList(shippedWordList()));
const listedIn = (text: string): string[] =>
  findWords(text, shipped).hits.map(({ listed }) => listed);

test("of spellings that walk around the list at least 95 in 100 are found", () => {
  const rows = linesOf("evasions").map((line) => line.split("\t"));
  const missed = rows.filter(
    ([listed = "", text = ""]) => !listedIn(`هذا رأيي فيك ${text} وفي غيرك`).includes(listed),
  );
  assert.ok(rows.length >= 200);
  assert.ok(new Set(rows.map(([listed]) => listed)).size >= 20);
  assert.ok(
    missed.length <= rows.length / 20,
    `${missed.length} of ${rows.length} missed: ${missed.map(([, text]) => text).join(" · ")}`,
  );
});

test("no innocent comment is taken for one that holds a listed word", () => {
  for (const line of linesOf("innocents")) assert.deepEqual(listedIn(line), [], line);
});

test("clitics belong to a word, other letters make it another word", () => {
  const dog = compileWords([{ text: "كلب", forms: [], except: [] }]);
  const isHit = (text: string): boolean => findWords(text, dog).hits.length > 0;
  for (const text of ["كلب", "وكلبك", "بالكلب", "الكلاب", "فكلبها", "للكلب", "ياكلب"])
    assert.equal(isHit(text), true, text);
  for (const text of ["كلبشات", "مكلب", "كلبان", "تكالب", "قلب", "كلبشني"])
    assert.equal(isHit(text), false, text);
});

test("any list works: a phrase, a Latin word, a word of two letters, an exception", () => {
  const words = compileWords(
    readWordList("لص\nثور\nspammer\nبيع متابعين\nقرد ! القردة\n# ملاحظة\n\n"),
  );
  const found = (text: string): string[] => findWords(text, words).hits.map(({ listed }) => listed);
  assert.deepEqual(found("هذا اللص هرب"), ["لص"]);
  assert.deepEqual(found("لصق الإعلان وخلص"), []);
  assert.deepEqual(found("الثورة والثورات"), []);
  assert.deepEqual(found("يا ثور"), ["ثور"]);
  assert.deepEqual(found("SPAMMER"), ["spammer"]);
  assert.deepEqual(found("نبيع لكم، وعندنا بيع المتابعين"), ["بيع متابعين"]);
  assert.deepEqual(found("كوكب القردة"), []);
});

test("a hit says where it stands in the text as written", () => {
  const text = "أنت كَـلْبٌ حقًّا";
  const [hit] = findWords(text, shipped).hits;
  assert.equal(text.slice(hit?.at, hit?.end).startsWith("كَـلْب"), true);
});

test("texts built to cost much are read in bounded steps", () => {
  const costOf = (text: string): number => {
    const begun = process.cpuUsage();
    findWords(text, shipped);
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
  };
  for (const unit of [
    "ك",
    "ك ",
    "ك*",
    "k ",
    "كل ب",
    "*ك",
    "ااا ",
    "ك.ل.",
    "k a ",
    "a'e i",
    "ح م ا ",
  ]) {
    const text = unit.repeat(Math.ceil(20_000 / unit.length));
    assert.ok(costOf(text) < 3000, `${JSON.stringify(unit)} took too long`);
  }
  assert.equal(findWords("كلمة ".repeat(10_000), shipped).isCut, true);
});
