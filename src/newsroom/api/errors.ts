import type { Language } from "#accounts/people.ts";
import { PROBLEM_TYPE, problemOf } from "#platform/http/problem.ts";
import type { Refusal, RefusalKind, Told } from "#platform/refusal.ts";
import { ConfirmationNeeded } from "#accounts/sessions.ts";
import { InvalidFields } from "./route.ts";

/** What is said of each kind of refusal, where the refusal itself does not say more. */
const TOLD: Readonly<Record<RefusalKind, Told>> = {
  invalid: {
    ar: "في ما أُرسل خطأ. راجعه ثم أعد المحاولة.",
    en: "Something in what was sent is wrong. Check it and try again.",
  },
  signedOut: { ar: "سجّل دخولك أولًا.", en: "Sign in first." },
  forbidden: { ar: "لا يسمح لك دورك بهذا.", en: "Your role does not allow this." },
  notFound: { ar: "لا يوجد شيء بهذا العنوان.", en: "There is nothing at this address." },
  gone: { ar: "لم يعد هذا متاحًا.", en: "This is no longer available." },
  conflict: {
    ar: "تغيّر هذا في أثناء عملك. أعد تحميله ثم حاول من جديد.",
    en: "This has changed meanwhile. Load it again and retry.",
  },
  tooLarge: { ar: "ما أُرسل أكبر من المسموح به.", en: "What was sent is larger than allowed." },
  tooMany: {
    ar: "محاولات كثيرة. انتظر قليلًا ثم أعد المحاولة.",
    en: "Too many tries. Wait a little and try again.",
  },
  busy: {
    ar: "الخادم مشغول الآن. أعد المحاولة بعد قليل.",
    en: "The server is busy. Try again shortly.",
  },
};

const FAULT: Told = {
  ar: "حدث خطأ في الخادم. أعد المحاولة بعد قليل.",
  en: "The server made a mistake. Try again shortly.",
};

function problemAnswer(
  status: number,
  detail: string,
  members: object,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify({ ...problemOf(status, detail), ...members }), {
    status,
    headers: { ...headers, "content-type": PROBLEM_TYPE, "cache-control": "no-store" },
  });
}

/** The answer to a refused request, in the language of who asked: a problem of RFC 9457, with the fields that are wrong. */
export function refusedAnswer(refusal: Refusal, language: Language): Response {
  const retry =
    refusal.retryAfterSeconds ??
    (refusal.kind === "busy" || refusal.kind === "tooMany" ? 5 : undefined);
  return problemAnswer(
    refusal.status,
    (refusal.told ?? TOLD[refusal.kind])[language],
    {
      kind: refusal.kind,
      ...(refusal instanceof InvalidFields ? { fields: refusal.fields } : {}),
      ...(refusal instanceof ConfirmationNeeded ? { needs: "confirmation" } : {}),
    },
    retry === undefined ? {} : { "retry-after": String(retry) },
  );
}

/** The answer when the fault is ours; nothing of the inside. */
export function faultAnswer(language: Language): Response {
  return problemAnswer(500, FAULT[language], { kind: "fault" });
}
