import { Button, Modal, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useReason } from "../../data/use-change.ts";
import { frameWords } from "../../frame/frame-words.ts";
import { notify } from "../../frame/toasts.tsx";
import { useWords } from "../../language/words.tsx";
import { useWriting } from "../../parts/times.ts";
import { makePreviewLink, type PreviewLinkMade } from "../preview/preview-data.ts";
import type { OpenDraft } from "../saving/open-draft.ts";
import { actWords } from "./act-words.ts";

/** A link that opens this very version to whoever has it, for a while. */
export function PreviewLink({
  draft,
  onClose,
}: {
  readonly draft: OpenDraft;
  readonly onClose: () => void;
}) {
  const w = useWords(actWords);
  const frame = useWords(frameWords);
  const reason = useReason();
  const { dateTime } = useWriting();
  const [link, setLink] = useState<PreviewLinkMade>();
  useEffect(() => {
    let isGone = false;
    draft.keeper
      .saveNow()
      .then(() => makePreviewLink(draft.story))
      .then(
        (made) => {
          if (!isGone) setLink(made);
        },
        (error: unknown) => {
          if (isGone) return;
          notify("failed", error instanceof Error ? reason(error) : frame.failed);
          onClose();
        },
      );
    return () => {
      isGone = true;
    };
  }, [draft]);
  const address = link === undefined ? "" : new URL(link.url, location.origin).href;
  return (
    <Modal
      opened
      onClose={onClose}
      title={w.linkTitle}
      closeButtonProps={{ "aria-label": frame.close }}
    >
      <div className="ed-form">
        <p className="nr-quiet">{w.linkAsk}</p>
        <TextInput readOnly dir="ltr" aria-label={w.linkTitle} value={address} />
        {link !== undefined && <p className="nr-quiet">{w.linkUntil(dateTime(link.expiresAt))}</p>}
        <Button
          data-autofocus
          disabled={link === undefined}
          onClick={() => {
            void navigator.clipboard.writeText(address).then(() => notify("done", w.copied));
          }}
        >
          {w.copy}
        </Button>
      </div>
    </Modal>
  );
}
