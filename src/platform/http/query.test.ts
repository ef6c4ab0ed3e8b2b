import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { parseQuery } from "#platform/http/query.ts";
import { Refusal } from "#platform/refusal.ts";

const Query = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(10),
  section: z.string().optional(),
});
const parse = (query: string) => parseQuery(new URL(`http://localhost/${query}`), Query);
const refused = (error: unknown): boolean => error instanceof Refusal && error.kind === "invalid";

test("parseQuery() gives parsed values and defaults", () => {
  assert.deepEqual(parse("?limit=20&section=%D8%B9%D9%84%D9%88%D9%85"), {
    limit: 20,
    section: "علوم",
  });
  assert.deepEqual(parse(""), { limit: 10 });
});

test("parseQuery() refuses what is unknown, repeated or malformed", () => {
  for (const query of [
    "?nope=1",
    "?limit=1&limit=1",
    "?limit=0",
    "?limit=101",
    "?limit=ten",
    "?__proto__=1",
    "?limit[]=1",
    "?toString=1",
  ])
    assert.throws(() => parse(query), refused, query);
});
