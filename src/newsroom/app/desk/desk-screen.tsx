import { formatNameplateDay } from "#arabic/dates.ts";
import { dayOf } from "#arabic/zone-days.ts";
import { useSession } from "../data/session.ts";
import { frameWords } from "../frame/frame-words.ts";
import { useWords } from "../language/words.tsx";

/** The first screen: what waits, what is out, what is read. */
export function DeskScreen() {
  const w = useWords(frameWords);
  const { edition } = useSession();
  return (
    <header className="nr-bar">
      <h1>{w.desk}</h1>
      <p className="nr-quiet">{formatNameplateDay(dayOf(new Date(), edition.zone), edition)}</p>
    </header>
  );
}
