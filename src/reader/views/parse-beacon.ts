import { findIdTime } from "#readership/view.ts";

/** A beacon that is of its form. */
export type Beacon = {
  /** Id of the story in lower case; undefined when what was sent can be no story's. */
  readonly story: string | undefined;
  /** UUIDv7 in lower case. */
  readonly view: string;
  /** Time in the id, milliseconds since 1970. */
  readonly atMs: number;
  readonly visitor: string | undefined;
};

const FIELDS = new Set(["story", "view", "visitor"]);
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MAX_TEXT_LENGTH = 100;

const parseJson = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
};

const isText = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && value.length <= MAX_TEXT_LENGTH;

/** Parses the body of a beacon by hand, as it is on the busiest path of all; gives a sentence where it is not of its form. */
export function parseBeacon(bytes: Buffer): Beacon | string {
  const parsed = parseJson(bytes);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    return "need a JSON object with story and view";
  const fields = new Map<string, unknown>(Object.entries(parsed));
  for (const name of fields.keys())
    if (!FIELDS.has(name)) return `unknown field ${JSON.stringify(name.slice(0, 60))}`;
  const story = fields.get("story");
  const view = fields.get("view");
  const visitor = fields.get("visitor");
  if (!isText(story)) return "need story: the id of a story";
  const atMs = isText(view) ? findIdTime(view) : undefined;
  if (!isText(view) || atMs === undefined) return "need view: a UUIDv7";
  if (visitor !== undefined && !isText(visitor))
    return `need visitor, if any, as a text of at most ${MAX_TEXT_LENGTH} letters`;
  const id = story.toLowerCase();
  return { story: UUID.test(id) ? id : undefined, view: view.toLowerCase(), atMs, visitor };
}
