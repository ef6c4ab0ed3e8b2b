import { createHash, createHmac } from "node:crypto";

/** Who signs, and for which region. */
export type S3Credentials = {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
};

const sha256 = (data: string | Uint8Array): string =>
  createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac("sha256", key).update(text).digest();

/**
 * Headers of a request to an S3-compatible store, signed.
 * Source: AWS Signature Version 4, "Authenticating Requests: Using the Authorization Header".
 * @param request.headers that are signed beside those that are made here; names in lower case
 */
export function signedHeaders(
  request: {
    readonly method: string;
    readonly url: URL;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
  },
  credentials: S3Credentials,
  now: Date,
): Record<string, string> {
  const instant = now.toISOString().replaceAll(/[:-]|\.\d{3}/g, "");
  const day = instant.slice(0, 8);
  const payload = sha256(request.body);
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.url.host,
    "x-amz-content-sha256": payload,
    "x-amz-date": instant,
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    request.method,
    request.url.pathname,
    request.url.search.slice(1),
    ...names.map((name) => `${name}:${headers[name]?.trim()}`),
    "",
    names.join(";"),
    payload,
  ].join("\n");
  const scope = `${day}/${credentials.region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", instant, scope, sha256(canonical)].join("\n");
  const key = [day, credentials.region, "s3", "aws4_request"].reduce<string | Buffer>(
    hmac,
    `AWS4${credentials.secretKey}`,
  );
  const signature = hmac(key, toSign).toString("hex");
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKey}/${scope},SignedHeaders=${names.join(";")},Signature=${signature}`,
  };
}
