import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { Slice, type Node } from "prosemirror-model";
import { bodySchema } from "#stories/body/schema.ts";
import { pasteOf, type Paste } from "./paste.ts";

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, "testing", `${name}.html`), "utf8");

const pasted = (html: string, text = ""): Paste => pasteOf({ slice: "", html, text }, "rtl", false);

function blocks(paste: Paste): string[] {
  assert.equal(paste.kind, "slice");
  return paste.kind === "slice" ? paste.slice.content.content.map(outline) : [];
}

/** A node as one line: its name, its text with marks in brackets, its children. */
function outline(node: Node): string {
  if (node.isText) {
    const marks = node.marks.map((mark) =>
      mark.type.name === "link" ? `link ${String(mark.attrs["href"])}` : mark.type.name,
    );
    return marks.length === 0 ? (node.text ?? "") : `[${marks.join(" ")}: ${node.text}]`;
  }
  const dir = node.attrs["dir"] === "ltr" ? " ltr" : "";
  const inside = node.children.map(outline).join(node.inlineContent ? "" : " ");
  return `${node.type.name}${dir}(${inside})`;
}

test("Word: headings, marks, lists within lists, quotes and tables stay; notes and deleted text go", () => {
  assert.deepEqual(blocks(pasted(fixture("word"))), [
    "heading(موسم القمح)",
    "paragraph(أعلنت سبع تعاونيات [strong: رفع السعر]\u00a0أمس.)",
    "bulletList(listItem(paragraph(قمح صلب) bulletList(listItem(paragraph(من الهضبة)))) listItem(paragraph(شعير)))",
    "orderedList(listItem(paragraph(أولًا)) listItem(paragraph(ثانيًا)))",
    "heading(الأسعار)",
    "quote(paragraph([em: تأخّر القرار موسمين]))",
    "paragraph(باقٍ)",
    "table(tableRow(tableCell(الصنف) tableCell(السعر)) tableRow(tableCell(قمح) tableCell(41)))",
  ]);
});

test("Google Docs: marks that are styles become marks, links lead where they lead, pictures stay outside", () => {
  const paste = pasted(fixture("google-docs"));
  assert.deepEqual(blocks(paste), [
    "heading(موسم القمح)",
    "paragraph(أعلنت سبع تعاونيات [strong: رفع السعر][em:  أمس][superscript: 1])",
    "bulletList(listItem(paragraph(قمح صلب) bulletList(listItem(paragraph(من الهضبة)))) listItem(paragraph(شعير)))",
    "paragraph([link https://example.com/wheat: التقرير])",
  ]);
  assert.equal(paste.kind === "slice" && paste.pictures, 1);
});

test("a web page: the story stays, menus, scripts, forms and hostile links go", () => {
  assert.deepEqual(blocks(pasted(fixture("web-page"))), [
    "heading(موسم القمح)",
    "paragraph(أعلنت سبع [link /2026/wheat?utm_source=x: تعاونيات] [strong: رفع السعر] أمس.)",
    "embed()",
    "paragraph(حقل قمح)",
    "quote(paragraph(تأخّر القرار موسمين))",
    "paragraph ltr(Breaking news in English stays as it is.)",
  ]);
});

test("plain text: paragraphs, line breaks and embeds; an address alone is a link", () => {
  const plain = (text: string) => pasteOf({ slice: "", html: "", text }, "rtl", true);
  assert.deepEqual(blocks(plain("سطر\nثانٍ\n\nفقرة")), [
    "paragraph(سطرhardBreak()ثانٍ)",
    "paragraph(فقرة)",
  ]);
  assert.deepEqual(blocks(plain("https://youtu.be/dQw4w9WgXcQ")), ["embed()"]);
  assert.deepEqual(plain("\u200fhttps://example.com/أ "), {
    kind: "address",
    href: "https://example.com/%D8%A3",
    text: "https://example.com/أ",
  });
  assert.equal(plain(" \n ").kind, "nothing");
});

test("a pasted sentence joins the paragraph it is pasted into", () => {
  const paste = pasted("<p>جملة</p>");
  assert.equal(paste.kind === "slice" && paste.slice.openStart, 1);
});

test("our own slice comes back whole; what pretends to be one is checked by the schema", () => {
  const node = bodySchema.node("pullQuote", { attribution: "سلمى" }, bodySchema.text("قول"));
  const slice = new Slice(bodySchema.node("doc", null, [node]).content, 0, 0);
  const of = (json: unknown, html = "") =>
    pasteOf({ slice: JSON.stringify(json), html, text: "" }, "rtl", false);
  assert.deepEqual(blocks(of(slice.toJSON())), ["pullQuote(قول)"]);
  for (const json of [
    { content: [{ type: "script", content: [] }] },
    {
      content: [
        {
          type: "paragraph",
          content: [
            {
              type: "text",
              text: "س",
              marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }],
            },
          ],
        },
      ],
    },
    { content: 7 },
    [],
  ])
    assert.deepEqual(blocks(of(json, "<p>نص</p>")), ["paragraph(نص)"]);
});

test("whatever is pasted, what comes out is of the schema", () => {
  const part = fc.constantFrom(
    "<ul>", "</ul>", "<li>", "<p style='mso-list:l0 level2'>", "<b style='font-weight:normal'>", "</b>",
    "<span style='font-weight:700;vertical-align:super'>", "</span>", "نص ", "<table><tr><td>", "<td>", "<img src=x>",
    "<p class=MsoQuote>", "</p>", "<h2><b>", "<a href='https://www.google.com/url?q=javascript:x'>", "</a>", "<br>",
    "<blockquote>", "<del>", "<pre>", "<ol><ol><ol><ol><ol><li>",
  ); // prettier-ignore
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const paste = pasted(parts.join(""), "نص");
      if (paste.kind === "slice")
        paste.slice.content.forEach((node) => {
          node.check();
        });
    }),
  );
});

test("a page that costs too much is refused, not read", () => {
  assert.equal(pasted("<div>".repeat(5000)).kind, "tooLarge");
});
