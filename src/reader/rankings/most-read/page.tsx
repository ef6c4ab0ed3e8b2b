import { withDigits } from "#arabic/digits.ts";
import { zoneName } from "#arabic/zone-names.ts";
import type { Edition } from "#stories/story.ts";
import { shownDay, shownFullDay } from "../../frame/date-texts.ts";
import { listData } from "#distribution/structured-data.ts";
import { documentOf } from "../../frame/document.ts";
import { siteFacts, type Frame } from "../../frame/frame.ts";
import { hrefOf } from "../../frame/html-text.ts";
import { ownLanguage } from "../../parts/card.tsx";
import { PictureFrame } from "../../parts/picture.tsx";
import type { MostRead } from "#readership/most-read.ts";
import { countingRules, frameStrings, rankingStrings } from "../../strings.ts";
import type { MostReadData } from "./load.ts";

const SHOWN = 30;

const Ranked = ({
  list,
  edition,
  isLive,
}: {
  list: MostRead;
  edition: Edition;
  isLive: boolean;
}) => (
  <ol class="ranked">
    {list.stories.slice(0, SHOWN).map(({ card, counted, raw }) => (
      <li>
        <div class="ranked-text">
          <p class="kicker">{card.section.name}</p>
          <h2>
            <a href={hrefOf(card.path)} {...ownLanguage(card, edition)}>
              {card.headline}
            </a>
          </h2>
          {list.basis === "editors" || counted === 0 ? null : (
            <p class="counts">
              <b>
                {rankingStrings.views(counted, isLive ? list.basis : "pastDay", edition.digits)}
              </b>
              <span>{rankingStrings.raw(raw, edition.digits)}</span>
            </p>
          )}
        </div>
        {card.picture === undefined ? null : (
          <PictureFrame picture={card.picture} use={{ sizes: "(min-width: 40rem) 11rem, 6rem" }} />
        )}
      </li>
    ))}
  </ol>
);

const dayHref = (day: string, today: string): string =>
  day === today ? "/most-read" : `/most-read/${day}`;

/** Sunday to Saturday, by their first letters. */
const WEEK = ["ح", "ن", "ث", "ر", "خ", "ج", "س"] as const;

const dayOfMonth = (day: string, edition: Edition): string =>
  withDigits(String(Number(day.slice(8))), edition.digits);

const Days = ({
  data,
  today,
  edition,
}: {
  data: MostReadData;
  today: string;
  edition: Edition;
}) => (
  <nav class="days" aria-label={rankingStrings.chooseDay}>
    <p class="day-steps">
      {data.previous === undefined ? null : (
        <a rel="prev" href={dayHref(data.previous, today)}>
          {rankingStrings.previousDay}
        </a>
      )}
      {data.next === undefined ? null : (
        <a rel="next" href={dayHref(data.next, today)}>
          {rankingStrings.nextDay}
        </a>
      )}
      {data.day === today ? null : <a href="/most-read">{rankingStrings.today}</a>}
    </p>
    <ol class="calendar">
      {WEEK.map((weekday) => (
        <li class="weekday" aria-hidden="true">
          {weekday}
        </li>
      ))}
      {data.days.map((day) => (
        <li>
          {day > today ? (
            <span>{dayOfMonth(day, edition)}</span>
          ) : (
            <a
              href={dayHref(day, today)}
              aria-current={day === data.day ? "page" : undefined}
              aria-label={shownFullDay(day, edition)}
            >
              {dayOfMonth(day, edition)}
            </a>
          )}
        </li>
      ))}
    </ol>
  </nav>
);

const Rules = ({ edition }: { edition: Edition }) => (
  <section class="rules" id="rules" aria-labelledby="rules-title">
    <h2 id="rules-title">{rankingStrings.rulesTitle}</h2>
    <p>{rankingStrings.rulesIntro}</p>
    <dl>
      {countingRules(zoneName(edition.zone, { digits: edition.digits }), edition.digits).map(
        ([question, answer]) => (
          <div>
            <dt>{question}</dt>
            <dd>{answer}</dd>
          </div>
        ),
      )}
    </dl>
  </section>
);

const STATES = {
  live: rankingStrings.live,
  settling: rankingStrings.settling,
  final: rankingStrings.final,
};

/** The most read of a day, with the way to other days and the rules of counting. */
export function mostReadPage(frame: Frame, data: MostReadData): string {
  const { edition, day: today } = frame;
  const { day, list } = data;
  const title =
    data.state === "live"
      ? rankingStrings.pageToday
      : rankingStrings.pageOn(shownDay(day, edition));
  return documentOf(
    frame,
    {
      title,
      description: rankingStrings.description(edition.name),
      path: dayHref(day, today),
      kind: "list",
      current: "most-read",
      extra: listData(siteFacts(frame), {
        name: title,
        description: "",
        path: dayHref(day, today),
        stories: list.stories.map(({ card }) => card),
      }),
    },
    <main id="main">
      <header class="front-head most-read-head">
        <div class="wrap">
          <p class="kicker">
            <time datetime={day}>{shownFullDay(day, edition)}</time>
          </p>
          <h1>{data.state === "live" ? frameStrings.mostRead : title}</h1>
          <p>
            {rankingStrings.why} {rankingStrings.basis(list.basis, edition.digits)}{" "}
            {STATES[data.state]} <a href="#rules">{rankingStrings.readRules}</a>
          </p>
        </div>
      </header>
      <div class="columns wrap">
        <div>
          {list.stories.length === 0 ? (
            <p class="nothing">{rankingStrings.noViews}</p>
          ) : (
            <Ranked list={list} edition={edition} isLive={data.state === "live"} />
          )}
        </div>
        <aside class="rail">
          <section class="box" aria-labelledby="days">
            <h2 id="days">{rankingStrings.chooseDay}</h2>
            <Days data={data} today={today} edition={edition} />
          </section>
        </aside>
      </div>
      <div class="wrap">
        <Rules edition={edition} />
      </div>
    </main>,
  );
}
