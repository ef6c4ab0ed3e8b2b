import assert from "node:assert/strict";
import { test } from "node:test";
import { countWords } from "#arabic/words.ts";
import { bodyFromHtml } from "#stories/body/from-html.ts";
import { bodyText } from "#stories/body/render.ts";
import { wordsOfBody } from "./count-body.ts";

test("the count is that of the story page, block by block", () => {
  const parsed = bodyFromHtml(
    "<p>في عام 2026، بلغت النسبة 90%</p><h2>عنوان فرعي</h2><ul><li>أول<li>ثانٍ ثالث</ul>" +
      "<blockquote><p>قول مأثور</p><cite>سلمى الحدّاد</cite></blockquote><table><tr><td>أ<td>ب</table>",
    "rtl",
  );
  assert.ok(parsed.kind === "body");
  assert.equal(wordsOfBody(parsed.body), countWords(bodyText(parsed.body)));
  assert.equal(wordsOfBody(parsed.body), wordsOfBody(parsed.body));
});
