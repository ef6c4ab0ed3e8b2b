import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { bodyFromText } from "#stories/body/from-text.ts";
import { mergedBody, planMerge, proposedSide } from "./merge-plan.ts";

const body = (...paragraphs: string[]) => bodyFromText(paragraphs.join("\n\n"), "rtl");
const merged = (base: string[] | undefined, theirs: string[], mine: string[]) => {
  const rows = planMerge(
    body(...theirs),
    body(...mine),
    base === undefined ? undefined : body(...base),
  );
  return mergedBody(rows, []).children.map((block) => block.textContent);
};

test("what one side changed is taken from that side", () => {
  const base = ["مقدمة الخبر كما كانت", "وسط الخبر كما كان", "خاتمة"];
  assert.deepEqual(
    merged(
      base,
      ["مقدمة الخبر كما صارت", "وسط الخبر كما كان", "خاتمة"],
      ["مقدمة الخبر كما كانت", "وسط الخبر بعد التعديل", "خاتمة", "فقرة أضفتها"],
    ),
    ["مقدمة الخبر كما صارت", "وسط الخبر بعد التعديل", "خاتمة", "فقرة أضفتها"],
  );
});

test("what one side took out goes, what the other wrote stays", () => {
  assert.deepEqual(
    merged(["أولى", "ثانية", "ثالثة"], ["أولى", "ثالثة"], ["أولى", "ثانية", "ثالثة", "رابعة"]),
    ["أولى", "ثالثة", "رابعة"],
  );
});

test("where both changed a block both are kept, and it is a conflict", () => {
  const [row] = planMerge(
    body("السعر عند المزارعين صار ثمانية دنانير"),
    body("السعر عند المزارعين صار تسعة دنانير"),
    body("السعر عند المزارعين صار سبعة دنانير"),
  );
  assert.equal(row?.isConflict, true);
  assert.equal(row?.proposed, "both");
});

test("without a base nothing of either side is lost", () => {
  const paragraph = fc.constantFrom("أولى هنا", "ثانية هنا", "ثالثة هناك", "رابعة بعيدة", "خامسة");
  const list = fc.uniqueArray(paragraph, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(list, list, (theirs, mine) => {
      const words = new Set(merged(undefined, theirs, mine));
      for (const one of [...theirs, ...mine]) assert.ok(words.has(one));
    }),
  );
});

test("a choice beats the proposal", () => {
  const rows = planMerge(body("لهم وحدهم"), body("شيء آخر لي"), undefined);
  const side = (choice: "theirs" | "mine") =>
    mergedBody(
      rows,
      rows.map(() => choice),
    ).textContent;
  assert.equal(side("theirs"), "لهم وحدهم");
  assert.equal(side("mine"), "شيء آخر لي");
});

test("fields go with the side that changed them", () => {
  assert.equal(proposedSide("جديد", "قديم", "قديم"), "theirs");
  assert.equal(proposedSide("قديم", "جديد", "قديم"), "mine");
  assert.equal(proposedSide("هذا", "ذاك", "قديم"), "mine");
  assert.equal(proposedSide("هذا", "ذاك", undefined), "mine");
});
