import { useWords } from "../language/words.tsx";
import type { ListedIssue } from "./distribution-data.ts";
import { distributionWords } from "./distribution-words.ts";

/** What became of the copies of something that was sent to many. */
export function CopyResults({
  copies,
  clicks,
}: {
  readonly copies: ListedIssue["copies"];
  readonly clicks?: number;
}) {
  const w = useWords(distributionWords);
  const { sent, refused, unknown, waiting, claimed, dropped } = copies;
  const all = sent + refused + unknown + waiting + claimed + dropped;
  return (
    <span className="nr-results">
      <meter aria-hidden="true" min={0} max={Math.max(1, all)} value={sent} />
      <span className="nr-number">{w.sentOf(sent, all)}</span>
      <small className="nr-quiet">
        {waiting + claimed > 0 && <span>{w.waiting(waiting + claimed)}</span>}
        {refused > 0 && <span>{w.refused(refused)}</span>}
        {unknown > 0 && <span title={w.unknownNote}>{w.unknown(unknown)}</span>}
        {clicks !== undefined && clicks > 0 && <span>{w.clicks(clicks)}</span>}
      </small>
    </span>
  );
}
