import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import * as fc from "fast-check";
import { bodyFromHtml } from "./from-html.ts";
import { bodyFromText } from "./from-text.ts";
import { parseBody } from "./parse.ts";
import { bodyText, renderBody } from "./render.ts";
import { bodySchema, type BodyDocument } from "./schema.ts";
import { violations } from "./testing/violations.ts";
import { filesOfTar, findTestData } from "./testing/test-data.ts";
import { bodyWords } from "./words.ts";

const PICTURE = "0190c5a0-0000-7000-8000-000000000001";
const context = {
  words: bodyWords("ar"),
  picture: () => ({
    width: 800,
    height: 600,
    src: `/media/${PICTURE}/800.webp`,
    srcset: `/media/${PICTURE}/800.webp 800w`,
  }),
};

/** The body must be one of the schema, come back equal from its JSON, and render to nothing that runs. */
function holds(body: BodyDocument, of: string): void {
  body.check();
  const again = parseBody(JSON.parse(JSON.stringify(body.toJSON())));
  assert.equal(again.kind, "body", `${of}: ${again.kind === "refused" ? again.why : ""}`);
  if (again.kind === "body") assert.ok(again.body.eq(body), `${of}: differs after its JSON`);
  const html = renderBody(body, context);
  assert.deepEqual(violations(html), [], `${of} gives ${html}`);
  bodyText(body);
}

function importHtml(html: string): void {
  for (const direction of ["rtl", "ltr"] as const) {
    const parsed = bodyFromHtml(html, direction);
    if (parsed.kind === "body") holds(parsed.body, html.slice(0, 500));
  }
}

/** Payloads of our own, one for each way in that we know of. */
const PAYLOADS = [
  "<script>alert(1)</script>",
  "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
  '<img src=x onerror="alert(1)">',
  '<img src="javascript:alert(1)">',
  '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
  "<svg><script>alert(1)</script></svg>",
  "<svg/onload=alert(1)>",
  "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  "<math><a xlink:href=javascript:alert(1)>x",
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" \u0001javascript:alert(1)">x</a>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt&colon;alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="//evil.example/">x</a>',
  '<a href="/\\evil.example/">x</a>',
  '<a href="/\t/evil.example/">x</a>',
  '<a href="https:evil.example">x</a>',
  '<a href="blob:https://evil.example/1">x</a>',
  '<a href="https://user:secret@evil.example/">x</a>',
  '<a href="x" onclick="alert(1)" style="position:fixed;inset:0">x</a>',
  '<iframe src="https://evil.example/"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe src="https://www.youtube.com.evil.example/embed/abcdefghijk"></iframe>',
  '<iframe src="javascript:alert(1)//https://www.youtube.com/embed/abcdefghijk"></iframe>',
  '<iframe src="https://www.youtube.com/embed/abcdefghijk?autoplay=1&origin=%22%3E%3Cscript%3E"></iframe>',
  '<object data="x.swf"></object><embed src="x.swf"><applet code=x>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  "<template><script>alert(1)</script></template>",
  "<title><img src=x onerror=alert(1)></title>",
  "<textarea><img src=x onerror=alert(1)></textarea>",
  "<xmp><img src=x onerror=alert(1)></xmp><plaintext><script>alert(1)",
  "<!--<img src=x onerror=alert(1)>--><!--><script>alert(1)</script>-->",
  "<![CDATA[<script>alert(1)</script>]]><?xml version=1?>",
  '<base href="https://evil.example/"><link rel=stylesheet href=x><meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  "<form action=javascript:alert(1)><input type=submit><button formaction=javascript:alert(1)>x</button></form>",
  "<p id=getElementById name=cookie>x</p><a id=defaultView href=/x>y</a>",
  '<p style="background:url(javascript:alert(1))">x</p>',
  "<table background=javascript:alert(1)><tr><td>a<td>b<script>x</script></table>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  '"><script>alert(1)</script>',
  "<p dir=\"rtl' onmouseover='alert(1)\">x</p>",
  "<blockquote cite='javascript:alert(1)'>x</blockquote>",
  '<blockquote class="twitter-tweet"><a href="https://twitter.com/a/status/1?x=\'><script>">x</a></blockquote>',
  "<b><a href=/x><i><div><script>1</script><p>x</b>y</i>z",
  "<x-element onclick=1><slot name=x><custom>text</custom>",
  "\u202e<b>gnirts\u202c</b>\u0000\ud800",
];

test("HTML made to attack gives nothing that runs", () => {
  for (const payload of PAYLOADS) importHtml(payload);
  importHtml(PAYLOADS.join(""));
  importHtml(PAYLOADS.map((payload) => `<div>${payload}</div>`).join("<p>"));
});

test("text and attributes that look like HTML are shown, not run", () => {
  for (const payload of PAYLOADS) holds(bodyFromText(payload, "rtl"), payload);
  const text = "<img src=x onerror=alert(1)>\"'&";
  const body = bodySchema.nodeFromJSON({
    type: "doc",
    content: [
      {
        type: "quote",
        attrs: { cite: text },
        content: [{ type: "paragraph", content: [{ type: "text", text }] }],
      },
      { type: "pullQuote", attrs: { attribution: text }, content: [{ type: "text", text }] },
      { type: "picture", attrs: { id: PICTURE, alt: text, caption: text, credit: text } },
      {
        type: "embed",
        attrs: {
          provider: "youtube",
          url: "https://www.youtube.com/watch?v=abcdefghijk",
          caption: text,
        },
      },
      {
        type: "factBox",
        attrs: { title: text },
        content: [{ type: "paragraph", content: [{ type: "text", text }] }],
      },
    ],
  });
  holds(body, text);
  assert.equal(renderBody(body, context).split("&lt;img").length - 1, 11);
});

test("documents that an editor would not make are refused", () => {
  const paragraph = (...content: unknown[]) => ({
    type: "doc",
    content: [{ type: "paragraph", content }],
  });
  const marked = (mark: unknown) => paragraph({ type: "text", text: "x", marks: [mark] });
  let deep: unknown = { type: "paragraph" };
  for (let level = 0; level < 50; level += 1)
    deep = {
      type: "bulletList",
      content: [{ type: "listItem", content: [{ type: "paragraph" }, deep] }],
    };
  const refused: unknown[] = [
    undefined,
    null,
    "text",
    [],
    {},
    { type: "paragraph" },
    { type: "doc" },
    { type: "doc", content: [] },
    { type: "doc", content: {} },
    { type: "doc", content: [null] },
    { type: "doc", content: [{ type: "script", content: [] }] },
    { type: "doc", content: [{ type: "constructor" }] },
    { type: "__proto__" },
    JSON.parse('{"type":"doc","__proto__":{"x":1},"content":[{"type":"paragraph"}]}'),
    { type: "doc", content: [{ type: "paragraph", attrs: { onclick: "x" } }] },
    { type: "doc", content: [{ type: "paragraph", attrs: { dir: 'rtl" onclick="x' } }] },
    { type: "doc", content: [{ type: "heading", attrs: { level: 1 } }] },
    { type: "doc", content: [{ type: "heading", attrs: { level: "2" } }] },
    { type: "doc", content: [{ type: "listItem", content: [{ type: "paragraph" }] }] },
    { type: "doc", content: [{ type: "picture", attrs: { id: "../../etc/passwd" } }] },
    { type: "doc", content: [{ type: "picture", attrs: { src: "javascript:alert(1)" } }] },
    {
      type: "doc",
      content: [{ type: "embed", attrs: { provider: "youtube", url: "https://evil.example/" } }],
    },
    {
      type: "doc",
      content: [
        {
          type: "embed",
          attrs: { provider: "evil", url: "https://www.youtube.com/watch?v=abcdefghijk" },
        },
      ],
    },
    { type: "doc", content: [{ type: "embed" }] },
    paragraph({ type: "text" }),
    paragraph({ type: "text", text: 5 }),
    paragraph({ type: "text", text: "x", html: "<b>" }),
    paragraph({ type: "paragraph" }),
    marked({ type: "style" }),
    marked({ type: "link" }),
    marked({ type: "link", attrs: { href: "javascript:alert(1)" } }),
    marked({ type: "link", attrs: { href: "//evil.example" } }),
    marked({ type: "link", attrs: { href: "/ok", onclick: "x" } }),
    marked("strong"),
    paragraph({
      type: "text",
      text: "x",
      marks: Array.from({ length: 99 }, () => ({ type: "em" })),
    }),
    { type: "doc", content: [deep] },
    { type: "doc", content: Array.from({ length: 20_001 }, () => ({ type: "divider" })) },
    paragraph({ type: "text", text: "ا".repeat(500_001) }),
  ];
  for (const json of refused) {
    const parsed = parseBody(json);
    assert.equal(parsed.kind, "refused", JSON.stringify(json)?.slice(0, 200));
    if (parsed.kind === "refused") assert.match(parsed.why, /^body: .+/);
  }
});

test("HTML made to cost time is read or refused quickly", () => {
  const bombs = [
    "<div>".repeat(200_000),
    "<b>".repeat(300_000),
    `${Array.from({ length: 150 }, (_, index) => `<font size=${index}>`).join("")}${"<p>x".repeat(200_000)}`,
    `<a ${Array.from({ length: 100_000 }, (_, index) => `a${index}`).join(" ")}>`,
    `<table>${"x<b></b>".repeat(100_000)}`,
    "<a><table>".repeat(90_000),
    "<ul><li>".repeat(100_000),
    "<table><tr><td>".repeat(60_000),
    "<blockquote>".repeat(80_000),
    "<figure><img src=https://a.example/x.jpg>".repeat(20_000),
    `<p>${"<i>x</i> ".repeat(100_000)}`,
    "&amp;".repeat(200_000),
    " ".repeat(1_000_000),
    "<br>".repeat(250_000),
    "\u0301".repeat(1_000_000),
    "<select><option>".repeat(50_000),
    "<svg><foreignObject>".repeat(40_000),
  ];
  for (const bomb of bombs) {
    const begun = performance.now();
    const parsed = bodyFromHtml(bomb, "rtl");
    const tookMs = performance.now() - begun;
    assert.ok(tookMs < 3000, `${bomb.slice(0, 40)} took ${Math.round(tookMs)} ms`);
    if (parsed.kind === "body") renderBody(parsed.body, context);
  }
});

const FRAGMENTS = [
  ...PAYLOADS,
  ..."<p>|</p>|<div>|</div>|<ul>|<li>|</ul>|<ol start=3>|<table>|<tr>|<td>|<th>|</table>|<b>|</b>|<i>|</i>|<a href=/x>|</a>|<blockquote>|</blockquote>|<h1>|<h3>|</h3>|<br>|<br><br>|<hr>|<pre>|</pre>|<figure>|<figcaption>|</figure>|<img src=https://a.example/x.jpg alt=y>|<sup>|<sub>|<code>|</code>|<details>|<dl>|<dt>|<dd>|نص عربي|English text|https://youtu.be/abcdefghijk|\n\n| |&nbsp;".split(
    "|",
  ),
];

test("any mixture of tags and texts gives a body that holds", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 30 }), (parts) =>
      importHtml(parts.join("")),
    ),
    { numRuns: 400 },
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      importHtml(text);
      holds(bodyFromText(text, "rtl"), text);
    }),
    { numRuns: 300 },
  );
});

test("any JSON is either refused or a body that holds", () => {
  const node = fc.letrec((tie) => ({
    node: fc.record(
      {
        type: fc.constantFrom(
          "doc",
          "paragraph",
          "text",
          "heading",
          "quote",
          "bulletList",
          "listItem",
          "picture",
          "embed",
          "table",
          "tableRow",
          "tableCell",
          "hardBreak",
          "divider",
          "factBox",
          "pullQuote",
          "script",
        ),
        text: fc.string(),
        attrs: fc.dictionary(
          fc.constantFrom("dir", "level", "href", "id", "src", "alt", "url", "provider"),
          fc.oneof(
            fc.constantFrom("rtl", "ltr", "youtube", "https://x.com/a/status/12345"),
            fc.anything(),
          ),
        ),
        marks: fc.array(fc.record({ type: fc.constantFrom("strong", "em", "link", "code") }), {
          maxLength: 2,
        }),
        content: fc.array(tie("node"), { maxLength: 3 }),
      },
      { requiredKeys: ["type"] },
    ),
  })).node;
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), node), (json) => {
      const parsed = parseBody(json);
      if (parsed.kind === "body") holds(parsed.body, JSON.stringify(json));
    }),
    { numRuns: 2000 },
  );
});

function eachLine(context: TestContext, name: string, use: (line: unknown) => void): void {
  const bytes = findTestData(name);
  if (bytes === undefined) {
    context.skip(`${name} is not on this machine`);
    return;
  }
  const lines = bytes
    .toString("utf8")
    .split("\n")
    .filter((line) => line.trim() !== "");
  for (const line of lines) use(JSON.parse(line));
}

const textField = (json: unknown, name: string): string => {
  const value: unknown = typeof json === "object" && json !== null ? Reflect.get(json, name) : "";
  return typeof value === "string" ? value : "";
};

test("DOMPurify's fixtures", (t) => {
  eachLine(t, "hostile/dompurify-fixtures.jsonl.gz", (line) =>
    importHtml(textField(line, "payload")),
  );
});

test("naughty strings and Markdown's HTML", (t) => {
  for (const name of ["hostile/blns.json.gz", "hostile/commonmark-0.31-spec-tests.json.gz"])
    eachLine(t, name, (list) => {
      assert.ok(Array.isArray(list) && list.length > 100);
      for (const one of list) {
        const text = typeof one === "string" ? one : textField(one, "html");
        importHtml(text);
        holds(bodyFromText(text, "rtl"), text);
      }
    });
});

test("html5lib's inputs", (t) => {
  const tar = findTestData("hostile/html5lib-tests.tar.gz");
  if (tar === undefined) {
    t.skip("hostile/html5lib-tests.tar.gz is not on this machine");
    return;
  }
  let inputs = 0;
  for (const { name, text } of filesOfTar(tar)) {
    if (name.endsWith(".test")) {
      const json: unknown = JSON.parse(text);
      const tests: unknown =
        typeof json === "object" && json !== null ? Reflect.get(json, "tests") : [];
      for (const one of Array.isArray(tests) ? tests : []) {
        importHtml(textField(one, "input"));
        inputs += 1;
      }
    } else importHtml(text.slice(0, 900_000));
  }
  assert.ok(inputs > 1000, `${inputs} inputs`);
});
