import type { Context } from "hono";
import type { Pool } from "pg";
import { z } from "zod";
import type { PasswordHasher } from "#accounts/password-hash.ts";
import type { Conversation } from "#conversation/conversation.ts";
import { waitPhrase } from "#conversation/comments/posting-limits.ts";
import {
  findReader,
  READER_SESSION_MS,
  type SignedInReader,
} from "#conversation/readers/sessions.ts";
import type { Client } from "#platform/http/client-address.ts";
import { sessionCookieOf, type SessionCookie } from "#platform/http/session-cookie.ts";
import type { Mailer } from "#platform/mail.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Frame } from "../frame/frame.ts";
import type { ReaderContext } from "../frame/reader-context.ts";

/** What the pages on which readers do something are made of. */
export type TalkDeps = {
  readonly context: ReaderContext;
  readonly pool: Pool;
  readonly conversation: Pick<Conversation, "subscribe">;
  readonly mailer: Mailer;
  readonly hasher: PasswordHasher;
};

/** What the front knows of who asks. */
export type TalkBindings = { readonly client: Client | undefined };

/** What every route of the conversation can read of its request (`c.var`). */
export type TalkEnv = {
  Bindings: TalkBindings;
  Variables: {
    readonly deps: TalkDeps;
    readonly now: Date;
    readonly frame: Frame;
    readonly cookie: SessionCookie;
    /** The token that the browser sent, whatever it opens. */
    readonly token: string | undefined;
  };
};

/** A request of the conversation. */
export type TalkContext = Context<TalkEnv>;

/** The cookie that readers are signed in by. */
export function readerCookie(siteUrl: string): SessionCookie {
  return sessionCookieOf({
    name: "warraq-reader",
    siteUrl,
    maxAgeSeconds: READER_SESSION_MS / 1000,
  });
}

/** The reader who asks; undefined when nobody is signed in. Without a cookie no query is made. */
export async function readerOf(c: TalkContext): Promise<SignedInReader | undefined> {
  const { token, deps, now } = c.var;
  return token === undefined ? undefined : findReader(deps.pool, token, now);
}

/** @throws Refusal `signedOut` when nobody is signed in */
export async function demandReader(c: TalkContext): Promise<SignedInReader> {
  const reader = await readerOf(c);
  if (reader !== undefined) return reader;
  throw new Refusal("signedOut", "nobody is signed in", {
    told: { ar: "ادخل إلى حسابك أولًا.", en: "Sign in first." },
  });
}

/** Bytes of a form: 5,000 letters of a text, each up to twelve bytes when it is encoded, and some fields. */
const MAX_FORM_BYTES = 80_000;

async function textOf(request: Request): Promise<string> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  if (request.body === null) return "";
  for await (const part of request.body) {
    sizeBytes += part.length;
    if (sizeBytes > MAX_FORM_BYTES)
      throw new Refusal("tooLarge", `Cannot read the form: it is over ${MAX_FORM_BYTES} bytes`, {
        told: { ar: "النص أطول مما نقبل.", en: "The text is longer than allowed." },
      });
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** Whether a request comes from the island, which is answered in JSON. */
export function isOfIsland(c: TalkContext): boolean {
  return /^application\/json\b/.test(c.req.header("accept") ?? "");
}

/**
 * The fields that a form or the island sent, parsed by `schema`.
 * @throws Refusal `invalid` for what the schema does not take, `tooLarge`
 */
export async function fieldsOf<Schema extends z.ZodType>(
  c: TalkContext,
  schema: Schema,
): Promise<z.output<Schema>> {
  const type = c.req.header("content-type") ?? "";
  const text = await textOf(c.req.raw);
  const given = /^application\/json\b/i.test(type)
    ? jsonOf(text)
    : Object.fromEntries(new URLSearchParams(text));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal(
    "invalid",
    `Cannot read the form: ${String(issue?.path[0] ?? "")} ${issue?.message ?? ""}`,
    {
      told: {
        ar: "في الاستمارة حقل ناقص أو غير صحيح. تحقق منها وأعد الإرسال.",
        en: "A field of the form is missing or wrong. Check it and send it again.",
      },
    },
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal("invalid", "Cannot read the body: need JSON", { cause: error });
  }
}

/** A root-relative address of this site to go on at; anything else leads to the account. */
export const Back = z
  .string()
  .max(2000)
  .optional()
  .transform((text) => (text !== undefined && isOwnAddress(text) ? text : "/account"));

// Two slashes, or a slash and a backslash, begin the address of another site.
function isOwnAddress(text: string): boolean {
  return /^\/(?![/\\])[^\p{Cc}\\]*$/u.test(text);
}

/**
 * An id of an address.
 * @throws Refusal `notFound` when it is of no id's form: nothing has it
 */
export function idOf(c: TalkContext): string {
  const parsed = z.uuid().safeParse(c.req.param("id"));
  if (!parsed.success) throw new Refusal("notFound", "nothing has an id of this form");
  return parsed.data.toLowerCase();
}

const MINUTE_SECONDS = 60;

/** What a reader is told of a refusal. */
export function toldOf(error: Refusal): string {
  if (error.told !== undefined) return error.told.ar;
  switch (error.kind) {
    case "invalid":
      return "لم نفهم هذا الطلب. أعد المحاولة من صفحة المحادثة.";
    case "signedOut":
      return "ادخل إلى حسابك أولًا.";
    case "forbidden":
      return "لا يُسمح لك بذلك.";
    case "notFound":
    case "gone":
      return "لا نجد ما تطلبه. لعله حُذف.";
    case "conflict":
      return "تغيّر هذا في صفحة أخرى. افتحها من جديد.";
    case "tooLarge":
      return "النص أطول مما نقبل.";
    case "tooMany":
      return `محاولات كثيرة في وقت قصير. حاول ${waitPhrase(error.retryAfterSeconds ?? MINUTE_SECONDS)}.`;
    case "busy":
      return "نحن مشغولون الآن. أعد المحاولة بعد لحظات.";
  }
}
