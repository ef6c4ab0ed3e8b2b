import type { Node } from "prosemirror-model";
import { useMemo } from "react";
import { missingFor, type MissingField } from "#stories/workflow.ts";
import { useWords } from "../../language/words.tsx";
import { Icon } from "../../parts/icon.tsx";
import type { BodyHandle } from "../body/body-handle.ts";
import { useRestingState } from "../body/use-body-state.ts";
import type { OpenDraft } from "../saving/open-draft.ts";
import { useFields } from "../screen/use-draft.ts";
import { useHeadlineHints } from "./headline-hints-panel.tsx";
import { inspectorWords } from "./inspector-words.ts";

const FIELDS: readonly MissingField[] = [
  "headline",
  "body",
  "section",
  "authors",
  "picture.alt",
  "body.alt",
  "body.picture",
];

/** What readers need that is still missing, by the same rule that the server publishes by. */
export function useMissing(draft: OpenDraft, handle: BodyHandle): readonly MissingField[] {
  const fields = useFields(draft);
  const inBody = useRestingState(handle, (state) => missingInBody(state.doc), "");
  return useMemo(() => {
    const missing = missingFor("publish", { ...fields, body: WRITTEN });
    const ofBody = inBody.split(" ");
    return FIELDS.filter((field) => missing.includes(field) || ofBody.includes(field));
  }, [fields, inBody]);
}

/** A body that lacks nothing. */
const WRITTEN = { type: "doc", content: [{ type: "text", text: "نص" }] };
const OF_BODY: readonly MissingField[] = ["body", "body.alt", "body.picture"];
const whole = { headline: "ن", section: "ن", authors: ["ن"], agency: "" };

/** What a block lacks, by the rule of the server; nodes never change, so each is looked at once. */
const lacks = new WeakMap<Node, readonly MissingField[]>();
function lacking(block: Node): readonly MissingField[] {
  const known = lacks.get(block);
  if (known !== undefined) return known;
  const found = missingFor("publish", {
    ...whole,
    body: { type: "doc", content: [nodeJson(block.toJSON())] },
  });
  lacks.set(block, found);
  return found;
}

/** The names of what a body lacks, one after the other: it has a text when any block has one. */
function missingInBody(body: Node): string {
  const blocks = body.children.map(lacking);
  return OF_BODY.filter((field) =>
    field === "body"
      ? blocks.every((missing) => missing.includes(field))
      : blocks.some((missing) => missing.includes(field)),
  ).join(" ");
}

type NodeJson = { readonly type: string };
const isNodeJson = (value: unknown): value is NodeJson =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
const nodeJson = (value: unknown): NodeJson => (isNodeJson(value) ? value : { type: "doc" });

/** The list to go through before readers see the story: what must be there, and what is better there. */
export function Checklist({
  draft,
  missing,
}: {
  readonly draft: OpenDraft;
  readonly missing: readonly MissingField[];
}) {
  const w = useWords(inspectorWords);
  const { standfirst, picture, topics } = useFields(draft);
  const search = useHeadlineHints(draft).find(({ kind }) => kind === "search");
  const advice: readonly (readonly [string, boolean])[] = [
    [w.adviceStandfirst, standfirst.trim() !== ""],
    [w.advicePicture, picture !== undefined],
    [w.adviceTopics, topics.length > 0],
    [w.adviceHeadline, (search?.used ?? 0) <= 1],
  ];
  const item = (label: string, isDone: boolean, otherwise: string) => (
    <li key={label} data-done={isDone ? "" : undefined}>
      <Icon name={isDone ? "check" : "warning"} size={16} />
      <span>{label}</span>
      <b>{isDone ? w.done : otherwise}</b>
    </li>
  );
  return (
    <ul className="ed-checks" aria-label={w.checks}>
      {FIELDS.map((field) => item(w.checkFields[field], !missing.includes(field), w.missing))}
      {advice.map(([label, isDone]) => item(label, isDone, w.advice))}
    </ul>
  );
}
