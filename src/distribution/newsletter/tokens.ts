import { createHmac, timingSafeEqual } from "node:crypto";

/** What a link in a mail lets its holder do: `keep` means change or end the subscription. */
export type TokenPurpose = "confirm" | "keep" | "bounce";

const ID_BYTES = 16;
const MAC_BYTES = 12;
const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

const bytesOfId = (id: string): Buffer => Buffer.from(id.replaceAll("-", ""), "hex");
const idOfBytes = (bytes: Buffer): string =>
  bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

function macOf(key: string, purpose: TokenPurpose, id: Buffer): Buffer {
  return createHmac("sha256", key).update(purpose).update(id).digest().subarray(0, MAC_BYTES);
}

/** Letters of RFC 4648's base32 in small ones: what stands before the @ of an address keeps no capitals. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => BASE32[Number.parseInt(five.padEnd(5, "0"), 2)] ?? "")
    .join("");
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text.toLowerCase(), (letter) =>
    BASE32.indexOf(letter).toString(2).padStart(5, "0"),
  ).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}

/** The token that lets its holder do `purpose` for the subscriber `id`: nothing of it is kept. */
export function makeToken(key: string, purpose: TokenPurpose, id: string): string {
  const bytes = bytesOfId(id);
  return base32(Buffer.concat([bytes, macOf(key, purpose, bytes)]));
}

/** The subscriber for whom `token` was made; undefined for one that we never made for this purpose. */
export function readToken(key: string, purpose: TokenPurpose, token: string): string | undefined {
  if (!/^[a-z2-7]{45}$/i.test(token)) return undefined;
  const bytes = fromBase32(token);
  const id = bytes.subarray(0, ID_BYTES);
  const mac = bytes.subarray(ID_BYTES);
  const need = macOf(key, purpose, id);
  return mac.length === MAC_BYTES && timingSafeEqual(mac, need) ? idOfBytes(id) : undefined;
}
