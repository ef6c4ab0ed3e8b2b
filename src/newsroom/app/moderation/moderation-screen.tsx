import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Suspense } from "react";
import { LoadingScreen } from "../frame/other-screens.tsx";
import { useWords } from "../language/words.tsx";
import { Screen } from "../parts/screen.tsx";
import { useWriting } from "../parts/times.ts";
import { AppealsQueue } from "./appeals-queue.tsx";
import { CommentQueue } from "./comment-queue.tsx";
import { countsQuery, QUEUES } from "./moderation-data.ts";
import { moderationWords } from "./moderation-words.ts";

const MOST_COUNTED = 1000;

/** The moderators' room: what waits, and the comment that is looked at. */
export function ModerationScreen() {
  const w = useWords(moderationWords);
  const { number } = useWriting();
  const filter = useSearch({ from: "/room/moderation" });
  const { queue } = filter;
  const { data: counts } = useSuspenseQuery(countsQuery);
  const shown = (count: number): string =>
    count >= MOST_COUNTED ? `${number(MOST_COUNTED)}+` : number(count);
  return (
    <Screen
      title={w.title}
      actions={
        <nav className="mo-links" aria-label={w.settings}>
          <Link to="/moderation/words">{w.words}</Link>
          <Link to="/moderation/settings">{w.settings}</Link>
        </nav>
      }
    >
      <nav className="nr-tabs" aria-label={w.queues}>
        {QUEUES.map((name) => (
          <Link
            key={name}
            to="/moderation"
            search={{ queue: name }}
            aria-current={name === queue ? "page" : undefined}
          >
            {w.queue[name]}
            <span
              className="mo-count"
              data-some={counts[name] > 0 && name !== "all" ? "" : undefined}
            >
              {shown(counts[name])}
            </span>
          </Link>
        ))}
      </nav>
      <Suspense fallback={<LoadingScreen />}>
        {queue === "appeals" ? (
          <AppealsQueue />
        ) : (
          <CommentQueue key={JSON.stringify(filter)} filter={{ ...filter, queue }} />
        )}
      </Suspense>
    </Screen>
  );
}
