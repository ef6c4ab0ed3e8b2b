import { stripHidden, visibleText } from "#arabic/visible-text.ts";
import { bodySchema, type BodyDocument } from "./schema.ts";

/** Which rule a refused body breaks; for telling people in their language. */
export type BodyRule = "tooDeep" | "tooLong" | "tooMany" | "unknown" | "link" | "shape";

/** What `parseBody` says: the body, or why it is none. */
export type ParsedBody =
  | { readonly kind: "body"; readonly body: BodyDocument }
  | { readonly kind: "refused"; readonly why: string; readonly rule: BodyRule };

/** Most UTF-8 bytes of text in a body. */
export const MAX_BODY_BYTES = 1_000_000;
/** Most nodes of a body. */
export const MAX_BODY_NODES = 20_000;
/** Deepest nesting of a body's nodes. */
export const MAX_BODY_DEPTH = 12;

/** The answer that refuses a body. */
export function refusedBody(rule: BodyRule, why: string): ParsedBody {
  return { kind: "refused", why: `body: ${why.slice(0, 300)}`, rule };
}

class BodyRefused extends Error {
  readonly rule: BodyRule;

  constructor(rule: BodyRule, why: string) {
    super(why);
    this.rule = rule;
  }
}

const encoder = new TextEncoder();
const LINE_ENDS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;

type Budget = { nodes: number; bytes: number };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The body that a JSON value holds (ProseMirror's form), after every check: known nodes, marks and attributes only, each
 * attribute as its node wants it, content as the schema allows it, at most 1 MB of text, 20,000 nodes, 12 levels.
 * Invisible and overriding characters go from texts. Never throws.
 */
export function parseBody(json: unknown): ParsedBody {
  try {
    const budget = { nodes: 0, bytes: 0 };
    const node = bodySchema.nodeFromJSON(cleanNode(json, 0, budget));
    if (node.type !== bodySchema.topNodeType)
      throw new BodyRefused("shape", "need a node of type doc");
    node.check();
    return { kind: "body", body: node };
  } catch (error) {
    // The schema reports what it refuses by RangeError only; anything else is a bug and goes on.
    if (error instanceof BodyRefused || error instanceof RangeError)
      return refusedBody(error instanceof BodyRefused ? error.rule : ruleOf(error), error.message);
    throw error;
  }
}

/** What the schema refuses by a RangeError: an address that no link or picture may have, or a node where it may not be. */
const ruleOf = (error: RangeError): BodyRule =>
  /\baddress\b/.test(error.message) ? "link" : "shape";

function spend(budget: Budget, text: string): void {
  budget.bytes += text.length > MAX_BODY_BYTES ? text.length : encoder.encode(text).length;
  if (budget.bytes > MAX_BODY_BYTES)
    throw new BodyRefused("tooLong", `more than ${MAX_BODY_BYTES} bytes of text`);
}

function onlyKeys(
  value: Readonly<Record<string, unknown>>,
  allowed: readonly string[],
  of: string,
) {
  for (const key of Object.keys(value))
    if (!allowed.includes(key))
      throw new BodyRefused(
        "unknown",
        `unknown field ${JSON.stringify(key.slice(0, 40))} in ${of}`,
      );
}

type CleanNode = {
  type: string;
  text?: string;
  attrs?: Record<string, unknown>;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
  content?: CleanNode[];
};

function cleanNode(json: unknown, depth: number, budget: Budget): CleanNode {
  if (depth > MAX_BODY_DEPTH)
    throw new BodyRefused("tooDeep", `nested deeper than ${MAX_BODY_DEPTH} levels`);
  budget.nodes += 1;
  if (budget.nodes > MAX_BODY_NODES)
    throw new BodyRefused("tooMany", `more than ${MAX_BODY_NODES} nodes`);
  if (!isRecord(json)) throw new BodyRefused("shape", "a node is no object");
  const { type } = json;
  const known =
    typeof type === "string" && Object.hasOwn(bodySchema.nodes, type)
      ? bodySchema.nodes[type]
      : undefined;
  if (known === undefined)
    throw new BodyRefused("unknown", `unknown node ${JSON.stringify(String(type).slice(0, 40))}`);
  onlyKeys(
    json,
    known.isText ? ["type", "text", "marks"] : ["type", "attrs", "marks", "content"],
    known.name,
  );
  const clean: CleanNode = { type: known.name };
  if (json["marks"] !== undefined) clean.marks = cleanMarks(json["marks"], budget);
  if (known.isText) {
    if (typeof json["text"] !== "string") throw new BodyRefused("shape", "a text node has no text");
    spend(budget, json["text"]);
    clean.text = stripHidden(json["text"].replace(LINE_ENDS, " "));
    return clean;
  }
  if (json["attrs"] !== undefined)
    clean.attrs = cleanAttributes(json["attrs"], known.spec.attrs ?? {}, known.name, budget);
  const content = json["content"];
  if (content === undefined) return clean;
  if (!Array.isArray(content))
    throw new BodyRefused("shape", `the content of ${known.name} is no list`);
  clean.content = content
    .map((child: unknown) => cleanNode(child, depth + 1, budget))
    .filter((child) => child.text !== "");
  return clean;
}

function cleanMarks(json: unknown, budget: Budget): NonNullable<CleanNode["marks"]> {
  if (!Array.isArray(json) || json.length > 6)
    throw new BodyRefused("shape", "need a list of up to 6 marks");
  return json.map((mark: unknown) => {
    const type = isRecord(mark) ? mark["type"] : undefined;
    const known =
      typeof type === "string" && Object.hasOwn(bodySchema.marks, type)
        ? bodySchema.marks[type]
        : undefined;
    if (known === undefined || !isRecord(mark))
      throw new BodyRefused("unknown", `unknown mark ${JSON.stringify(String(type).slice(0, 40))}`);
    onlyKeys(mark, ["type", "attrs"], known.name);
    const { attrs } = mark;
    return attrs === undefined
      ? { type: known.name }
      : {
          type: known.name,
          attrs: cleanAttributes(attrs, known.spec.attrs ?? {}, known.name, budget),
        };
  });
}

function cleanAttributes(
  json: unknown,
  known: Readonly<Record<string, unknown>>,
  of: string,
  budget: Budget,
): Record<string, unknown> {
  if (!isRecord(json)) throw new BodyRefused("shape", `the attributes of ${of} are no object`);
  onlyKeys(json, Object.keys(known), of);
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => {
      if (typeof value !== "string") return [name, value];
      spend(budget, value);
      return [name, visibleText(value)];
    }),
  );
}
