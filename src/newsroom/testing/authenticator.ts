import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

const head = (major: number, length: number): Buffer =>
  length < 24
    ? Buffer.from([(major << 5) | length])
    : length < 256
      ? Buffer.from([(major << 5) | 24, length])
      : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);

/** The few kinds of CBOR (RFC 8949) that an authenticator needs. */
function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") {
    const bytes = Buffer.from(value);
    return Buffer.concat([head(3, bytes.length), bytes]);
  }
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, entry]) => [cbor(key), cbor(entry)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

const sha256 = (bytes: Buffer | string): Buffer => createHash("sha256").update(bytes).digest();

/** A passkey in software: what a phone does when it is asked, and what a thief might try. */
export function softAuthenticator(site: { readonly host: string; readonly origin: string }) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(32);
  const jwk = publicKey.export({ format: "jwk" });
  const key = cbor(
    new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(jwk.x ?? "", "base64url")],
      [-3, Buffer.from(jwk.y ?? "", "base64url")],
    ]),
  );
  const clientData = (type: string, challenge: string, origin = site.origin): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authData = (flags: number, counter: number, attested = Buffer.alloc(0)): Buffer => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(site.host), Buffer.from([flags]), count, attested]);
  };
  const text = (bytes: Buffer): string => bytes.toString("base64url");

  return {
    /** The answer of `navigator.credentials.create`. */
    make: (challenge: string) => {
      const length = Buffer.from([0, id.length]);
      const attested = Buffer.concat([Buffer.alloc(16), length, id, key]);
      const attestation = new Map<string, Cbor>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", authData(0x45, 0, attested)],
      ]);
      return {
        id: text(id),
        rawId: text(id),
        type: "public-key" as const,
        clientExtensionResults: {},
        response: {
          clientDataJSON: text(clientData("webauthn.create", challenge)),
          attestationObject: text(cbor(attestation)),
          transports: ["internal"],
        },
      };
    },
    /** The answer of `navigator.credentials.get`; without `isVerified` nobody showed finger or face. */
    answer: (
      challenge: string,
      given: { origin?: string; isVerified?: boolean; counter?: number } = {},
    ) => {
      const client = clientData("webauthn.get", challenge, given.origin);
      const data = authData(given.isVerified === false ? 0x01 : 0x05, given.counter ?? 0);
      const signature = createSign("sha256")
        .update(Buffer.concat([data, sha256(client)]))
        .sign(privateKey);
      return {
        id: text(id),
        rawId: text(id),
        type: "public-key" as const,
        clientExtensionResults: {},
        response: {
          clientDataJSON: text(client),
          authenticatorData: text(data),
          signature: text(signature),
        },
      };
    },
  };
}
