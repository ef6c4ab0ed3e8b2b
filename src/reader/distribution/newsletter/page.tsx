import { NEWSLETTER_NAMES, NEWSLETTER_NOTES } from "#distribution/newsletter/strings.ts";
import { NEWSLETTER_KINDS, type NewsletterKind } from "#distribution/newsletter/subscribers.ts";
import { documentOf } from "../../frame/document.ts";
import type { Frame } from "../../frame/frame.ts";
import type { Markup } from "../../frame/html-text.ts";
import { newsletterStrings } from "./strings.ts";

/** What a form is shown with: what was typed, and what was wrong with it. */
export type FormState = {
  readonly email: string;
  readonly kinds: readonly NewsletterKind[];
  readonly wrong?: "email" | "kinds";
};

const Choices = ({ kinds, wrong }: { kinds: readonly NewsletterKind[]; wrong: boolean }) => (
  <fieldset class="picks" aria-describedby={wrong ? "wrong" : undefined}>
    <legend>{newsletterStrings.kinds}</legend>
    {NEWSLETTER_KINDS.map((kind) => (
      <label>
        <input type="checkbox" name="kinds" value={kind} checked={kinds.includes(kind)} />
        <span>
          <b>{NEWSLETTER_NAMES[kind]}</b>
          <span>{NEWSLETTER_NOTES[kind]}</span>
        </span>
      </label>
    ))}
  </fieldset>
);

/** A field that people do not see, and programs that fill in forms do. */
const Trap = () => (
  <p class="trap" aria-hidden="true">
    <label>
      {newsletterStrings.trap}
      <input type="text" name="about" tabindex={-1} autocomplete="off" />
    </label>
  </p>
);

const EmailField = ({ email, isWrong }: { email: string; isWrong: boolean }) => (
  <input
    id="email"
    type="email"
    name="email"
    dir="ltr"
    required
    maxlength={254}
    autocomplete="email"
    placeholder={newsletterStrings.emailHint}
    value={email}
    {...(isWrong ? { "aria-invalid": "true" as const, "aria-describedby": "wrong" } : {})}
  />
);

/** The box on the front page: an address is enough, everything that leaves by itself comes. */
export const NewsletterBox = () => (
  <section class="subscribe wrap" aria-labelledby="subscribe">
    <div>
      <h2 id="subscribe">{newsletterStrings.boxTitle}</h2>
      <p>{newsletterStrings.boxText}</p>
    </div>
    <form method="post" action="/newsletter">
      <input type="hidden" name="kinds" value="daily" />
      <input type="hidden" name="kinds" value="weekly" />
      <Trap />
      <label for="email">{newsletterStrings.email}</label>
      <div class="subscribe-line">
        <EmailField email="" isWrong={false} />
        <button type="submit">{newsletterStrings.subscribe}</button>
      </div>
    </form>
  </section>
);

function pageOf(frame: Frame, options: { title: string; path?: string }, matter: Markup): string {
  const { title, path } = options;
  return documentOf(
    frame,
    {
      title,
      description: newsletterStrings.intro,
      path,
      kind: "message",
      current: "newsletter",
      ...(path === undefined ? { isIndexed: false } : {}),
      extra: `<link rel="stylesheet" href="${frame.assets.subscribing.style}">`,
    },
    matter,
  );
}

/** The page on which one subscribes. */
export function subscribePage(frame: Frame, state: FormState): string {
  const { email, kinds, wrong } = state;
  return pageOf(
    frame,
    { title: newsletterStrings.title, path: "/newsletter" },
    <main id="main" class="wrap subscribe-page">
      <header class="front-head">
        <h1>{newsletterStrings.title}</h1>
        <p>{newsletterStrings.intro}</p>
      </header>
      <form method="post" action="/newsletter" class="subscribe-form">
        {wrong === undefined ? null : (
          <p id="wrong" class="wrong" role="alert">
            {wrong === "email" ? newsletterStrings.wrongEmail : newsletterStrings.noKind}
          </p>
        )}
        <Choices kinds={kinds} wrong={wrong === "kinds"} />
        <Trap />
        <label for="email">{newsletterStrings.email}</label>
        <div class="subscribe-line">
          <EmailField email={email} isWrong={wrong === "email"} />
          <button type="submit">{newsletterStrings.subscribe}</button>
        </div>
      </form>
    </main>,
  );
}

/** A page that says one thing, perhaps with a button that does it. */
export function sayingPage(
  frame: Frame,
  saying: {
    readonly title: string;
    readonly text: string;
    /** Address that a button asks with POST. */
    readonly button?: { readonly action: string; readonly name: string };
    readonly link?: { readonly href: string; readonly name: string };
  },
): string {
  const { title, text, button, link } = saying;
  return pageOf(
    frame,
    { title },
    <main id="main" class="wrap subscribe-page">
      <header class="front-head">
        <h1>{title}</h1>
        <p>{text}</p>
      </header>
      {button === undefined ? null : (
        <form method="post" action={button.action} class="subscribe-form">
          <button type="submit">{button.name}</button>
        </form>
      )}
      {link === undefined ? null : (
        <p>
          <a class="go" href={link.href}>
            {link.name}
          </a>
        </p>
      )}
    </main>,
  );
}

/** The page on which a subscriber chooses what comes. */
export function preferencesPage(
  frame: Frame,
  options: {
    readonly token: string;
    readonly email: string;
    readonly kinds: readonly NewsletterKind[];
    readonly isSaved: boolean;
  },
): string {
  const { token, email, kinds, isSaved } = options;
  return pageOf(
    frame,
    { title: newsletterStrings.preferencesTitle },
    <main id="main" class="wrap subscribe-page">
      <header class="front-head">
        <h1>{newsletterStrings.preferencesTitle}</h1>
        <p>{newsletterStrings.preferencesText(email)}</p>
      </header>
      {isSaved ? (
        <p class="saying" role="status">
          {newsletterStrings.saved}
        </p>
      ) : null}
      <form method="post" action={`/newsletter/preferences/${token}`} class="subscribe-form">
        <Choices kinds={kinds} wrong={false} />
        <button type="submit">{newsletterStrings.save}</button>
      </form>
      <p>
        <a class="quiet-link" href={`/newsletter/unsubscribe/${token}`}>
          {newsletterStrings.leaveTitle}
        </a>
      </p>
    </main>,
  );
}
