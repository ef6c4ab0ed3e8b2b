import assert from "node:assert/strict";
import { test } from "node:test";
import { bodySchema } from "#stories/body/schema.ts";
import { draftJson } from "./draft-json.ts";

const FIELDS = {
  headline: 'عنوان "بين" علامتين',
  standfirst: "",
  section: "",
  topics: ["أ", "ب"],
  authors: [],
  agency: "",
  place: "",
  lang: "ar",
  slug: "",
  picture: undefined,
};

test("a draft as text is the JSON of its fields and its body, before and after a change", () => {
  const list = {
    type: "bulletList",
    content: [
      {
        type: "listItem",
        content: [{ type: "paragraph", content: [{ type: "text", text: "بند\uD800" }] }],
      },
    ],
  };
  const paragraph = (text: string) => ({ type: "paragraph", content: [{ type: "text", text }] });
  for (const content of [
    [list, paragraph("أ")],
    [list, paragraph("أب")],
    [{ type: "paragraph" }],
  ]) {
    const body = bodySchema.nodeFromJSON({ type: "doc", content });
    for (let time = 0; time < 2; time += 1)
      assert.deepEqual(
        JSON.parse(draftJson(FIELDS, body)),
        JSON.parse(JSON.stringify({ ...FIELDS, body: body.toJSON() })),
      );
  }
});

test("only blocks that changed are written anew", () => {
  let asked = 0;
  const { paragraph } = bodySchema.nodes;
  const blocks = Array.from({ length: 50 }, () => paragraph.create(null, bodySchema.text("نص")));
  for (const block of blocks) {
    const toJSON = block.toJSON.bind(block);
    block.toJSON = () => {
      asked += 1;
      return toJSON();
    };
  }
  const body = bodySchema.node("doc", null, blocks);
  draftJson(FIELDS, body);
  assert.equal(asked, 50);
  const typed = paragraph.create(null, bodySchema.text("نص آخر"));
  draftJson(FIELDS, body.copy(body.content.replaceChild(3, typed)));
  assert.equal(asked, 50);
});
