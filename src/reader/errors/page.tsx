import type { StoryCard } from "#stories/story.ts";
import { documentOf } from "../frame/document.ts";
import type { Frame } from "../frame/frame.ts";
import { Card } from "../parts/card.tsx";
import { MostReadBox } from "../parts/ranking.tsx";
import type { MostRead } from "#readership/most-read.ts";
import { errorStrings, listStrings } from "../strings.ts";

/** What went wrong, as a reader is told. */
export type ErrorKind = Exclude<keyof typeof errorStrings, "toHome">;

/** Where to go from here; a page that tells of a failure may have neither. */
export type WaysOn = {
  readonly newest: readonly StoryCard[];
  readonly mostRead: MostRead | undefined;
};

/** A page that says what went wrong and leads on. */
export function errorPage(frame: Frame, kind: ErrorKind, status: number, ways: WaysOn): string {
  const { title, text } = errorStrings[kind];
  const { edition } = frame;
  return documentOf(
    frame,
    { title, description: text, path: undefined, kind: "message", isIndexed: false },
    <main id="main" class="wrap message">
      <header class="message-head">
        <p class="message-code" aria-hidden="true">
          {status}
        </p>
        <div>
          <h1>{title}</h1>
          <p class="standfirst">{text}</p>
          <p>
            <a class="go" href="/">
              {errorStrings.toHome}
            </a>
          </p>
        </div>
      </header>
      {ways.newest.length === 0 && ways.mostRead === undefined ? null : (
        <div class="columns">
          <section class="box" aria-labelledby="newest">
            <h2 id="newest">{listStrings.newest}</h2>
            <div class="lines">
              {ways.newest.map((card) => (
                <Card card={card} edition={edition} look="line" hasSection />
              ))}
            </div>
          </section>
          {ways.mostRead === undefined ? null : (
            <aside class="rail">
              <MostReadBox list={ways.mostRead} edition={edition} />
            </aside>
          )}
        </div>
      )}
    </main>,
  );
}
