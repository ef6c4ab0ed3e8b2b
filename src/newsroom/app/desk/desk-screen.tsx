import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatFullDay } from "#arabic/dates.ts";
import { dayOf } from "#arabic/zone-days.ts";
import { useSession } from "../data/session.ts";
import { frontsQuery } from "../fronts/front-data.ts";
import { useWarningText } from "../fronts/front-warnings.tsx";
import { useLanguage, useWords } from "../language/words.tsx";
import { Nothing, Panel, Screen } from "../parts/screen.tsx";
import { Sparkline } from "../parts/sparkline.tsx";
import { useWriting } from "../parts/times.ts";
import { NewStoryButton } from "../stories/new-story.tsx";
import { StoryRows, type RowStory } from "../stories/story-rows.tsx";
import { deskQuery, type Desk } from "./desk-data.ts";
import { deskWords } from "./desk-words.ts";

function Figures({ desk }: { readonly desk: Desk }) {
  const w = useWords(deskWords);
  const { number, ago, time } = useWriting();
  const oldest = desk.waiting.map(({ changedAt }) => changedAt).sort()[0];
  const next = desk.scheduled.map(({ scheduledFor }) => scheduledFor ?? "").sort()[0];
  return (
    <div className="nr-figures">
      <div className="nr-figure" data-lead>
        <small>{w.viewsToday}</small>
        <b>{number(desk.viewsToday.total)}</b>
        <Sparkline figures={desk.viewsToday.byQuarter} />
      </div>
      <div className="nr-figure">
        <small>{w.waiting}</small>
        <b>{number(desk.waiting.length)}</b>
        <small>{oldest === undefined ? "" : w.oldest(ago(oldest))}</small>
      </div>
      <div className="nr-figure">
        <small>{w.scheduled}</small>
        <b>{number(desk.scheduled.length)}</b>
        <small>{next === undefined ? "" : w.next(time(next))}</small>
      </div>
      <div className="nr-figure">
        <small>{w.mine}</small>
        <b>{number(desk.mine.length)}</b>
        <small />
      </div>
    </div>
  );
}

function StoriesPanel({
  title,
  none,
  stories,
}: {
  readonly title: string;
  readonly none: string;
  readonly stories: readonly RowStory[];
}) {
  return (
    <Panel title={title}>
      {stories.length === 0 ? <Nothing>{none}</Nothing> : <StoryRows stories={stories} />}
    </Panel>
  );
}

function MostRead({ desk }: { readonly desk: Desk }) {
  const w = useWords(deskWords);
  const { number } = useWriting();
  return (
    <Panel title={w.mostRead}>
      {desk.mostRead.stories.length === 0 && <Nothing>{w.mostReadNone}</Nothing>}
      <ol className="nr-ranks">
        {desk.mostRead.stories.map(({ id, headline, views }) => (
          <li key={id}>
            <Link to="/stories/$id" params={{ id }}>
              {headline}
            </Link>
            <span className="nr-number">{number(views)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Warnings() {
  const w = useWords(deskWords);
  const { data } = useSuspenseQuery(frontsQuery);
  const textOf = useWarningText();
  const warned = data.items.flatMap(({ key, name, warnings }) =>
    warnings.map((warning) => ({ key, name, text: textOf(warning) })),
  );
  return (
    <Panel title={w.warnings}>
      {warned.length === 0 && <Nothing>{w.warningsNone}</Nothing>}
      <ul className="nr-rows">
        {warned.map(({ key, name, text }) => (
          <li key={`${key} ${text}`}>
            <span className="nr-grow">
              {text}
              <small className="nr-quiet">{name}</small>
            </span>
            <Link to="/fronts/$key" params={{ key }} className="nr-link">
              {w.fix}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The first screen: what waits, what is out, what is read; it renews itself. */
export function DeskScreen() {
  const w = useWords(deskWords);
  const { acts, edition } = useSession();
  const { language } = useLanguage();
  const { day } = useWriting();
  const { data: desk } = useSuspenseQuery(deskQuery);
  const today = dayOf(new Date(), edition.zone);
  return (
    <Screen
      title={w.title}
      note={language === "ar" ? formatFullDay(today, edition) : day(new Date().toISOString())}
      actions={<NewStoryButton />}
    >
      <div className="nr-desk">
        <div className="nr-column">
          <Figures desk={desk} />
          {desk.waiting.length > 0 && (
            <StoriesPanel title={w.waiting} none={w.waitingNone} stories={desk.waiting} />
          )}
          <StoriesPanel title={w.mine} none={w.mineNone} stories={desk.mine} />
          <StoriesPanel title={w.published} none={w.publishedNone} stories={desk.published} />
        </div>
        <div className="nr-column">
          <MostRead desk={desk} />
          <StoriesPanel title={w.scheduled} none={w.scheduledNone} stories={desk.scheduled} />
          {acts.includes("seeFronts") && <Warnings />}
        </div>
      </div>
    </Screen>
  );
}
