import { documentOf } from "../../frame/document.ts";
import type { Frame } from "../../frame/frame.ts";
import { alertStrings } from "./strings.ts";

const Topic = (props: { value: string; name: string; note?: string; isOn?: boolean }) => (
  <label>
    <input type="checkbox" name="topics" value={props.value} checked={props.isOn === true} />
    <span>
      <b>{props.name}</b>
      {props.note === undefined ? null : <span>{props.note}</span>}
    </span>
  </label>
);

/** The page on which a reader chooses alerts for this device; a script works it. */
export function alertsPage(frame: Frame, publicKey: string): string {
  const { assets, sections } = frame;
  return documentOf(
    frame,
    {
      title: alertStrings.title,
      description: alertStrings.intro,
      path: "/notifications",
      kind: "message",
      current: "notifications",
      extra: `<link rel="stylesheet" href="${assets.subscribing.style}"><script type="module" src="${assets.subscribing.script}"></script>`,
    },
    <main id="main" class="wrap subscribe-page">
      <header class="front-head">
        <h1>{alertStrings.title}</h1>
        <p>{alertStrings.intro}</p>
      </header>
      <noscript>
        <p class="saying">{alertStrings.needsScript}</p>
      </noscript>
      <p
        class="saying"
        role="status"
        data-said
        data-on={alertStrings.on}
        data-off={alertStrings.off}
        data-denied={alertStrings.denied}
        data-failed={alertStrings.failed}
        data-unknown={alertStrings.unknown}
        data-no-topic={alertStrings.noTopic}
        hidden
      ></p>
      <form class="subscribe-form" data-alerts={publicKey}>
        <fieldset class="picks">
          <legend>{alertStrings.topics}</legend>
          <Topic
            value="breaking"
            name={alertStrings.breaking}
            note={alertStrings.breakingNote}
            isOn
          />
          <Topic value="daily" name={alertStrings.daily} note={alertStrings.dailyNote} />
          {sections.map((section) => (
            <Topic value={`section:${section.slug}`} name={alertStrings.section(section.name)} />
          ))}
        </fieldset>
        <fieldset class="picks quiet-hours">
          <legend>{alertStrings.quiet}</legend>
          <div class="hours">
            <label>
              <input type="checkbox" name="quiet" checked />
              <span>{alertStrings.quietOn}</span>
            </label>
            <input
              type="time"
              name="from"
              value="23:00"
              required
              aria-label={alertStrings.quietOn}
            />
            <span aria-hidden="true">{alertStrings.and}</span>
            <input type="time" name="to" value="07:00" required aria-label={alertStrings.and} />
          </div>
          <p class="hours-note">{alertStrings.quietNote}</p>
          <label>
            <input type="checkbox" name="mayWake" />
            <span>{alertStrings.mayWake}</span>
          </label>
        </fieldset>
        <p class="buttons">
          <button type="submit" data-turn-on={alertStrings.turnOn} data-save={alertStrings.save}>
            {alertStrings.turnOn}
          </button>
          <button type="button" class="plain-button" data-turn-off hidden>
            {alertStrings.turnOff}
          </button>
        </p>
      </form>
    </main>,
  );
}
