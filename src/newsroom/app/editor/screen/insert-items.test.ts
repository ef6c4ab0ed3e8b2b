import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState } from "prosemirror-state";
import { bodyFromText } from "#stories/body/from-text.ts";
import {
  embedCommand,
  INSERT_NAMES,
  insertCommand,
  insertsFor,
  picturesCommand,
  type InsertName,
} from "./insert-items.ts";

const labels: Record<InsertName, string> = {
  heading2: "عنوان فرعي",
  heading3: "عنوان أصغر",
  picture: "صورة",
  gallery: "معرض صور",
  quote: "اقتباس",
  pullQuote: "اقتباس بارز",
  factBox: "للعلم",
  bulletList: "قائمة",
  orderedList: "قائمة مرقّمة",
  embed: "مقطع أو منشور",
  table: "جدول",
  divider: "فاصل",
};

test("things are found by parts of their names, in both languages, without hamzas and marks", () => {
  assert.deepEqual(insertsFor("مرقمه", labels), ["orderedList"]);
  assert.deepEqual(insertsFor("إقتباس", labels), ["quote", "pullQuote"]);
  assert.deepEqual(insertsFor("youtube", labels), ["embed"]);
  assert.deepEqual(insertsFor("", labels), INSERT_NAMES);
  assert.deepEqual(insertsFor("لا شيء كهذا", labels), []);
});

test("every thing goes into an empty story, and the story stays one of the schema", () => {
  const picture = { id: "0190c5a0-0000-7000-8000-000000000001", alt: "أ", caption: "", credit: "" };
  for (const name of INSERT_NAMES) {
    const command =
      insertCommand(name) ??
      (name === "embed"
        ? embedCommand("https://youtu.be/dQw4w9WgXcQ")
        : picturesCommand([picture, picture], name === "gallery"));
    let state = EditorState.create({ doc: bodyFromText("", "rtl") });
    assert.ok(
      command?.(state, (transaction) => (state = state.apply(transaction))),
      name,
    );
    state.doc.check();
    const made = name.startsWith("heading") ? "heading" : name;
    assert.equal(state.doc.firstChild?.type.name, made);
  }
  assert.equal(embedCommand("https://evil.example/v/1"), undefined);
});
