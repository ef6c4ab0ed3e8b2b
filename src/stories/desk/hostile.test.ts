import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as fc from "fast-check";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { findTestData } from "../body/testing/test-data.ts";
import { ensureEdition } from "../edition.ts";
import { givenPerson, type GivenPerson } from "../testing/given-people.ts";
import { parseDraft } from "./draft-content.ts";
import { createDraft, saveDraft } from "./drafts.ts";
import { getWorkingStory } from "./working-story.ts";

let database: TestDatabase;
let editor: GivenPerson;
let id: string;
before(async () => {
  database = await testDatabase();
  const edition = await ensureEdition(database.pool, "Asia/Riyadh");
  editor = await givenPerson(database.pool, "editor");
  id = await createDraft(database.pool, { edition }, editor, new Date());
});
after(() => database.close());

/** Texts of our own that have broken something somewhere. */
const TEXTS = [
  "\u0000",
  "\ud800 وحيد",
  "\u202eمقلوب\u202c",
  "<script>alert(1)</script>",
  "'; DROP TABLE story; --",
  "${7*7} {{7*7}} %s %n",
  "\u0640".repeat(400),
  "ا\u0651\u0651\u0651\u0651\u0651\u0651\u0651\u0651\u0651\u0651\u0651\u0651",
  "👨‍👩‍👧‍👦".repeat(60),
  "\ufdfd\ufdfa",
  "__proto__",
  " ",
];

const FIELDS = ["headline", "standfirst", "section", "agency", "place", "slug", "lang"] as const;

function naughtyTexts(): string[] {
  const blns = findTestData("hostile/blns.json.gz");
  const arabic = findTestData("hostile/arabic-hostile-examples.jsonl.gz");
  const listed: unknown = blns === undefined ? [] : JSON.parse(blns.toString("utf8"));
  const lines =
    arabic
      ?.toString("utf8")
      .split("\n")
      .filter((line) => line !== "") ?? [];
  return [
    ...(Array.isArray(listed)
      ? listed.filter((text): text is string => typeof text === "string")
      : []),
    ...lines.slice(0, 500).map((line) => {
      const json: unknown = JSON.parse(line);
      return typeof json === "object" && json !== null && "text" in json ? String(json.text) : line;
    }),
  ];
}

/** A value as it is after its way through JSON. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A draft of these texts in every field; where one refuses it, that field is left out. */
function contentOf(text: string): Record<string, unknown> {
  const content: Record<string, unknown> = {
    body: {
      type: "doc",
      content: [
        { type: "paragraph", content: [{ type: "text", text: `${text} ` }] },
        { type: "pullQuote", attrs: { attribution: text.slice(0, 100) } },
      ],
    },
  };
  for (const field of FIELDS) if (isTaken({ [field]: text })) content[field] = text;
  if (isTaken({ topics: [text] })) content["topics"] = [text];
  return content;
}

function isTaken(content: Record<string, unknown>): boolean {
  try {
    parseDraft(content, "ar");
    return true;
  } catch (error) {
    assert.ok(error instanceof Refusal && error.kind === "invalid", String(error));
    assert.match(error.told?.ar ?? "", /\p{Script=Arabic}/u);
    return false;
  }
}

test("any text in any field is refused with a reason or kept as it can be shown", async (t) => {
  const texts = [...TEXTS, ...naughtyTexts()];
  if (texts.length === TEXTS.length) t.diagnostic("../shared/data is not here: only our own texts");
  let { version } = await getWorkingStory(database.pool, id);
  for (const text of texts) {
    const outcome = await saveDraft(
      database.pool,
      { id, base: version, content: contentOf(text) },
      editor,
      new Date(),
    );
    assert.equal(outcome.kind, "saved", JSON.stringify(text));
    if (outcome.kind === "saved") ({ version } = outcome);
  }
  const { content } = await getWorkingStory(database.pool, id);
  assert.deepEqual(plain(parseDraft(content, "ar")), content, "what is kept is clean already");
});

test("any JSON is refused or becomes a draft that stays as it is", () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom(...FIELDS, "body", "picture", "topics"),
      (json, field) => {
        for (const given of [json, { [field]: json }]) {
          let draft;
          try {
            draft = parseDraft(given, "ar");
          } catch (error) {
            assert.ok(error instanceof Refusal, String(error));
            continue;
          }
          assert.deepEqual(plain(parseDraft(plain(draft), "ar")), plain(draft));
        }
      },
    ),
    { numRuns: 300 },
  );
});
