import { countPhraseAfter, type CountedNoun } from "#arabic/counts.ts";
import type { z } from "zod";
import { MAX_BODY_DEPTH, MAX_BODY_NODES, type BodyRule } from "../body/parse.ts";

const FIELDS: Readonly<Record<string, string>> = {
  headline: "العنوان",
  standfirst: "المقدمة",
  body: "المتن",
  section: "القسم",
  topics: "المواضيع",
  authors: "الكتّاب",
  agency: "الوكالة",
  place: "مكان الخبر",
  lang: "اللغة",
  slug: "اسم الصفحة في الرابط",
  picture: "الصورة",
  "picture.alt": "وصف الصورة",
  "picture.caption": "تعليق الصورة",
  "picture.credit": "مصدر الصورة",
};

const BODY: Readonly<Record<BodyRule, string>> = {
  tooDeep: `عناصر متداخلة إلى أعمق من ${MAX_BODY_DEPTH} مستوى`,
  tooLong: "نص أطول من المسموح به",
  tooMany: `عناصر عددها أكثر من ${MAX_BODY_NODES}`,
  unknown: "عنصر لا نعرفه",
  link: "رابط لا يُسمح به؛ المسموح به http وhttps والبريد وعناوين هذا الموقع",
  shape: "عنصر في غير موضعه أو بغير الصورة المطلوبة",
};

const isBodyRule = (rule: unknown): rule is BodyRule =>
  typeof rule === "string" && Object.hasOwn(BODY, rule);

const COUNTED: Readonly<Record<string, CountedNoun>> = {
  letters: "character",
  topics: "topic",
  authors: "author",
};

function ruleOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "custom" && isBodyRule(issue.params?.["rule"]))
    return BODY[issue.params["rule"]];
  const bound = /^more than (\d+) (letters|topics|authors)$/.exec(issue.message);
  const noun = COUNTED[bound?.[2] ?? ""];
  if (bound !== null && noun !== undefined)
    return `أكثر من ${countPhraseAfter(Number(bound[1]), noun, "latn")}`;
  if (issue.message === "a name without letters") return "اسم بلا حروف";
  if (issue.message.startsWith("no language tag")) return "رمز لغة غير معروف";
  return "قيمة على غير الصورة المطلوبة";
}

/** What was wrong with each field, at most three of them, for people: whole phrases in Arabic. */
export function whyRefusedInArabic(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => {
      if (issue.code === "unrecognized_keys")
        return `حقل لا نعرفه: ${issue.keys.map((key) => `«${key.slice(0, 60)}»`).join("، ")}`;
      const path = issue.path.map(String);
      const name = FIELDS[path.slice(0, 2).join(".")] ?? FIELDS[path[0] ?? ""];
      return name === undefined ? ruleOf(issue) : `${name}: ${ruleOf(issue)}`;
    })
    .join("؛ ");
}
