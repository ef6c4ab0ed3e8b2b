import type { Pool } from "pg";
import { ensureEdition } from "#stories/edition.ts";
import { publishStory } from "#stories/publish.ts";

const OWNER = {
  kind: "person",
  id: "0190c5a0-0000-7000-8000-0000000000aa",
  roles: ["owner"],
} as const;

/** Publishes a story of these paragraphs. */
export async function givenStory(
  db: Pool,
  now: Date,
  ...paragraphs: string[]
): Promise<{ id: string; path: string }> {
  const edition = await ensureEdition(db, "Asia/Riyadh");
  return publishStory(
    db,
    {
      edition,
      content: {
        headline: "جدران تحكي في المدينة القديمة",
        section: "ثقافة",
        lang: "ar",
        body: {
          type: "doc",
          content: paragraphs.map((text) => ({
            type: "paragraph",
            content: [{ type: "text", text }],
          })),
        },
      },
    },
    OWNER,
    now,
  );
}
