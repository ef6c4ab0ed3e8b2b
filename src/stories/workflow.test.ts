import assert from "node:assert/strict";
import { test } from "node:test";
import { makesSense, missingFor, STORY_ACTS, type NeededContent } from "./workflow.ts";

const whole: NeededContent = {
  headline: "عنوان",
  section: "علوم",
  authors: ["سلمى"],
  agency: "",
  body: {
    type: "doc",
    content: [{ type: "paragraph", content: [{ type: "text", text: "نص." }] }],
  },
};
const withBlocks = (...content: NeededContent["body"][]): NeededContent => ({
  ...whole,
  body: { type: "doc", content },
});
const picture = (attrs: Readonly<Record<string, unknown>>) => ({ type: "picture", attrs });

test("missingFor() asks little of what is handed in, and everything of what readers see", () => {
  assert.deepEqual(missingFor("publish", whole), []);
  const empty = { ...withBlocks({ type: "paragraph" }), headline: " ", section: "", authors: [] };
  assert.deepEqual(missingFor("submit", empty), ["headline", "body"]);
  for (const act of ["approve", "schedule", "publish", "update", "correct"] as const)
    assert.deepEqual(missingFor(act, empty), ["headline", "body", "section", "authors"]);
  assert.deepEqual(missingFor("publish", { ...whole, authors: [], agency: "وكالات" }), []);
});

test("missingFor() asks for a description of each picture, those of a gallery too", () => {
  assert.deepEqual(missingFor("publish", { ...whole, picture: { alt: "  " } }), ["picture.alt"]);
  assert.deepEqual(missingFor("publish", { ...whole, picture: { alt: "وصف" } }), []);
  assert.deepEqual(missingFor("publish", withBlocks(picture({ id: "x", alt: "وصف" }))), []);
  assert.deepEqual(missingFor("publish", withBlocks(picture({ id: "x", alt: "" }))), ["body.alt"]);
  assert.deepEqual(
    missingFor(
      "publish",
      withBlocks({
        type: "gallery",
        content: [picture({ id: "x", alt: "وصف" }), picture({ id: null })],
      }),
    ),
    ["body.alt", "body.picture"],
  );
});

test("makesSense() knows which acts a state allows", () => {
  const acts = (
    work: Parameters<typeof makesSense>[1]["work"],
    live: Parameters<typeof makesSense>[1]["live"],
  ) => STORY_ACTS.filter((act) => makesSense(act, { work, live }));
  const always = ["write", "note", "sharePreview", "assign"];
  assert.deepEqual(acts("draft", null), [
    ...always,
    "embargo",
    "submit",
    "approve",
    "schedule",
    "discard",
    "publish",
  ]);
  assert.deepEqual(acts("discarded", null), ["bringBack"]);
  assert.deepEqual(acts("inReview", null), [
    ...always,
    "embargo",
    "return",
    "approve",
    "schedule",
    "publish",
  ]);
  assert.deepEqual(acts("ready", null), [...always, "embargo", "return", "schedule", "publish"]);
  assert.deepEqual(acts("scheduled", null), [
    ...always,
    "embargo",
    "schedule",
    "unschedule",
    "publish",
  ]);
  assert.deepEqual(acts("published", "published"), [
    ...always,
    "submit",
    "approve",
    "schedule",
    "update",
    "correct",
    "unpublish",
    "takeDown",
  ]);
  assert.deepEqual(acts("draft", "unpublished"), [
    ...always,
    "embargo",
    "submit",
    "approve",
    "schedule",
    "publish",
    "takeDown",
  ]);
  assert.deepEqual(acts("draft", "takenDown"), ["note"]);
});
