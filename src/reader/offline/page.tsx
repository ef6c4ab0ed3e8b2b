import { documentOf } from "../frame/document.ts";
import type { Frame } from "../frame/frame.ts";
import { offlineStrings } from "./strings.ts";

/** The page of the stories that the reader keeps on the device; an island fills it. */
export function savedPage(frame: Frame): string {
  return documentOf(
    frame,
    {
      title: offlineStrings.savedTitle,
      description: offlineStrings.savedIntro,
      path: "/saved",
      kind: "message",
      current: "saved",
      isIndexed: false,
      extra: `<link rel="stylesheet" href="${frame.assets.saved.style}"><script type="module" src="${frame.assets.saved.script}"></script>`,
    },
    <main id="main" class="wrap saved-page">
      <header class="front-head">
        <h1>{offlineStrings.savedTitle}</h1>
        <p class="standfirst">{offlineStrings.savedIntro}</p>
      </header>
      <noscript>
        <p class="saved-none">{offlineStrings.needsScript}</p>
      </noscript>
      <p class="saved-none scripted" data-saved-none tabindex={-1} hidden>
        {offlineStrings.none}
      </p>
      <p role="status" class="said" data-said data-gone={offlineStrings.gone}></p>
      <ul class="saved-list" data-saved-list>
        <template>
          <li>
            <div>
              <p class="kicker" data-section></p>
              <h2>
                <a data-headline></a>
              </h2>
              <p class="saved-facts">
                {offlineStrings.savedOn} <span data-when></span> · <span data-size></span>
              </p>
            </div>
            <button type="button" class="plain-button">
              {offlineStrings.forget}
            </button>
          </li>
        </template>
      </ul>
      <p class="saved-foot">
        <span data-saved-sum={offlineStrings.sum}></span>
        <button type="button" class="plain-button" data-forget-all hidden>
          {offlineStrings.forgetAll}
        </button>
      </p>
      <p class="saved-limits">{offlineStrings.limits}</p>
    </main>,
  );
}

/** What the service worker shows for a page that it has no copy of while there is no network. */
export function offlinePage(frame: Frame): string {
  return documentOf(
    frame,
    {
      title: offlineStrings.offlineTitle,
      description: offlineStrings.offlineText,
      path: undefined,
      kind: "message",
      isIndexed: false,
    },
    <main id="main" class="wrap message">
      <header class="message-head">
        <div>
          <h1>{offlineStrings.offlineTitle}</h1>
          <p class="standfirst">{offlineStrings.offlineText}</p>
          <p class="ways">
            <a class="go" href="/saved">
              {offlineStrings.toSaved}
            </a>{" "}
            <a class="go" href="/">
              {offlineStrings.toHome}
            </a>
          </p>
        </div>
      </header>
    </main>,
  );
}
