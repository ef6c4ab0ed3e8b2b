import { Button, Modal, SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import { frameWords } from "../../frame/frame-words.ts";
import { useWords } from "../../language/words.tsx";
import type { DraftContent } from "../data/story-data.ts";
import { diffWords } from "../differences/diff-words.ts";
import { differenceWords } from "../revisions/difference-words.ts";
import { Pieces, useBlockName } from "../revisions/difference.tsx";
import { COMPARED_FIELDS, fieldText } from "../revisions/field-texts.ts";
import { bodyOf } from "../saving/open-draft.ts";
import { mergedBody, planMerge, proposedSide, type MergeRow, type Side } from "./merge-plan.ts";

/** Two texts of one story that have to become one. */
export type Merge = {
  readonly theirs: DraftContent;
  readonly mine: DraftContent;
  /** What both began from, where it is known. */
  readonly base: DraftContent | undefined;
  /** Says in a sentence how it came to this. */
  readonly why: string;
};

function Choice({
  label,
  value,
  hasBoth,
  onChange,
}: {
  readonly label: string;
  readonly value: Side;
  readonly hasBoth: boolean;
  readonly onChange: (side: Side) => void;
}) {
  const w = useWords(differenceWords);
  const sides: readonly Side[] = hasBoth ? ["theirs", "both", "mine"] : ["theirs", "mine"];
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      value={value}
      data={sides.map((side) => ({ value: side, label: w[side] }))}
      onChange={(next) => onChange(sides.find((side) => side === next) ?? value)}
    />
  );
}

function MergeBlock({
  row,
  side,
  onSide,
}: {
  readonly row: MergeRow;
  readonly side: Side | undefined;
  readonly onSide: (side: Side) => void;
}) {
  const w = useWords(differenceWords);
  const nameOf = useBlockName();
  const { change } = row;
  if (change.kind === "same")
    return (
      <div className="ed-merge-row" data-kind="same" dir={change.block.dir ?? undefined}>
        {nameOf(change.block)} {change.block.text}
      </div>
    );
  const theirs = change.kind === "changed" ? change.before : change.block;
  const mine = change.kind === "changed" ? change.after : change.block;
  const pieces = change.kind === "changed" ? change.pieces : undefined;
  const cell = (block: typeof theirs, which: "before" | "after") => (
    <div className="ed-diff-block" dir={block.dir ?? undefined}>
      {nameOf(block)} {pieces === undefined ? block.text : <Pieces pieces={pieces} side={which} />}
    </div>
  );
  return (
    <div className="ed-merge-row" data-kind={change.kind} data-side={side}>
      <div className="ed-merge-pair">
        <div data-taken={side !== "mine" ? "" : undefined}>
          {change.kind !== "added" && cell(theirs, "before")}
        </div>
        <div data-taken={side !== "theirs" ? "" : undefined}>
          {change.kind !== "removed" && cell(mine, "after")}
        </div>
      </div>
      <div className="ed-row">
        {row.isConflict && <small className="ed-problem">{w.conflict}</small>}
        <Choice
          label={(change.kind === "added" ? mine : theirs).text.slice(0, 60)}
          value={side ?? "both"}
          hasBoth={change.kind === "changed"}
          onChange={onSide}
        />
      </div>
    </div>
  );
}

/** Both texts, block beside block: whoever writes decides what stays; nothing is lost without being seen. */
export function MergeView({
  merge,
  onTake,
  onLater,
}: {
  readonly merge: Merge;
  readonly onTake: (content: DraftContent) => void;
  readonly onLater: () => void;
}) {
  const w = useWords(differenceWords);
  const frame = useWords(frameWords);
  const { theirs, mine, base } = merge;
  const rows = useMemo(
    () =>
      planMerge(
        bodyOf(theirs.body),
        bodyOf(mine.body),
        base === undefined ? undefined : bodyOf(base.body),
      ),
    [theirs, mine, base],
  );
  const [choices, setChoices] = useState<readonly (Side | undefined)[]>([]);
  const fields = COMPARED_FIELDS.filter(
    (field) => fieldText(theirs, field) !== fieldText(mine, field),
  );
  const [fieldSides, setFieldSides] = useState<Readonly<Record<string, Side>>>({});
  const sideOf = (field: (typeof COMPARED_FIELDS)[number]): Side =>
    fieldSides[field] ??
    proposedSide(
      fieldText(theirs, field),
      fieldText(mine, field),
      base === undefined ? undefined : fieldText(base, field),
    );
  const all = (side: "theirs" | "mine"): void => {
    setChoices(rows.map(() => side));
    setFieldSides(Object.fromEntries(fields.map((field) => [field, side])));
  };
  const take = (): void => {
    const taken = fields.reduce<DraftContent>(
      (content, field) =>
        sideOf(field) === "mine" ? { ...content, [field]: mine[field] } : content,
      theirs,
    );
    onTake({ ...taken, body: mergedBody(rows, choices).toJSON() });
  };
  return (
    <Modal
      opened
      fullScreen
      onClose={onLater}
      title={w.mergeTitle}
      closeButtonProps={{ "aria-label": frame.close }}
      className="ed-merge"
    >
      <p className="nr-quiet">{merge.why}</p>
      <div className="ed-row ed-merge-acts">
        <Button onClick={take} data-autofocus>
          {w.take}
        </Button>
        <Button variant="default" onClick={() => all("mine")}>
          {w.takeAllMine}
        </Button>
        <Button variant="default" onClick={() => all("theirs")}>
          {w.takeAllTheirs}
        </Button>
        <Button variant="subtle" onClick={onLater}>
          {w.later}
        </Button>
      </div>
      <div className="ed-merge-pair ed-merge-heads" aria-hidden="true">
        <b>{w.theirs}</b>
        <b>{w.mine}</b>
      </div>
      {fields.map((field) => (
        <div className="ed-merge-row" data-kind="changed" key={field}>
          <b className="ed-label">{w.fields[field]}</b>
          <div className="ed-merge-pair">
            {(["before", "after"] as const).map((which) => (
              <div
                key={which}
                data-taken={(sideOf(field) === "mine") === (which === "after") ? "" : undefined}
              >
                <Pieces
                  pieces={diffWords(fieldText(theirs, field), fieldText(mine, field))}
                  side={which}
                />
              </div>
            ))}
          </div>
          <Choice
            label={w.fields[field]}
            value={sideOf(field)}
            hasBoth={false}
            onChange={(side) => setFieldSides({ ...fieldSides, [field]: side })}
          />
        </div>
      ))}
      {rows.map((row, index) => (
        <MergeBlock
          key={index}
          row={row}
          side={choices[index] ?? row.proposed}
          onSide={(side) => setChoices(rows.map((_, at) => (at === index ? side : choices[at])))}
        />
      ))}
    </Modal>
  );
}
