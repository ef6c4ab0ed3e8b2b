import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../language/words.tsx";
import { Icon } from "../../parts/icon.tsx";
import type { JournalEntry } from "../saving/journal-entry.ts";
import { screenWords } from "./screen-words.ts";
import type { Attendance } from "./use-presence.ts";

function Banner({ children }: { readonly children: ReactNode }) {
  return (
    <div className="ed-banner" role="status">
      {children}
    </div>
  );
}

/** What whoever opens the story has to know before writing: who else holds it, what was left in this device. */
export function Banners({
  attendance,
  person,
  mayWrite,
  left,
  onMerge,
  onDrop,
}: {
  readonly attendance: Attendance;
  readonly person: string;
  readonly mayWrite: boolean;
  readonly left: readonly JournalEntry[];
  readonly onMerge: (entry: JournalEntry) => void;
  readonly onDrop: (entry: JournalEntry) => void;
}) {
  const w = useWords(screenWords);
  const { holder, takeOver } = attendance;
  const [entry] = left;
  return (
    <>
      {!mayWrite && (
        <Banner>
          <Icon name="lock" size={16} />
          <span>{w.readOnly}</span>
        </Banner>
      )}
      {mayWrite && holder !== null && (
        <Banner>
          <Icon name="lock" size={16} />
          <span>{holder.id === person ? w.heldHere : w.heldBy(holder.name)}</span>
          <Button size="compact-sm" variant="default" onClick={() => void takeOver()}>
            {w.takeOver}
          </Button>
        </Banner>
      )}
      {entry !== undefined && (
        <Banner>
          <Icon name="warning" size={16} />
          <span>{w.left}</span>
          <Button size="compact-sm" onClick={() => onMerge(entry)}>
            {w.leftMerge}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => onDrop(entry)}>
            {w.leftDrop}
          </Button>
        </Banner>
      )}
    </>
  );
}

/** The colleagues who are at the story now, as their initials. */
export function Faces({ people }: { readonly people: Attendance["people"] }) {
  const w = useWords(screenWords);
  const named = [...new Map(people.map((one) => [one.id ?? one.tab, one])).values()];
  return (
    <span className="ed-faces">
      {named.slice(0, 5).map((one) => (
        <span
          key={one.tab}
          role="img"
          data-state={one.state}
          aria-label={w.present(one.name, one.state === "writing")}
          title={w.present(one.name, one.state === "writing")}
        >
          {Array.from(one.name)[0]}
        </span>
      ))}
    </span>
  );
}
