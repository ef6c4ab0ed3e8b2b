import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanText, isOfStory, partsOf } from "./comment-text.ts";

test("a text is kept without what nobody sees, and with one empty line between paragraphs", () => {
  assert.equal(cleanText("  سطر\u202e  واحد \r\n\r\n\r\n\n ثانٍ\u0000 "), "سطر واحد\n\nثانٍ");
  assert.equal(cleanText("می\u200cخواهم"), "می\u200cخواهم");
  assert.equal(cleanText(`ه${"\u0301".repeat(99)}`).length <= 9, true, "no pile of marks");
});

test("paragraphs, lines that begin with >, and web addresses", () => {
  assert.deepEqual(partsOf("> قال\n> وزاد\nأقول\n\nفقرة"), [
    { kind: "quote", lines: [[{ kind: "text", text: "قال" }], [{ kind: "text", text: "وزاد" }]] },
    { kind: "paragraph", lines: [[{ kind: "text", text: "أقول" }]] },
    { kind: "paragraph", lines: [[{ kind: "text", text: "فقرة" }]] },
  ]);
  assert.deepEqual(partsOf("انظر https://example.org/a?b=1، ثم"), [
    {
      kind: "paragraph",
      lines: [
        [
          { kind: "text", text: "انظر " },
          { kind: "link", href: "https://example.org/a?b=1", text: "example.org/a?b=1" },
          { kind: "text", text: "، ثم" },
        ],
      ],
    },
  ]);
});

test("nothing but web addresses of servers becomes a link", () => {
  for (const text of [
    "javascript:alert(1)",
    "data:text/html,x",
    "https://user:pass@example.org/",
    "https://localhost/x",
    "ftp://example.org/",
    "https://",
    "https://exa mple",
  ])
    assert.ok(
      partsOf(text).every(({ lines }) => lines.flat().every(({ kind }) => kind === "text")),
      text,
    );
});

test("a quote is of the story when its words stand there, however lines are broken", () => {
  const body = "فقرة أولى\nعن الماء.\n\nفقرة ثانية.";
  assert.ok(isOfStory("أولى عن  الماء. فقرة", body));
  assert.ok(!isOfStory("عن النار", body));
});
