import { useMemo, useState } from "react";
import { useWords } from "../../language/words.tsx";
import { useWriting } from "../../parts/times.ts";
import type { DraftContent } from "../data/story-data.ts";
import { diffBody, type BlockChange, type ComparedBlock } from "../differences/diff-body.ts";
import { diffWords, type Piece } from "../differences/diff-words.ts";
import { bodyOf } from "../saving/open-draft.ts";
import { differenceWords } from "./difference-words.ts";
import { COMPARED_FIELDS, fieldText } from "./field-texts.ts";

export type DifferenceView = "inline" | "sideBySide";

/** A text with what was removed and added in it; one side shows only its own. */
export function Pieces({
  pieces,
  side,
}: {
  readonly pieces: readonly Piece[];
  readonly side?: "before" | "after";
}) {
  const shown = pieces.filter(
    ({ kind }) =>
      side === undefined || kind === "same" || (side === "before") === (kind === "removed"),
  );
  return shown.map(({ kind, text }, index) =>
    kind === "same" ? (
      <span key={index}>{text}</span>
    ) : kind === "removed" ? (
      <del key={index}>{text}</del>
    ) : (
      <ins key={index}>{text}</ins>
    ),
  );
}

/** What a block is, where its text alone does not tell. */
export function useBlockName(): (block: ComparedBlock) => string {
  const w = useWords(differenceWords);
  return ({ node, text }) => {
    const name = node.type.name;
    const known = Object.entries(w.blocks).find(([key]) => key === name)?.[1];
    if (known !== undefined) return `[${known}]`;
    return text === "" ? `[${w.empty}]` : "";
  };
}

function Block({
  block,
  pieces,
  side,
}: {
  readonly block: ComparedBlock;
  readonly pieces: readonly Piece[];
  readonly side?: "before" | "after";
}) {
  const nameOf = useBlockName();
  const name = nameOf(block);
  const level: unknown = block.node.attrs["level"];
  const heading = block.node.type.name === "heading" ? (level === 3 ? "h3" : "h2") : undefined;
  return (
    <div
      className="ed-diff-block"
      data-kind={heading ?? block.node.type.name}
      dir={block.dir ?? undefined}
    >
      {name !== "" && <small className="nr-quiet">{name} </small>}
      <Pieces pieces={pieces} {...(side === undefined ? {} : { side })} />
    </div>
  );
}

const same = (text: string): Piece[] => (text === "" ? [] : [{ kind: "same", text }]);

function piecesOf(change: BlockChange): readonly Piece[] {
  switch (change.kind) {
    case "same":
      return same(change.block.text);
    case "removed":
      return [{ kind: "removed", text: change.block.text }];
    case "added":
      return [{ kind: "added", text: change.block.text }];
    case "changed":
      return change.pieces;
  }
}

function Row({ change, view }: { readonly change: BlockChange; readonly view: DifferenceView }) {
  const w = useWords(differenceWords);
  const pieces = piecesOf(change);
  const before = change.kind === "changed" ? change.before : change.block;
  const after = change.kind === "changed" ? change.after : change.block;
  const label =
    change.kind === "removed" ? w.removed : change.kind === "added" ? w.added : undefined;
  const note = change.kind === "changed" && change.isFormOnly ? <small>{w.form}</small> : null;
  if (view === "inline")
    return (
      <div className="ed-diff-row" data-kind={change.kind} title={label}>
        <Block block={after} pieces={pieces} />
        {note}
      </div>
    );
  return (
    <div className="ed-diff-row ed-diff-pair" data-kind={change.kind}>
      <div>{change.kind !== "added" && <Block block={before} pieces={pieces} side="before" />}</div>
      <div>
        {change.kind !== "removed" && <Block block={after} pieces={pieces} side="after" />}
        {note}
      </div>
    </div>
  );
}

/** Rows of changes; what did not change is folded to its edges unless all is wanted. */
function folded(changes: readonly BlockChange[], isFolded: boolean): (BlockChange | number)[] {
  if (!isFolded) return [...changes];
  const isNear = (index: number): boolean =>
    [-1, 0, 1].some((step) => {
      const change = changes[index + step];
      return change !== undefined && change.kind !== "same";
    });
  const rows: (BlockChange | number)[] = [];
  for (const [index, change] of changes.entries()) {
    const last = rows.at(-1);
    if (isNear(index)) rows.push(change);
    else if (typeof last === "number") rows[rows.length - 1] = last + 1;
    else rows.push(1);
  }
  return rows;
}

/** What became of a story between two of its texts: fields that changed, then the body block by block. */
export function Difference({
  before,
  after,
  view,
}: {
  readonly before: DraftContent;
  readonly after: DraftContent;
  readonly view: DifferenceView;
}) {
  const w = useWords(differenceWords);
  const { number } = useWriting();
  const [isFolded, setFolded] = useState(true);
  const changes = useMemo(() => diffBody(bodyOf(before.body), bodyOf(after.body)), [before, after]);
  const fields = COMPARED_FIELDS.flatMap((field) => {
    const [older, newer] = [fieldText(before, field), fieldText(after, field)];
    return older === newer ? [] : [{ field, pieces: diffWords(older, newer) }];
  });
  const isSame = fields.length === 0 && changes.every(({ kind }) => kind === "same");
  if (isSame) return <p className="nr-nothing">{w.same}</p>;
  return (
    <div className="ed-diff" data-view={view}>
      {fields.length > 0 && (
        <dl className="ed-diff-fields">
          {fields.map(({ field, pieces }) => (
            <div key={field} data-field={field}>
              <dt>{w.fields[field]}</dt>
              {view === "inline" ? (
                <dd>
                  <Pieces pieces={pieces} />
                </dd>
              ) : (
                <>
                  <dd>
                    <Pieces pieces={pieces} side="before" />
                  </dd>
                  <dd>
                    <Pieces pieces={pieces} side="after" />
                  </dd>
                </>
              )}
            </div>
          ))}
        </dl>
      )}
      {folded(changes, isFolded).map((row, index) =>
        typeof row === "number" ? (
          <button
            key={index}
            type="button"
            className="ed-diff-fold"
            onClick={() => setFolded(false)}
          >
            {w.unchanged(number(row))}
          </button>
        ) : (
          <Row key={index} change={row} view={view} />
        ),
      )}
    </div>
  );
}
