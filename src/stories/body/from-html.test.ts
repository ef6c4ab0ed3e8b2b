import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyFromHtml } from "./from-html.ts";
import { bodyFromText, isEmptyBody } from "./from-text.ts";
import { bodyText, renderBody } from "./render.ts";
import { bodySchema, type BodyDocument } from "./schema.ts";
import { bodyWords } from "./words.ts";

const context = { words: bodyWords("ar"), picture: () => undefined };

function bodyOf(html: string): BodyDocument {
  const parsed = bodyFromHtml(html, "rtl");
  assert.ok(parsed.kind === "body", parsed.kind === "refused" ? parsed.why : "");
  return parsed.body;
}

const rendered = (html: string): string => renderBody(bodyOf(html), context);

const pictures = (html: string): unknown[] =>
  bodyOf(html)
    .children.filter((node) => node.type.name === "picture")
    .map((node) => ({ ...node.attrs }));

/** HTML as other systems write it, and what readers get. */
const CASES: readonly (readonly [string, string])[] = [
  ["<p>أولى</p><p>ثانية</p>", "<p>أولى</p><p>ثانية</p>"],
  ["سطر<br>ثان<br><br>فقرة", "<p>سطر<br>ثان</p><p>فقرة</p>"],
  ["<div><div>عمق</div>ذيل</div>", "<p>عمق</p><p>ذيل</p>"],
  ["أولى\n\nثانية\nتتمة", "<p>أولى</p><p>ثانية تتمة</p>"],
  [
    "<p>\n  فراغ   كثير\t <b> بين </b> الكلمات </p>",
    "<p>فراغ كثير <strong>بين </strong>الكلمات</p>",
  ],
  ["<p>نص <b>غليظ <i>مائل</i></b></p>", "<p>نص <strong>غليظ <em>مائل</em></strong></p>"],
  ["<h1>عنوان</h1><h5>أصغر</h5>", "<h2>عنوان</h2><h3>أصغر</h3>"],
  ["<p><span style='color:red'>ملون</span> <u>مسطر</u></p>", "<p>ملون مسطر</p>"],
  [
    '<a href="https://a.example/%D8%A7?x=1&y=2">رابط</a>',
    '<p><a href="https://a.example/%D8%A7?x=1&amp;y=2">رابط</a></p>',
  ],
  [
    '<a href="/قسم/خبر">داخلي</a>',
    '<p><a href="/%D9%82%D8%B3%D9%85/%D8%AE%D8%A8%D8%B1">داخلي</a></p>',
  ],
  ['<a href="mailto:desk@a.example">بريد</a>', '<p><a href="mailto:desk@a.example">بريد</a></p>'],
  ['<a href="relative/path">نسبي</a>', "<p>نسبي</p>"],
  [
    "<ul><li>أ</li><li>ب<ol><li>ج</li></ol></li></ul>",
    "<ul><li>أ</li><li><p>ب</p><ol><li>ج</li></ol></li></ul>",
  ],
  ["<ol start=5><li>خمسة</ol>", '<ol start="5"><li>خمسة</li></ol>'],
  ["<ul>طليق<li>بند</ul>", "<ul><li>طليق</li><li>بند</li></ul>"],
  ["<blockquote><p>قول</p></blockquote>", '<blockquote class="quote"><p>قول</p></blockquote>'],
  [
    "<blockquote><h2>عنوان</h2>قول</blockquote>",
    '<blockquote class="quote"><p>عنوان</p><p>قول</p></blockquote>',
  ],
  [
    "<blockquote><p>قول</p><footer>قائل</footer></blockquote>",
    '<blockquote class="quote"><p>قول</p><footer><cite>قائل</cite></footer></blockquote>',
  ],
  [
    '<blockquote class="pull"><p>قول <em>كبير</em></p><footer>قائل</footer></blockquote>',
    '<figure class="pull-quote"><blockquote><p>قول كبير</p></blockquote><figcaption>قائل</figcaption></figure>',
  ],
  [
    '<figure class="pull-quote"><blockquote><p>قول</p></blockquote><figcaption>قائل</figcaption></figure>',
    '<figure class="pull-quote"><blockquote><p>قول</p></blockquote><figcaption>قائل</figcaption></figure>',
  ],
  [
    '<aside class="fact"><h3>للعلم</h3><p>حقيقة</p></aside>',
    '<aside class="fact-box" aria-label="للعلم"><p class="fact-box-title">للعلم</p><p>حقيقة</p></aside>',
  ],
  [
    '<aside class="fact-box"><p class="fact-box-title">للعلم</p><p>حقيقة</p></aside>',
    '<aside class="fact-box" aria-label="للعلم"><p class="fact-box-title">للعلم</p><p>حقيقة</p></aside>',
  ],
  ["<aside><p>جانب</p></aside>", "<p>جانب</p>"],
  ["<dl><dt>لفظ<dd>معنى</dl>", "<p><strong>لفظ</strong></p><p>معنى</p>"],
  ["<p>قبل<hr>بعد", "<p>قبل</p><hr><p>بعد</p>"],
  [
    "<table><tr><th>سنة<th>عدد<tr><td>2025<td>7</table>",
    '<div class="table" role="region" tabindex="0" aria-label="جدول"><table><tbody><tr><th>سنة</th><th>عدد</th></tr><tr><td>2025</td><td>7</td></tr></tbody></table></div>',
  ],
  ["<table><tr><td><p>خبر</p><p>تتمة</p></td></tr></table>", "<p>خبر</p><p>تتمة</p>"],
  ["<pre>سطر\n  ثان</pre>", "<p><code>سطر</code><br><code>\u00a0\u00a0ثان</code></p>"],
  [
    "<p>This paragraph is English</p><p>نص</p>",
    '<p dir="ltr">This paragraph is English</p><p>نص</p>',
  ],
  [
    "<p>H<sub>2</sub>O و م<sup>2</sup> هنا في النص</p>",
    "<p>H<sub>2</sub>O و م<sup>2</sup> هنا في النص</p>",
  ],
  ["<p>قبل<script>alert(1)</script>بعد</p><style>p{}</style>", "<p>قبلبعد</p>"],
  ["<p>ظاهر<span style='display:none'>مخفي</span><span hidden>مخفي</span></p>", "<p>ظاهر</p>"],
  ["<p>&nbsp;</p><p> </p><p>\u200f</p>نص", "<p>نص</p>"],
  ["<!-- wp:paragraph --><p>نص</p><!-- /wp:paragraph -->", "<p>نص</p>"],
  ["<p>قوس «<em>أول</em>» و<em>ثان</em></p>", "<p>قوس «<em>أول</em>» و<em>ثان</em></p>"],
];

test("HTML of other systems becomes blocks", () => {
  for (const [html, expected] of CASES) assert.equal(rendered(html), expected, html);
});

test("embeds are known by frame, by quote and by a bare address; other frames go", () => {
  const urls = (html: string) =>
    bodyOf(html)
      .children.filter((node) => node.type.name === "embed")
      .map((node) => String(node.attrs["url"]));
  const youtube = "https://www.youtube.com/watch?v=abc-EFG_123";
  assert.deepEqual(urls('<iframe src="//www.youtube.com/embed/abc-EFG_123?rel=0"></iframe>'), [
    youtube,
  ]);
  assert.deepEqual(urls("<p>قبل</p><p>https://youtu.be/abc-EFG_123?t=5</p><p>بعد</p>"), [youtube]);
  assert.deepEqual(urls("<p>انظر https://youtu.be/abc-EFG_123 هنا</p>"), []);
  assert.deepEqual(
    urls(
      '<blockquote class="twitter-tweet"><p>نص <a href="https://t.co/x">x</a></p><a href="https://twitter.com/desk/status/1234567890?s=20">يوم</a></blockquote>',
    ),
    ["https://x.com/desk/status/1234567890"],
  );
  assert.deepEqual(
    urls(
      '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Abc_12345/?utm=1"></blockquote>',
    ),
    ["https://www.instagram.com/p/Abc_12345/"],
  );
  assert.deepEqual(
    urls(
      '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@desk/video/7123456789012345678"></blockquote>',
    ),
    ["https://www.tiktok.com/@desk/video/7123456789012345678"],
  );
  assert.deepEqual(
    urls(
      '<iframe src="https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fdesk%2Fvideos%2F123456%2F"></iframe>',
    ),
    ["https://www.facebook.com/desk/videos/123456"],
  );
  assert.deepEqual(urls('<iframe src="https://maps.example/embed"></iframe>'), []);
});

test("pictures keep their address, words and place; counters of one pixel go", () => {
  assert.deepEqual(
    pictures(
      '<figure><a href=/x><img src="https://a.example/1.jpg" alt="نافذة"></a><figcaption>نافذة من الداخل</figcaption></figure>',
    ),
    [
      {
        id: null,
        src: "https://a.example/1.jpg",
        alt: "نافذة",
        caption: "نافذة من الداخل",
        credit: "",
      },
    ],
  );
  assert.deepEqual(
    pictures('<p>قبل <img data-src="//a.example/2.jpg" src="data:image/gif;base64,R0"> بعد</p>')
      .length,
    1,
  );
  assert.deepEqual(
    pictures('<img src="https://a.example/t.gif" width=1 height=1><img src="file:///etc/passwd">'),
    [],
  );
  assert.equal(
    rendered('<p>قبل <img src="https://a.example/2.jpg"> بعد</p>'),
    "<p>قبل</p><p>بعد</p>",
  );
});

test("plain text: blank lines part paragraphs, single line ends stay", () => {
  const html = (text: string) => renderBody(bodyFromText(text, "rtl"), context);
  assert.equal(html("أولى\r\n\r\nثانية\r\nتتمة"), "<p>أولى</p><p>ثانية<br>تتمة</p>");
  assert.equal(html("أولى\n \t \n\n\nثانية"), "<p>أولى</p><p>ثانية</p>");
  assert.equal(html("5 < 6 & 7"), "<p>5 &lt; 6 &amp; 7</p>");
  assert.ok(isEmptyBody(bodyFromText(" \n\n\u200f ", "rtl")));
});

test("bodyText() keeps the words of every block", () => {
  const body = bodyOf(
    "<h2>عنوان</h2><p>سطر<br>ثان</p><ul><li>أ<li>ب</ul><table><tr><td>1<td>2<tr><td>3<td>4</table>",
  );
  assert.equal(bodyText(body), "عنوان\n\nسطر\nثان\n\nأ\nب\n\n1\t2\n3\t4");
});

test("what we render ourselves comes back as it was", () => {
  const text = (words: string) => [{ type: "text", text: words }];
  const paragraph = (words: string) => ({ type: "paragraph", content: text(words) });
  const list = (name: string) => ({
    type: name,
    content: [{ type: "listItem", content: [paragraph("بند")] }],
  });
  const body = bodySchema.nodeFromJSON({
    type: "doc",
    content: [
      { type: "heading", attrs: { level: 3 }, content: text("باب") },
      {
        type: "paragraph",
        content: [
          ...text("نص "),
          {
            type: "text",
            text: "رابط",
            marks: [{ type: "link", attrs: { href: "/x?y=1&z=2" } }, { type: "em" }],
          },
          { type: "hardBreak" },
          { type: "text", text: "x + y", marks: [{ type: "code" }] },
        ],
      },
      { type: "quote", attrs: { cite: "قائل" }, content: [paragraph("قول"), list("bulletList")] },
      { type: "pullQuote", attrs: { attribution: "صاحبة القول" }, content: text("قول كبير") },
      {
        type: "factBox",
        attrs: { title: "حقائق" },
        content: [paragraph("حقيقة"), list("orderedList")],
      },
      {
        type: "embed",
        attrs: { provider: "x", url: "https://x.com/desk/status/12345", caption: "منشور" },
      },
      { type: "divider" },
      {
        type: "table",
        content: [
          {
            type: "tableRow",
            content: [
              { type: "tableCell", attrs: { header: true }, content: text("سنة") },
              { type: "tableCell", content: text("عدد") },
            ],
          },
        ],
      },
      { type: "paragraph", attrs: { dir: "ltr" }, content: text("In English") },
    ],
  });
  body.check();
  assert.deepEqual(bodyOf(renderBody(body, context)).toJSON(), body.toJSON());
});
