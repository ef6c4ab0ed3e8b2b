import assert from "node:assert/strict";
import { test } from "node:test";
import { isQuestionWord, isStopWord } from "./stop-words.ts";

test("small words are stop words, also with و before them; words of meaning are none", () => {
  for (const word of ["في", "من", "وفي", "فهو", "الي", "التي", "لان"])
    assert.ok(isStopWord(word), word);
  for (const word of ["وزير", "مصر", "كتاب", "فيل", "منع", ""]) assert.ok(!isStopWord(word), word);
});

test("words that ask are known in their folded form", () => {
  for (const word of ["متي", "كم", "اين", "لماذا"]) assert.ok(isQuestionWord(word), word);
  assert.ok(!isQuestionWord("متر"));
});
