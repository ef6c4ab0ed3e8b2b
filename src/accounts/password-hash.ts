import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from "node:crypto";
import { Refusal } from "#platform/refusal.ts";

/** Cost of one hash: memory in KiB, passes over it. */
export type HashCost = { readonly memoryKib: number; readonly passes: number };

/** What staff's passwords cost: 64 MiB, three passes (OWASP ASVS 5.0, appendix C, asks for less). */
export const STAFF_COST: HashCost = { memoryKib: 65_536, passes: 3 };

/** What readers' passwords cost: 19 MiB, two passes, the least that ASVS asks for: there are many readers. */
export const READER_COST: HashCost = { memoryKib: 19_456, passes: 2 };

/** Hashes passwords, so many at once and no more; the rest waits, and who would wait too long is turned away. */
export type PasswordHasher = {
  /** The hash of `password` with its parameters. @throws Refusal `tooMany` when the queue is full */
  hash(password: string): Promise<string>;
  /**
   * Whether `password` belongs to `hash`; with undefined it does the same work and says no. `isOutdated` tells that it
   * was made with another cost. @throws Refusal `tooMany` when the queue is full
   */
  verify(
    password: string,
    hash: string | undefined,
  ): Promise<{ readonly isRight: boolean; readonly isOutdated: boolean }>;
};

const CONCURRENT = 2;
const WAITING = 20;
const TAG_BYTES = 32;
const FORM =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

const base64 = (bytes: Buffer): string => bytes.toString("base64").replaceAll("=", "");

/** The same letters have the same bytes, however a keyboard composed them. */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize("NFC"), "utf8");

function derive(password: string, salt: Buffer, cost: HashCost): Promise<Buffer> {
  const parameters: Argon2Parameters = {
    message: bytesOf(password),
    nonce: salt,
    parallelism: 1,
    tagLength: TAG_BYTES,
    memory: cost.memoryKib,
    passes: cost.passes,
  };
  return new Promise((resolve, reject) => {
    argon2("argon2id", parameters, (error, tag) => {
      if (error === null) resolve(tag);
      else reject(error);
    });
  });
}

/** A hasher with argon2id at `cost`, at most two at once and twenty waiting. */
export function createPasswordHasher(cost: HashCost = STAFF_COST): PasswordHasher {
  const waiting: (() => void)[] = [];
  let active = 0;
  const noSalt = randomBytes(16);

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (active >= CONCURRENT) {
      if (waiting.length >= WAITING)
        throw new Refusal("tooMany", "Cannot check the password: too many wait", {
          retryAfterSeconds: 3,
        });
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else active += 1;
    try {
      return await work();
    } finally {
      // The place goes to whoever waits longest, without becoming free in between.
      const next = waiting.shift();
      if (next === undefined) active -= 1;
      else next();
    }
  }

  return {
    hash: (password) =>
      inTurn(async () => {
        const salt = randomBytes(16);
        const tag = await derive(password, salt, cost);
        return `$argon2id$v=19$m=${cost.memoryKib},t=${cost.passes},p=1$${base64(salt)}$${base64(tag)}`;
      }),
    verify: (password, hash) =>
      inTurn(async () => {
        const parts = hash === undefined ? undefined : FORM.exec(hash);
        if (hash !== undefined && (parts === null || parts === undefined))
          throw new Error("Cannot check a password: its hash is not of the product's form");
        const [, memory, passes, salt, tag] = parts ?? [];
        if (salt === undefined || tag === undefined) {
          await derive(password, noSalt, cost);
          return { isRight: false, isOutdated: false };
        }
        const made = { memoryKib: Number(memory), passes: Number(passes) };
        const derived = await derive(password, Buffer.from(salt, "base64"), made);
        return {
          isRight: timingSafeEqual(derived, Buffer.from(tag, "base64")),
          isOutdated: made.memoryKib !== cost.memoryKib || made.passes !== cost.passes,
        };
      }),
  };
}
