import type { MonthNumbers } from "#conversation/moderation/transparency.ts";
import { REJECT_REASONS } from "#conversation/moderation/reasons.ts";
import { documentOf } from "../../frame/document.ts";
import type { Frame } from "../../frame/frame.ts";
import { transparencyStrings as strings } from "./moderation-strings.ts";

/** A month with its numbers. */
export type ShownMonth = {
  readonly name: string;
  readonly isOver: boolean;
  readonly numbers: MonthNumbers;
};

const LINES = [
  "comments",
  "held",
  "approved",
  "rejected",
  "deleted",
  "reports",
  "reportsOfIllegal",
  "reportsUpheld",
  "appeals",
  "appealsGranted",
  "warned",
  "suspended",
  "banned",
] as const;

const Month = ({ month, frame, at }: { month: ShownMonth; frame: Frame; at: number }) => {
  const { digits } = frame.edition;
  const { numbers } = month;
  const reasons = REJECT_REASONS.filter((reason) => (numbers.byReason[reason] ?? 0) > 0);
  return (
    <section class="month" aria-labelledby={`month-${at}`}>
      <h2 id={`month-${at}`}>
        {month.name}
        {month.isOver ? null : <span class="hint"> {strings.soFar}</span>}
      </h2>
      <dl class="month-lines">
        {LINES.map((name) => (
          <div data-of={name}>
            <dt>{strings[name]}</dt>
            <dd>{strings.number(numbers[name], digits)}</dd>
          </div>
        ))}
        <div>
          <dt>{strings.waited}</dt>
          <dd>{strings.waitedFor(numbers.waitedMinutes, digits)}</dd>
        </div>
      </dl>
      {reasons.length === 0 ? null : (
        <>
          <h3>{strings.reasons}</h3>
          <dl class="month-lines">
            {reasons.map((reason) => (
              <div>
                <dt>{strings.reason[reason]}</dt>
                <dd>{strings.number(numbers.byReason[reason] ?? 0, digits)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
};

/** What was done with comments, month by month. */
export function transparencyPage(frame: Frame, months: readonly ShownMonth[]): string {
  return documentOf(
    frame,
    {
      title: strings.title,
      description: strings.intro,
      path: "/transparency",
      kind: "list",
      isIndexed: true,
      extra: `<link rel="stylesheet" href="${frame.assets.conversation.style}">`,
    },
    <main id="main" class="wrap own">
      <header class="own-head">
        <h1>{strings.title}</h1>
        <p class="standfirst">{strings.intro}</p>
      </header>
      {months.length === 0 ? <p>{strings.none}</p> : null}
      {months.map((month, at) => (
        <Month month={month} frame={frame} at={at} />
      ))}
      <section aria-labelledby="how">
        <h2 id="how">{strings.how}</h2>
        <ul class="rules">
          {strings.rules.map((rule) => (
            <li>{rule}</li>
          ))}
        </ul>
      </section>
    </main>,
  );
}
