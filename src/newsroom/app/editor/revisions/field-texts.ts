import type { DraftContent } from "../data/story-data.ts";

/** Fields that a comparison shows beside the body, in the order of the page. */
export const COMPARED_FIELDS = [
  "headline",
  "standfirst",
  "section",
  "topics",
  "authors",
  "place",
  "agency",
  "slug",
  "lang",
  "picture",
] as const satisfies readonly (keyof DraftContent)[];

export type ComparedField = (typeof COMPARED_FIELDS)[number];

/** A field as one text. */
export function fieldText(content: DraftContent, field: ComparedField): string {
  switch (field) {
    case "topics":
    case "authors":
      return content[field].join("، ");
    case "picture": {
      const { picture } = content;
      return picture === undefined
        ? ""
        : [picture.alt, picture.caption, picture.credit, picture.id.slice(-6)]
            .filter((part) => part !== "")
            .join(" | ");
    }
    case "headline":
    case "standfirst":
    case "section":
    case "place":
    case "agency":
    case "slug":
    case "lang":
      return content[field];
  }
}
