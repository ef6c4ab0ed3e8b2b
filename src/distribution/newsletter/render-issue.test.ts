import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, type DefaultTreeAdapterTypes as Tree } from "parse5";
import type { Edition } from "#stories/story.ts";
import { givenStory, hostileStory } from "../testing/given-story.ts";
import { OWN_HOSTILE_TEXTS, sharedHostileTexts } from "../testing/hostile-texts.ts";
import { bodyOf, headerOf } from "../testing/mail-server.ts";
import { composeCopies } from "./bulk-mail.ts";
import { renderIssue, type IssueParts } from "./render-issue.ts";

const edition: Edition = {
  code: "ar",
  name: "ورّاق",
  tagline: "",
  description: "",
  lang: "ar",
  zone: "Asia/Riyadh",
  digits: "latn",
  months: "gulf",
  hijriOffset: undefined,
  accent: "#a5201b",
  logo: undefined,
  readingSpeed: undefined,
  navigation: undefined,
  social: [],
  requireSecondFactor: false,
  version: 1,
};
const look = {
  edition,
  siteUrl: "https://news.example",
  accents: { light: "#a5201b", dark: "#ff8a80" },
};
const issue = (changes: Partial<IssueParts> = {}): IssueParts => ({
  id: "01980000-0000-7000-8000-0000000000aa",
  kind: "daily",
  subject: "الأكثر قراءة",
  title: "الأكثر قراءة، الأربعاء",
  note: "مرتبة بحسب مجموع المشاهدات.",
  intro: "",
  cards: [givenStory(), givenStory({ direction: "ltr", headline: "An English headline" })],
  isRanked: true,
  ...changes,
});

function elementsOf(node: Tree.ParentNode): Tree.Element[] {
  return node.childNodes.flatMap((child) =>
    "tagName" in child ? [child, ...elementsOf(child)] : [],
  );
}

const ALLOWED = new Set(
  "html head meta title style body div table tbody tr td a img h1 h2 p".split(" "),
);
const ATTRIBUTES = new Set(
  "lang dir xmlns:o charset name content class style role width cellpadding cellspacing border align valign href src alt".split(
    " ",
  ),
);

/** What a mail must never hold, whatever a story says. */
function assertHarmless(html: string, text: string): void {
  for (const { tagName, attrs } of elementsOf(parse(html))) {
    assert.ok(ALLOWED.has(tagName), `<${tagName}> in ${text}`);
    for (const { name, value } of attrs) {
      assert.ok(ATTRIBUTES.has(name), `${name} in ${text}`);
      if (name === "href" || name === "src")
        assert.match(value, /^(?:https:\/\/news\.example\/|zz-place-)/);
    }
  }
  assert.equal(html, html.toWellFormed());
}

test("an issue is right to left in every cell, numbered, and each story keeps its own direction", () => {
  const { html, text, links } = renderIssue(issue(), look);
  const cells = elementsOf(parse(html)).filter(({ tagName }) => tagName === "td");
  const isRtl = ({ attrs }: Tree.Element) =>
    attrs.some(({ name, value }) => name === "dir" && value === "rtl");
  assert.ok(cells.filter((cell) => !isRtl(cell)).length <= 1, "all but the sheet's own cell");
  assert.match(html, /<h2 dir="ltr"[^>]*text-align:left/);
  assert.match(html, /prefers-color-scheme:dark/);
  assert.match(text, /^1\. مرصد[\s\S]*^2\. An English headline/m);
  assert.equal(links.length, 3);
  assert.ok(Buffer.byteLength(html) < 100_000, "mail programs cut what is longer than 102 kB");
  assertHarmless(html, "an ordinary issue");
});

test("hostile headlines, names and subjects stay text in HTML, text and headers of a mail", async () => {
  const texts = [...OWN_HOSTILE_TEXTS, ...(sharedHostileTexts() ?? [])];
  let composed = 0;
  for (const [index, hostile] of texts.entries()) {
    const rendered = renderIssue(
      issue({
        subject: hostile,
        title: hostile,
        note: hostile,
        intro: hostile,
        cards: [hostileStory(hostile)],
        isRanked: false,
        kind: "issues",
      }),
      { ...look, edition: { ...edition, name: index % 2 === 0 ? hostile : "ورّاق" } },
    );
    assertHarmless(rendered.html, JSON.stringify(hostile.slice(0, 80)));
    assert.doesNotMatch(rendered.subject, /[\p{Cc}\u202a-\u202e]/u);
    // Composing takes a millisecond or two: every twentieth of the large collections does.
    if (index >= OWN_HOSTILE_TEXTS.length && index % 20 !== 0) continue;
    composed += 1;
    const copyOf = await composeCopies({
      from: { name: hostile.toWellFormed(), address: "no-reply@news.example" },
      subject: rendered.subject,
      text: rendered.text,
      html: rendered.html,
      headers: { "List-Unsubscribe": "<https://news.example/x/zz-place-token-zz>" },
    });
    const to = "a@mail.example\r\nBcc: thief@evil.example";
    const raw = copyOf({
      to,
      places: { token: "t", leave: "https://news.example/l", change: "https://news.example/c" },
    }).toString("latin1");
    const head = raw.slice(0, raw.indexOf("\r\n\r\n"));
    assert.doesNotMatch(head, /^(?:bcc|x-)[^\r\n]*:/im, hostile);
    assert.match(headerOf(raw, "list-unsubscribe"), /\/x\/t>$/);
    assert.equal(bodyOf(raw, "text/html").includes("https://news.example/l"), true);
  }
  assert.ok(composed >= OWN_HOSTILE_TEXTS.length);
});
