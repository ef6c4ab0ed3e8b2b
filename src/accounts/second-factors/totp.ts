import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Seconds that a code is shown for (RFC 6238). */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** Clocks of phones are off by some seconds: a code of the step before or after is taken too. */
const TOLERANCE_STEPS = 1;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A new secret for one-time codes: 160 bits, as RFC 4226 asks for. */
export function newTotpSecret(): Buffer {
  return randomBytes(20);
}

/** Bytes as letters that can be typed (RFC 4648, base32 without padding). */
export function base32(bytes: Buffer): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((part) => BASE32[Number.parseInt(part.padEnd(5, "0"), 2)])
    .join("");
}

/** The step that `now` lies in. */
export function totpStep(now: Date): number {
  return Math.floor(now.getTime() / 1000 / STEP_SECONDS);
}

/** The code of `secret` in `step` (RFC 4226, HMAC-SHA-1, six digits: what every app can do). */
export function totpCode(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

/** The step whose code this is, near `now`; undefined when it is none. Takes as long for a wrong code. */
export function matchTotp(secret: Buffer, code: string, now: Date): number | undefined {
  const present = totpStep(now);
  const given = Buffer.from(/^\d{6}$/.test(code) ? code : "no code".slice(0, DIGITS));
  let matched: number | undefined;
  for (let step = present - TOLERANCE_STEPS; step <= present + TOLERANCE_STEPS; step += 1)
    if (timingSafeEqual(Buffer.from(totpCode(secret, step)), given)) matched = step;
  return matched;
}

/** The address that an app for codes reads from a picture. */
export function totpUri(secret: Buffer, label: { site: string; email: string }): string {
  const site = encodeURIComponent(label.site.replaceAll(":", " "));
  const email = encodeURIComponent(label.email);
  return `otpauth://totp/${site}:${email}?secret=${base32(secret)}&issuer=${site}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`;
}
