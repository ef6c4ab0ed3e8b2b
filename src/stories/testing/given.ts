import { Readable } from "node:stream";
import type { Pool } from "pg";
import type { Actor } from "#accounts/authoriser.ts";
import { ensureEdition } from "../edition.ts";
import { importStories, type ImportOptions } from "../import/import-stories.ts";
import type { ImportSummary, ReportLine } from "../import/report.ts";

/** The instant at which tests happen unless they say otherwise. */
export const NOW = new Date("2026-11-20T12:00:00Z");

/** Who may do everything. */
export const OWNER = {
  kind: "person",
  id: "0190c5a0-0000-7000-8000-0000000000aa",
  roles: ["owner"],
} as const satisfies Actor;

/** A content as `publishStory` takes it, with what a test wants to be different. */
export function contentWith(changes: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    headline: "مرصد الجبل يفتح أبوابه للزوار",
    section: "علوم",
    topics: ["فلك", "سياحة"],
    authors: ["سلمى الحارثي"],
    lang: "ar",
    body: bodyWith("يستقبل المرصد زواره كل مساء."),
    ...changes,
  };
}

/** A body of these paragraphs, as JSON. */
export function bodyWith(...paragraphs: string[]): unknown {
  return {
    type: "doc",
    content: paragraphs.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] })),
  };
}

/** A line of the import format with what a test wants to be different; undefined takes a field away. */
export function lineWith(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    id: "one",
    headline: "قطار المدينة يزيد رحلاته",
    body_text: "فقرة أولى.\n\nفقرة ثانية.",
    section: "محليات",
    published_at: "2026-11-19T10:00:00+03:00",
    ...changes,
  });
}

/** Imports `input` and gives the report with the summary. */
export async function importText(
  pool: Pool,
  input: string | Uint8Array | readonly string[],
  options: Partial<ImportOptions> = {},
): Promise<{ summary: ImportSummary; report: ReportLine[]; numbers: number[] }> {
  const edition = await ensureEdition(pool, "Asia/Riyadh");
  const report: ReportLine[] = [];
  const numbers: number[] = [];
  const bytes = Array.isArray(input) ? input.join("\n") : input;
  const summary = await importStories(
    Readable.from([typeof bytes === "string" ? Buffer.from(bytes) : bytes]),
    {
      pool,
      edition,
      now: () => NOW,
      onLine: (line, number) => {
        report.push(line);
        numbers.push(number);
      },
      ...options,
    },
  );
  return { summary, report, numbers };
}
