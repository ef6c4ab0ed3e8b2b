import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const SHARED = join(import.meta.dirname, "../../../../shared/data/hostile");

/** Texts of our own that try to break out of each output: elements, attributes, CDATA, scripts, JSON, XML itself. */
export const OWN_HOSTILE_TEXTS: readonly string[] = [
  "</script><script>alert(1)</script>",
  "<!--<script>--></script>",
  "]]><script>alert(1)</script>",
  '" onmouseover="alert(1)',
  "' onload='alert(1)",
  "&amp;&lt;&#0;&#x1f;&nbsp;&undefined;",
  "\u0000\u0001\u0008\u000b\u000c\u001f\u007f\u0085\ufffe\uffff",
  "\ud800 alone \udc00 \udbff",
  "\u2028line\u2029paragraph",
  "\u202eعكس\u202c \u2066عزل\u2069",
  "%s%n{{7*7}}${7*7}<%= 7*7 %>",
  "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;",
  "عنوان\r\nبسطرين\tوجدولة",
  "<b>ثقيل</b> & «مقتبس» < > \" '",
  "ا\u064b\u064b\u064b\u064b\u064b\u064b\u064b\u064b\u064b\u064b",
  "<span foreground='red'>markup</span>",
  "x".repeat(500),
];

function lines(name: string): string {
  return gunzipSync(readFileSync(join(SHARED, name))).toString("utf8");
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Hostile texts of the collections beside the project; undefined where they are not. */
export function sharedHostileTexts(): string[] | undefined {
  const files = ["blns.json.gz", "dompurify-fixtures.jsonl.gz", "arabic-hostile-examples.jsonl.gz"];
  if (!files.every((name) => existsSync(join(SHARED, name)))) return undefined;
  const [blns, ...jsonl] = files.map(lines);
  return [
    ...textsIn(JSON.parse(blns ?? "[]")),
    ...jsonl.flatMap((text) =>
      text
        .split("\n")
        .filter((line) => line.trim() !== "")
        .flatMap((line) => textsIn(JSON.parse(line))),
    ),
  ].map((text) => text.slice(0, 2000));
}
