import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { judge, type Judgement } from "./judge.ts";
import { scoreComment } from "./scoring/score.ts";
import { KINDS, THRESHOLDS } from "./scoring/weights.ts";
import { likeness, similarityKey } from "./similarity.ts";
import type { Submission } from "./submission.ts";
import { PHASES } from "./verdict.ts";
import { compileWords } from "./words/compile-words.ts";
import { readWordList, shippedWordList } from "./words/word-list-text.ts";

const words = compileWords(readWordList(shippedWordList()));
const FINE = "شكرًا على هذا التحليل، تعلّمت منه الكثير.";

type Changes = {
  text?: string;
  story?: Partial<Submission["story"]>;
  reader?: Partial<Submission["reader"]>;
  recentTexts?: string[];
  isEdit?: boolean;
};

function judged(changes: Changes = {}): Judgement {
  return judge(
    {
      text: changes.text ?? FINE,
      story: {
        isClosed: false,
        ageDays: 1,
        closesAfterDays: 14,
        mode: "after",
        risk: "none",
        ...changes.story,
      },
      reader: {
        accountAgeHours: 500,
        approved: 20,
        rejectedRecently: 0,
        decidedRecently: 5,
        isTrusted: false,
        mustWait: false,
        ...changes.reader,
      },
      recentTexts: changes.recentTexts ?? [],
      isEdit: changes.isEdit ?? false,
    },
    { words },
  );
}

const reasonsOf = ({ verdicts }: Judgement): string[] =>
  verdicts
    .filter(({ verdict }) => verdict !== "pass")
    .map(({ phase, reason }) => `${phase}:${reason}`);

test("a comment with nothing against it is published, and every phase said so in its order", () => {
  const judgement = judged();
  assert.equal(judgement.outcome, "publish");
  assert.deepEqual(
    judgement.verdicts.map(({ phase }) => phase),
    [...PHASES],
  );
});

test("each phase has its own reasons", () => {
  const cases: readonly (readonly [Changes, Judgement["outcome"], string[]])[] = [
    [{ story: { mode: "off" } }, "refuse", ["closed:off"]],
    [{ story: { isClosed: true } }, "refuse", ["closed:closed"]],
    [{ story: { ageDays: 14 } }, "refuse", ["closed:closedByAge"]],
    [{ story: { ageDays: 14 }, isEdit: true }, "publish", []],
    [{ story: { ageDays: 900, closesAfterDays: null } }, "publish", []],
    [{ text: " \u200f\n " }, "refuse", ["length:empty"]],
    [{ text: "كلمة ".repeat(700) }, "refuse", ["length:tooLong"]],
    [{ text: "سطر\n".repeat(70) }, "hold", ["length:tooManyLines", "signals:shouting"]],
    [{ recentTexts: [`${FINE} !!`] }, "refuse", ["repeat:repeated"]],
    [{ recentTexts: [`${FINE} جدا`] }, "hold", ["repeat:alike"]],
    [{ text: "شكرا", recentTexts: ["شكرا"] }, "publish", []],
    [{ text: `${FINE} يا كـلـب` }, "hold", ["words:listedWords", "signals:abuse"]],
    [
      { text: `${FINE} https://a.example/1`, reader: { approved: 0 } },
      "hold",
      ["links:linkOfNewcomer"],
    ],
    [{ text: `${FINE} https://a.example/1` }, "publish", []],
    [
      { story: { mode: "newcomersBefore" }, reader: { approved: 1 } },
      "hold",
      ["newcomer:newcomer"],
    ],
    [{ story: { mode: "newcomersBefore" } }, "publish", []],
    [{ reader: { mustWait: true } }, "hold", ["history:mustWait"]],
    [{ reader: { rejectedRecently: 2 } }, "hold", ["history:oftenRejected"]],
    [{ reader: { rejectedRecently: 1, decidedRecently: 2 } }, "publish", []],
    [{ story: { risk: "high" } }, "hold", ["risk:highRisk"]],
    [{ story: { risk: "watch" } }, "publish", []],
    [{ story: { risk: "watch" }, reader: { approved: 0 } }, "hold", ["risk:watched"]],
    [{ story: { mode: "before" } }, "hold", ["mode:before"]],
    [{ story: { mode: "before", risk: "high" }, reader: { isTrusted: true } }, "publish", []],
  ];
  for (const [changes, outcome, reasons] of cases) {
    const judgement = judged(changes);
    assert.deepEqual(reasonsOf(judgement), reasons, JSON.stringify(changes));
    assert.equal(judgement.outcome, outcome);
  }
});

test("whoever is refused or held is told why in both languages, with what it is about", () => {
  const held = judged({ text: `${FINE} يا حــمار` }).verdicts.find(
    ({ phase }) => phase === "words",
  );
  assert.match(held?.told.ar ?? "", /قائمة الكلمات/);
  assert.match(held?.told.en ?? "", /word list/);
  assert.deepEqual(held?.evidence, ["حمار ← حــمار"]);
  const refused = judged({ story: { mode: "off" } });
  assert.match(refused.refusal?.ar ?? "", /غير متاح/);
  assert.equal(refused.verdicts.length, 1, "what is refused goes no further");
});

test("a text keeps its key whatever its spelling, and short texts have none", () => {
  assert.equal(
    similarityKey("اشتركوا في القناة الآن!"),
    similarityKey("إشترررركوا  في الـقناة الان"),
  );
  assert.notEqual(similarityKey("اشتركوا في القناة الآن"), similarityKey("اشتركوا في الصحيفة الآن"));
  assert.equal(similarityKey("شكرا"), "");
  assert.equal(likeness("", "نص"), 0);
});

test("the scorer holds what it should on comments of our own writing, and says by what", () => {
  const rows = readFileSync(new URL("./scoring/vectors/comments.txt", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));
  for (const kind of KINDS) {
    const held = rows.filter(([, text = ""]) =>
      scoreComment(text, words).some((one) => one.kind === kind && one.score >= THRESHOLDS[kind]),
    );
    const wrong = held.filter(([label]) => label === "fine").map(([, text]) => text);
    const own = rows.filter(([label]) => label === kind);
    const found = held.filter(([label]) => label === kind);
    assert.ok(wrong.length <= held.length / 10, `${kind}: ${wrong.join(" · ")}`);
    assert.ok(found.length >= own.length * 0.75, kind);
  }
  const [abuse] = scoreComment("أنت غبي", words);
  assert.deepEqual(
    abuse?.features.map(({ name }) => name),
    ["listedWord", "secondPerson"],
  );
});
