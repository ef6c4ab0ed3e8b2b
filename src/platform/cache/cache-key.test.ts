import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { ROUTES, readTarget, type RouteRule } from "./cache-key.ts";

const read = (raw: string, routes: readonly RouteRule[] = ROUTES) => readTarget(raw, routes);

function pageAt(raw: string) {
  const target = read(raw);
  assert.equal(target.kind, "page", `${raw} is a page`);
  if (target.kind !== "page") throw new Error("unreachable");
  return target;
}

function keyOf(raw: string): string | undefined {
  return pageAt(raw).key;
}

test("all writings of one address have one key", () => {
  const key = keyOf("/%D8%B1%D8%A3%D9%8A/2026");
  assert.equal(key, "/%D8%B1%D8%A3%D9%8A/2026");
  assert.equal(keyOf("/%d8%b1%d8%a3%d9%8a/2026"), key, "lower-case escapes");
  assert.equal(keyOf("/رأي/2026"), key, "letters");
  assert.equal(keyOf(Buffer.from("/رأي/2026").toString("latin1")), key, "bytes as Node gives them");
  assert.equal(keyOf(`/${encodeURIComponent("رأي".normalize("NFD"))}/2026`), key, "NFD");
  assert.equal(keyOf("http://news.example/%D8%B1%D8%A3%D9%8A/2026"), key, "absolute form");
  assert.equal(keyOf("HTTPS://evil.example:1/%D8%B1%D8%A3%D9%8A/2026"), key, "another host");
  assert.equal(pageAt("/%D8%B1%D8%A3%D9%8A/2026").path, "/رأي/2026");
  assert.equal(keyOf("/%73ections"), "/sections");
  assert.equal(keyOf("http://news.example"), "/");
  assert.equal(keyOf("http://news.example?view=reading"), "/");
});

test("each kind of page has parameters of its own, so that invented ones make no second copy", () => {
  assert.equal(keyOf("/?cursor=abc&view=reading&page=2&day=2030-01-01"), "/");
  assert.equal(keyOf("/economy?cursor=abc&view=reading&page=2"), "/economy?cursor=abc");
  assert.equal(keyOf("/topics/x?cursor=abc"), "/topics/x?cursor=abc");
  assert.equal(keyOf("/a/2030/01/02/b?cursor=abc&view=reading"), "/a/2030/01/02/b?view=reading");
});

test("parameters that are neither ours nor noise may be an old address", () => {
  assert.equal(pageAt("/show.php?id=10").oldAddress, "/show.php?id=10");
  assert.equal(pageAt("/?p=123&utm_source=x").oldAddress, "/?p=123&utm_source=x");
  assert.equal(pageAt("/a?utm_source=x&fbclid=1&cursor=b").oldAddress, undefined);
  assert.equal(pageAt("/a").oldAddress, undefined);
  assert.equal(pageAt("/api/v1/stories?x=1").oldAddress, undefined);
});

test("only parameters of the allowlist, in one order, change the key and reach the page", () => {
  const story = "/a/2030/01/02/b";
  assert.equal(keyOf(`${story}?utm_source=x&fbclid=y`), story);
  assert.equal(keyOf(`${story}?utm_source=x&view=reading`), `${story}?view=reading`);
  assert.equal(
    keyOf("/api/v1/stories?limit=2&section=a"),
    keyOf("/api/v1/stories?section=a&limit=2"),
  );
  assert.equal(
    keyOf(`${story}?view=reading&view=other`),
    `${story}?view=reading`,
    "the first of two",
  );
  assert.equal(keyOf(`${story}?view=whatever`), story, "a value that is none");
  assert.equal(keyOf("/a?cursor=%00&cursor=x"), "/a?cursor=x", "the first that is one");
  assert.equal(keyOf("/a?"), "/a");
  assert.equal(keyOf(`${story}?%76iew=read%69ng`), `${story}?view=reading`);
  assert.equal(keyOf("/a?__proto__=1&constructor=2&toString=3"), "/a");
  assert.equal(pageAt(`${story}?utm_source=x&view=reading`).url, `${story}?view=reading`);
  assert.equal(
    keyOf("/search?q=%D9%82%D9%85%D8%A9+%D8%B9%D8%B1%D8%A8%D9%8A%D8%A9&utm=1"),
    `/search?q=${encodeURIComponent("قمة عربية")}`,
  );
});

test("programs are shown their unknown, repeated and malformed parameters, past the cache", () => {
  for (const query of ["x=1", "limit=1&limit=2", "limit=ten", "limit=1&section="]) {
    const target = pageAt(`/api/v1/stories?${query}`);
    assert.equal(target.key, undefined, query);
    assert.equal(target.url, `/api/v1/stories?${query}`);
  }
  assert.equal(keyOf("/api/v1/stories?limit=5&section=a"), "/api/v1/stories?section=a&limit=5");
  assert.equal(keyOf("/api/v1/sections"), "/api/v1/sections");
  assert.equal(pageAt("/api/v1/search?q=x").rule.class, "search");
  assert.equal(pageAt("/apiary").rule.prefix, "/", "a prefix ends at a slash");
});

test("the newsroom and pictures are never cached and keep their query", () => {
  const target = pageAt("/newsroom/stories?x=1&x=2");
  assert.equal(target.key, undefined);
  assert.equal(target.url, "/newsroom/stories?x=1&x=2");
  assert.equal(keyOf("/media/a/320.webp"), undefined);
  assert.equal(keyOf("/newsrooms"), "/newsrooms");
});

test("an address with needless slashes moves to the one without, never to another host", () => {
  const to = (raw: string) => {
    const target = read(raw);
    return target.kind === "redirect" ? target.to : target.kind;
  };
  assert.equal(to("/a/"), "/a");
  assert.equal(to("/%D8%A3/?view=reading&utm=1"), "/%D8%A3?view=reading&utm=1");
  assert.equal(to("//evil.example/a"), "/evil.example/a");
  assert.equal(to("///evil.example//"), "/evil.example");
  assert.equal(to("//"), "/");
  assert.equal(to("http://x//evil.example"), "/evil.example");
  assert.equal(to("/"), "page");
});

test("what is no address is refused, and says how", () => {
  for (const raw of [
    "",
    "*",
    "a",
    "ftp://x/",
    "javascript:alert(1)",
    "/\\evil.example",
    "/a\\b",
    "/%5cevil",
    "/a%00b",
    "/a%0d%0aSet-Cookie:x",
    "/a%1f",
    "/%7f",
    "/a b",
    "/..",
    "/a/../b",
    "/%2e%2e/etc/passwd",
    "/.%2E/x",
    "/a%2f..%2f..%2fetc",
    "/a/%2e",
    "/a#b",
    "/%C2%85",
    "http://x\\y/",
  ])
    assert.deepEqual({ raw, ...pick(read(raw)) }, { raw, kind: "refused", status: 400 });
  assert.deepEqual(pick(read(`/${"a".repeat(2048)}`)), { kind: "refused", status: 414 });
  assert.deepEqual(pick(read(`/a?q=${"a".repeat(9000)}`)), { kind: "refused", status: 400 });
  assert.equal(keyOf(`/${"a".repeat(2000)}`), `/${"a".repeat(2000)}`);
  const longQuestion = "ق".repeat(500);
  assert.ok(keyOf(`/search?q=${encodeURIComponent(longQuestion)}`)?.startsWith("/search?q="));
});

const pick = (target: ReturnType<typeof read>) =>
  target.kind === "refused" ? { kind: target.kind, status: target.status } : { kind: target.kind };

test("old addresses in another encoding, or cut within an escape, keep their escapes", () => {
  assert.deepEqual(pageAt("/2009/%DE%E3%C9").path, "/2009/%DE%E3%C9");
  assert.equal(keyOf("/2009/%D9%82%D9%85%D8"), "/2009/%D9%82%D9%85%D8");
  assert.equal(keyOf("/2009/%D9%82%D"), "/2009/%D9%82%D");
  assert.equal(keyOf("/a%zz"), "/a%zz");
  assert.equal(keyOf("/a%"), "/a%");
  assert.equal(pageAt("/%25D9%2582").path, "/%D9%82", "decoded once only");
  assert.equal(keyOf("/%25D9%2582"), "/%25D9%2582");
  assert.equal(keyOf("/a%2Fb"), "/a%2Fb", "an encoded slash parts nothing");
  assert.notEqual(keyOf("/a%2Fb"), keyOf("/a/b"));
});

test("Save-Data has a copy of its own only where the page reads it", () => {
  const routes: readonly RouteRule[] = [
    { prefix: "/", class: "page", query: {}, unknown: "ignore", saveData: true },
    { prefix: "/x", class: "page", query: {}, unknown: "ignore" },
  ];
  const key = (raw: string, isSaving: boolean) => {
    const target = readTarget(raw, routes, isSaving);
    return target.kind === "page" ? target.key : undefined;
  };
  assert.notEqual(key("/a", true), key("/a", false));
  assert.equal(key("/x", true), key("/x", false));
});

test("any text gives a target, and a page's own address gives the same page again", () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.constantFrom(
      "%",
      "%d8",
      "%D8%A3",
      "%2f",
      "%2e",
      "..",
      "//",
      "?",
      "&",
      "=",
      "view=reading",
      "#",
      "\\",
      "أ",
      "\u200f",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const target = read(`/${pieces.join("")}`);
      if (target.kind === "redirect") {
        assert.match(target.to, /^\/(?![/\\])/);
        assert.doesNotMatch(target.to, /[^\u0021-\u007e]/u);
      }
      if (target.kind !== "page" || target.key === undefined) return;
      assert.match(target.url, /^\/[\u0021-\u007e]*$/u);
      assert.doesNotThrow(() => new URL(target.url, "http://a.example"));
      const again = read(target.url);
      assert.equal(again.kind === "page" ? again.key : again.kind, target.key);
    }),
    { numRuns: 3000 },
  );
});
