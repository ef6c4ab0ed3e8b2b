import { raw } from "hono/html";
import { hrefOf, htmlOf } from "../frame/html-text.ts";
import { offlineStrings } from "../offline/strings.ts";
import { storyStrings } from "../strings.ts";
import { Icon } from "./icons.tsx";
import { PreferencesPanel } from "./preferences.tsx";

const SHARE_LINKS = [
  ["whatsapp", (url: string, text: string) => `https://wa.me/?text=${text}%0A${url}`],
  ["telegram", (url: string, text: string) => `https://t.me/share/url?url=${url}&text=${text}`],
  ["x", (url: string, text: string) => `https://x.com/intent/post?url=${url}&text=${text}`],
  ["facebook", (url: string) => `https://www.facebook.com/sharer/sharer.php?u=${url}`],
] as const;

/** Tools that are the same on every story. */
const sizeGroup = raw(
  htmlOf(
    <div class="size scripted" role="group" aria-label={storyStrings.fontSize} data-size>
      <button type="button" data-step="-10" aria-label={storyStrings.smaller}>
        أ<Icon name="minus" />
      </button>
      <output aria-live="polite">100%</output>
      <button type="button" data-step="10" aria-label={storyStrings.larger}>
        أ<Icon name="plus" />
      </button>
      <button type="button" data-step="0" aria-label={storyStrings.resetSize} disabled>
        <Icon name="reset" />
      </button>
    </div>,
  ),
);
/** The button that keeps a story on the device; hidden where the browser can't. `module` is fetched at the first click. */
const saveButton = (module: string) => (
  <button
    type="button"
    class="tool save"
    data-save={module}
    aria-pressed="false"
    aria-label={offlineStrings.save}
    hidden
  >
    <Icon name="save" />
    <span class="tool-name">{offlineStrings.saveShort}</span>
  </button>
);
const listenButton = raw(
  htmlOf(
    <button type="button" class="tool listen" data-listen={storyStrings.stopListening} disabled>
      <Icon name="listen" />
      <span class="tool-name">{storyStrings.listen}</span>
    </button>,
  ),
);
const printAndSettings = raw(
  htmlOf(
    <>
      <button type="button" class="tool print scripted" data-print>
        <Icon name="print" />
        <span class="tool-name">{storyStrings.print}</span>
      </button>
      <PreferencesPanel isReading />
    </>,
  ),
);

/** Reading mode, text size, listening, preferences and sharing. Without script: reading mode and the share links. */
export function StoryTools({
  path,
  shortUrl,
  headline,
  isReading,
  saveModule,
}: {
  path: string;
  shortUrl: string;
  headline: string;
  isReading: boolean;
  /** Address of the script that keeps stories. */
  saveModule: string;
}) {
  const [url, text] = [encodeURIComponent(shortUrl), encodeURIComponent(headline)];
  return (
    <div class="tools" role="group" aria-label={storyStrings.tools}>
      <form class="tools-reading" action={hrefOf(path)}>
        <button
          class="tool reading"
          {...(isReading ? {} : { name: "view", value: "reading" })}
          aria-pressed={isReading ? "true" : "false"}
        >
          <Icon name="reading" />
          <span class="tool-name">{storyStrings.readingMode}</span>
        </button>
      </form>
      {sizeGroup}
      <span class="grow"></span>
      {/* Beside the empty space, where it leaves no gap on devices that have no Arabic voice. */}
      {listenButton}
      {saveButton(saveModule)}
      {printAndSettings}
      <details class="panel share" name="panel">
        <summary class="tool">
          <Icon name="share" />
          <span class="tool-name">{storyStrings.share}</span>
        </summary>
        <div class="panel-body" data-share={shortUrl} data-title={headline}>
          <ul>
            <li class="scripted">
              <button type="button" data-copy={storyStrings.copied}>
                {storyStrings.copyLink}
              </button>
            </li>
            <li>
              <button type="button" data-device hidden>
                {storyStrings.shareDevice}
              </button>
            </li>
            {SHARE_LINKS.map(([name, address]) => (
              <li>
                <a href={address(url, text)} rel="noopener nofollow" target="_blank">
                  {storyStrings.shareOn[name]}
                </a>
              </li>
            ))}
            <li class="scripted print-item">
              <button type="button" data-print>
                {storyStrings.print}
              </button>
            </li>
          </ul>
          <p class="short-address">
            <span>{storyStrings.shortAddress}</span>
            <bdi dir="ltr">{shortUrl}</bdi>
          </p>
        </div>
      </details>
      <p role="status" class="said" data-said></p>
    </div>
  );
}
