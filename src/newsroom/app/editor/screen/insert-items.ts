import { fold } from "#arabic/fold.ts";
import { embedOf } from "#stories/body/embeds.ts";
import { bodySchema } from "#stories/body/schema.ts";
import type { Command } from "prosemirror-state";
import { blockCommand, emptyTable, insertBlock } from "../body/commands.ts";
import type { PickedPicture } from "../nodes/node-surroundings.ts";

/** What can be put into a story. */
export type InsertName =
  | "heading2"
  | "heading3"
  | "picture"
  | "gallery"
  | "quote"
  | "pullQuote"
  | "factBox"
  | "bulletList"
  | "orderedList"
  | "embed"
  | "table"
  | "divider";

/** Names by which writers may look for a thing, beside its own. */
const ALSO: Readonly<Record<InsertName, string>> = {
  heading2: "heading h2 عنوان",
  heading3: "heading h3 عنوان",
  picture: "image picture photo صورة",
  gallery: "gallery صور معرض البوم",
  quote: "quote اقتباس قول",
  pullQuote: "pull quote بارز",
  factBox: "fact box اطار معلومات للعلم",
  bulletList: "list bullet قائمة نقاط",
  orderedList: "list numbered قائمة ارقام",
  embed: "embed video youtube x facebook instagram tiktok يوتيوب اكس تويتر فيديو مقطع",
  table: "table جدول",
  divider: "line divider فاصل خط",
};

export const INSERT_NAMES: readonly InsertName[] = [
  "heading2",
  "picture",
  "quote",
  "pullQuote",
  "bulletList",
  "orderedList",
  "factBox",
  "gallery",
  "embed",
  "table",
  "divider",
  "heading3",
];

/** The things whose name, in either language, holds what was typed. */
export function insertsFor(
  query: string,
  labels: Readonly<Record<InsertName, string>>,
): InsertName[] {
  const wanted = fold(query.trim());
  return INSERT_NAMES.filter((name) => fold(`${labels[name]} ${ALSO[name]}`).includes(wanted));
}

/** Puts a thing in that needs nothing more to be known; undefined for those that do. */
export function insertCommand(name: InsertName): Command | undefined {
  switch (name) {
    case "picture":
    case "gallery":
    case "embed":
      return undefined;
    case "divider":
      return insertBlock(bodySchema.node("divider"));
    case "table":
      return insertBlock(emptyTable(3, 3));
    case "heading2":
    case "heading3":
    case "quote":
    case "pullQuote":
    case "factBox":
    case "bulletList":
    case "orderedList":
      return blockCommand(name);
  }
}

/** Puts pictures in: one as a picture, several as a gallery. */
export function picturesCommand(pictures: readonly PickedPicture[], isGallery: boolean): Command {
  const nodes = pictures.map((picture) => bodySchema.node("picture", picture));
  const [only] = nodes;
  if (only === undefined) return () => false;
  return insertBlock(isGallery ? bodySchema.node("gallery", null, nodes) : only);
}

/** Puts a piece of a provider in; undefined for an address that is none. */
export function embedCommand(address: string): Command | undefined {
  const embed = embedOf(address);
  return embed === undefined ? undefined : insertBlock(bodySchema.node("embed", embed));
}
