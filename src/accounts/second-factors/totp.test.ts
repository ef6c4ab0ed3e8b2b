import assert from "node:assert/strict";
import { test } from "node:test";
import { base32, matchTotp, totpCode, totpStep, totpUri } from "./totp.ts";

/** RFC 6238, appendix B: the secret of its SHA-1 rows, and the last six of their eight digits. */
const SECRET = Buffer.from("12345678901234567890");
const VECTORS: [number, string][] = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
];

test("totpCode() gives the codes of RFC 6238", () => {
  for (const [seconds, code] of VECTORS)
    assert.equal(totpCode(SECRET, totpStep(new Date(seconds * 1000))), code);
});

test("matchTotp() takes a code of the step before and after, and nothing else", () => {
  const now = new Date(1_234_567_890_000);
  const step = totpStep(now);
  for (const off of [-1, 0, 1])
    assert.equal(matchTotp(SECRET, totpCode(SECRET, step + off), now), step + off);
  for (const off of [-2, 2])
    assert.equal(matchTotp(SECRET, totpCode(SECRET, step + off), now), undefined);
  for (const code of ["", "00592", "0059240", "005924 ", "٠٠٥٩٢٤"])
    assert.equal(matchTotp(SECRET, code, now), undefined);
});

test("base32() follows RFC 4648, and totpUri() escapes what it is given", () => {
  assert.equal(base32(Buffer.from("foobar")), "MZXW6YTBOI");
  assert.equal(base32(Buffer.from("foob")), "MZXW6YQ");
  const uri = new URL(totpUri(SECRET, { site: "ورّاق: أخبار", email: "a&b@news.example" }));
  assert.equal(uri.protocol, "otpauth:");
  assert.equal(uri.searchParams.get("secret"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  assert.equal(uri.searchParams.get("issuer"), "ورّاق  أخبار");
  assert.ok(decodeURIComponent(uri.pathname).endsWith(":a&b@news.example"));
});
