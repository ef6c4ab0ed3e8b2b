import { preferenceStrings } from "../strings.ts";
import { Icon } from "./icons.tsx";

const THEMES = ["auto", "light", "sepia", "dark", "contrast"] as const;
const LEADINGS = ["tight", "normal", "wide"] as const;

/** Theme, line spacing where a story is read, and light pages: a panel for readers with script, which keeps the choice. */
export function PreferencesPanel({ isReading }: { isReading: boolean }) {
  const name = isReading ? preferenceStrings.readingPanel : preferenceStrings.panel;
  return (
    <details class="panel scripted" name="panel">
      <summary class="tool">
        <Icon name="settings" />
        <span class="tool-name">{name}</span>
      </summary>
      <form class="panel-body" data-preferences>
        <fieldset>
          <legend>{preferenceStrings.theme}</legend>
          <div class="choices themes">
            {THEMES.map((theme) => (
              <label class={`choice theme-${theme}`}>
                <input type="radio" name="theme" value={theme} checked={theme === "auto"} />
                <span>{preferenceStrings.themes[theme]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        {isReading ? (
          <fieldset>
            <legend>{preferenceStrings.leading}</legend>
            <div class="choices">
              {LEADINGS.map((leading) => (
                <label class="choice">
                  <input
                    type="radio"
                    name="leading"
                    value={leading}
                    checked={leading === "normal"}
                  />
                  <span>{preferenceStrings.leadings[leading]}</span>
                </label>
              ))}
            </div>
          </fieldset>
        ) : null}
        <label class="switch">
          <input type="checkbox" name="light" role="switch" />
          <span>
            <b>{preferenceStrings.light}</b>
            <small>{preferenceStrings.lightHint}</small>
          </span>
        </label>
      </form>
    </details>
  );
}
