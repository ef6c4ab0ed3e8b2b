import type { Frame } from "../frame/frame.ts";
import { ownPage } from "./own-page.tsx";
import { accountStrings } from "./strings.ts";
import { WhatWeKeep } from "./what-we-keep.tsx";

/** What somebody wanted to post before they were signed in: it is kept until they are. */
export type Draft = {
  readonly story: string;
  readonly parent?: string | undefined;
  readonly text: string;
  readonly quote: string;
};

const Kept = ({ draft, back }: { draft: Draft | undefined; back: string }) => (
  <>
    <input type="hidden" name="back" value={back} />
    {draft === undefined ? null : (
      <>
        <input type="hidden" name="story" value={draft.story} />
        {draft.parent === undefined ? null : (
          <input type="hidden" name="parent" value={draft.parent} />
        )}
        <input type="hidden" name="text" value={draft.text} />
        <input type="hidden" name="quote" value={draft.quote} />
      </>
    )}
  </>
);

const EmailField = ({ id, email }: { id: string; email: string }) => (
  <p class="field">
    <label for={id}>{accountStrings.email}</label>
    <input
      id={id}
      type="email"
      name="email"
      value={email}
      autocomplete="username"
      maxlength={254}
      required
      dir="ltr"
    />
  </p>
);

/** Where readers sign in, or begin to join: both are asked for the same. */
export function signInPage(
  frame: Frame,
  look: {
    readonly back: string;
    readonly email: string;
    readonly draft?: Draft | undefined;
    readonly title?: string | undefined;
    readonly intro?: string | undefined;
    readonly told?: string | undefined;
    readonly hasPassword?: boolean;
  },
): string {
  const { back, email, draft } = look;
  return ownPage(frame, {
    title: look.title ?? accountStrings.signInTitle,
    intro: look.intro ?? accountStrings.signInIntro,
    told: look.told,
    children: (
      <>
        <form class="own-form" method="post" action="/account/link">
          <Kept draft={draft} back={back} />
          <EmailField id="email" email={email} />
          <p class="own-foot">
            <button class="go" type="submit">
              {accountStrings.sendLink}
            </button>
          </p>
        </form>
        <details class="with-password" open={look.hasPassword === true}>
          <summary>{accountStrings.orPassword}</summary>
          <form class="own-form" method="post" action="/account/sign-in">
            <Kept draft={draft} back={back} />
            <EmailField id="password-email" email={email} />
            <p class="field">
              <label for="password">{accountStrings.password}</label>
              <input
                id="password"
                type="password"
                name="password"
                autocomplete="current-password"
                maxlength={1024}
                required
                dir="auto"
              />
            </p>
            <p class="own-foot">
              <button class="go" type="submit">
                {accountStrings.enter}
              </button>
            </p>
          </form>
        </details>
        <WhatWeKeep />
      </>
    ),
  });
}

/** What a mailed link opens: one more step, since programs that look into mails open links too. */
export function linkPage(
  frame: Frame,
  look: {
    readonly token: string;
    readonly email: string;
    readonly hasAccount: boolean;
    readonly name: string;
    readonly told?: string | undefined;
  },
): string {
  return ownPage(frame, {
    title: accountStrings.linkTitle,
    intro: accountStrings.linkIntro(look.email),
    told: look.told,
    children: (
      <>
        <form class="own-form" method="post" action={`/account/link/${look.token}`}>
          {look.hasAccount ? null : (
            <p class="field">
              <label for="name">{accountStrings.chooseName}</label>
              <input
                id="name"
                name="name"
                value={look.name}
                autocomplete="nickname"
                maxlength={60}
                required
                dir="auto"
                aria-describedby="name-hint"
              />
              <span class="hint" id="name-hint">
                {accountStrings.chooseNameHint}
              </span>
            </p>
          )}
          <p class="own-foot">
            <button class="go" type="submit">
              {look.hasAccount ? accountStrings.enterNow : accountStrings.join}
            </button>
          </p>
        </form>
        {look.hasAccount ? null : <WhatWeKeep />}
      </>
    ),
  });
}
