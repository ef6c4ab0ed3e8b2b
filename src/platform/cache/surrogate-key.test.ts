import assert from "node:assert/strict";
import { test } from "node:test";
import { readSurrogateKey, writeSurrogateKey } from "#platform/cache/surrogate-key.ts";

test("tags with Arabic slugs go through a header and come back", () => {
  const tags = [
    "story:0198-ab",
    "section:العرب-والعالم",
    "topic:a b",
    "topic:100%",
    "author:\ud800x",
  ];
  const value = writeSurrogateKey(tags);
  assert.match(value, /^[\x21-\x7e ]+$/);
  assert.equal(new Headers({ "Surrogate-Key": value }).get("surrogate-key"), value);
  assert.deepEqual(readSurrogateKey(value).slice(0, 4), tags.slice(0, 4));
  assert.equal(readSurrogateKey(value).length, tags.length);
});

test("plain tags stay as they are, and a broken escape is taken as it stands", () => {
  assert.equal(writeSurrogateKey(["home", "section:culture"]), "home section:culture");
  assert.deepEqual(readSurrogateKey("  home  %E0%A4 "), ["home", "%E0%A4"]);
});
