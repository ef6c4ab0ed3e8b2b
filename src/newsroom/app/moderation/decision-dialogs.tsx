import {
  Button,
  Checkbox,
  Modal,
  NumberInput,
  SegmentedControl,
  Select,
  Textarea,
} from "@mantine/core";
import { useState } from "react";
import { api, read } from "../data/api.ts";
import { useChange } from "../data/use-change.ts";
import { frameWords } from "../frame/frame-words.ts";
import { useShortcuts } from "../frame/shortcuts.tsx";
import { useWords } from "../language/words.tsx";
import { MODERATION, REASONS, type Reason } from "./moderation-data.ts";
import { moderationWords } from "./moderation-words.ts";

/** Keys of the reasons: 1 to 9, then 0 and minus. */
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "-"];
const codeOf = (key: string): string => (key === "-" ? "Minus" : `Digit${key}`);

/** Asks why: one key is enough, a word for the reader may be added. */
export function ReasonDialog({
  kind,
  onClose,
  onReason,
}: {
  readonly kind: "reject" | "delete";
  readonly onClose: () => void;
  readonly onReason: (reason: Reason, note: string) => void;
}) {
  const w = useWords(moderationWords);
  const f = useWords(frameWords);
  const [note, setNote] = useState("");
  useShortcuts(
    REASONS.map((reason, at) => ({
      keys: codeOf(KEYS[at] ?? ""),
      does: w.reason[reason],
      run: () => onReason(reason, note),
    })),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={kind === "reject" ? w.rejectTitle : w.deleteTitle}
      closeButtonProps={{ "aria-label": f.close }}
    >
      <p className="nr-quiet">{kind === "reject" ? w.rejectHint : w.deleteNote}</p>
      <div className="mo-reasons">
        {REASONS.map((reason, at) => (
          <Button
            key={reason}
            variant="default"
            justify="space-between"
            data-autofocus={at === 0 ? true : undefined}
            rightSection={<kbd aria-hidden="true">{KEYS[at]}</kbd>}
            onClick={() => onReason(reason, note)}
          >
            {w.reason[reason]}
          </Button>
        ))}
      </div>
      <Textarea
        label={w.toReader}
        maxLength={1000}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Modal>
  );
}

const SANCTIONS = ["warned", "mustWait", "suspended", "banned"] as const;
type SanctionKind = (typeof SANCTIONS)[number];

/** Asks what is imposed on a reader, for how long, and why. */
export function SanctionDialog({
  reader,
  comment,
  onClose,
  onDone,
}: {
  readonly reader: { readonly id: string; readonly name: string };
  readonly comment: string | null;
  readonly onClose: () => void;
  /** Told whether the comment is to be rejected too, and for which reason. */
  readonly onDone: (alsoReject: boolean, reason: Reason) => void;
}) {
  const w = useWords(moderationWords);
  const f = useWords(frameWords);
  const [kind, setKind] = useState<SanctionKind>("banned");
  const [reason, setReason] = useState<Reason>("insult");
  const [days, setDays] = useState(7);
  const [note, setNote] = useState("");
  const [alsoReject, setAlsoReject] = useState(comment !== null);
  const impose = useChange({
    run: () =>
      read(
        api.moderation.readers[":id"].sanctions.$post({
          param: { id: reader.id },
          json: { kind, reason, note, days, comment },
        }),
      ),
    refreshes: [MODERATION],
    done: w.sanctioned,
    onDone: () => onDone(alsoReject, reason),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={w.sanctionTitle(reader.name)}
      closeButtonProps={{ "aria-label": f.close }}
    >
      <form
        className="nr-form"
        onSubmit={(event) => {
          event.preventDefault();
          impose.mutate();
        }}
      >
        <p className="nr-quiet">{w.sanctionNote}</p>
        <SegmentedControl
          fullWidth
          data={SANCTIONS.map((value) => ({ value, label: w.sanction[value] }))}
          value={kind}
          onChange={(value) => setKind(SANCTIONS.find((one) => one === value) ?? "warned")}
        />
        {kind === "suspended" && (
          <NumberInput
            label={w.days}
            min={1}
            max={365}
            value={days}
            onChange={(value) => setDays(Number(value) || 1)}
          />
        )}
        <Select
          label={w.sanctionReason}
          allowDeselect={false}
          data={REASONS.map((value) => ({ value, label: w.reason[value] }))}
          value={reason}
          onChange={(value) => setReason(REASONS.find((one) => one === value) ?? "other")}
        />
        <Textarea
          label={w.toReader}
          maxLength={1000}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {comment !== null && (
          <Checkbox
            label={w.alsoReject}
            checked={alsoReject}
            onChange={(event) => setAlsoReject(event.currentTarget.checked)}
          />
        )}
        <div className="nr-inline-form">
          <Button variant="default" onClick={onClose}>
            {w.cancel}
          </Button>
          <span className="nr-grow" />
          <Button type="submit" color="rubric" className="nr-go" loading={impose.isPending}>
            {w.impose}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
