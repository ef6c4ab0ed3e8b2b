import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyFromText } from "#stories/body/from-text.ts";
import { bodySchema } from "#stories/body/schema.ts";
import { diffBody } from "./diff-body.ts";

const body = (...paragraphs: string[]) => bodyFromText(paragraphs.join("\n\n"), "rtl");
const kinds = (...args: Parameters<typeof diffBody>) => diffBody(...args).map((one) => one.kind);

test("a paragraph that was written anew is one row; others stay, go and come", () => {
  const before = body("مقدمة الخبر هنا", "قال الوزير إن السعر ارتفع", "خاتمة");
  const after = body("مقدمة الخبر هنا", "قال رئيس الوزراء إن السعر ارتفع", "فقرة لم تكن", "خاتمة");
  assert.deepEqual(kinds(before, after), ["same", "changed", "added", "same"]);
  assert.deepEqual(kinds(after, before), ["same", "changed", "removed", "same"]);
  assert.deepEqual(kinds(body("أولى مختلفة تماما"), body("شيء غير ذاك")), ["removed", "added"]);
});

test("a change of form alone is named as such", () => {
  const plain = body("نص الفقرة");
  const bold = bodySchema.node("doc", null, [
    bodySchema.node("paragraph", null, bodySchema.text("نص الفقرة", [bodySchema.mark("strong")])),
  ]);
  const [change] = diffBody(plain, bold);
  assert.equal(change?.kind === "changed" && change.isFormOnly, true);
});

test("a picture whose caption changed is one row", () => {
  const picture = (caption: string) =>
    bodySchema.node("doc", null, [bodySchema.node("picture", { caption })]);
  assert.deepEqual(kinds(picture("سوق القمح صباحا"), picture("سوق القمح مساء")), ["changed"]);
});

test("a direction of its own is kept for the comparison", () => {
  const [row] = diffBody(body("English words only"), body("English words only"));
  assert.equal(row?.kind === "same" && row.block.dir, "ltr");
});
