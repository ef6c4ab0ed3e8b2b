import type { OwnComment } from "#conversation/comments/own-comments.ts";
import type { ShownNotice } from "#conversation/readers/notices.ts";
import type { SignedInReader } from "#conversation/readers/sessions.ts";
import { dayOf } from "#arabic/zone-days.ts";
import { shownDay } from "../frame/date-texts.ts";
import type { Frame } from "../frame/frame.ts";
import { hrefOf } from "../frame/html-text.ts";
import { When } from "../parts/when.tsx";
import { commentHref } from "./addresses.ts";
import { CommentText } from "./comment-view.tsx";
import { ownPage } from "./own-page.tsx";
import { accountStrings, talkStrings } from "./strings.ts";
import { moderationStrings } from "./moderation/moderation-strings.ts";
import { WhatWeKeep } from "./what-we-keep.tsx";

const TABS = ["settings", "comments", "notices"] as const;
type Tab = (typeof TABS)[number];

const Tabs = ({ current, reader }: { current: Tab; reader: SignedInReader }) => (
  <nav class="own-tabs" aria-label={accountStrings.title}>
    <ul class="chips">
      {TABS.map((tab) => (
        <li>
          <a
            href={tab === "settings" ? "/account" : `/account/${tab}`}
            aria-current={tab === current ? "page" : undefined}
          >
            {accountStrings.tabs[tab]}
            {tab === "notices" && reader.unseen > 0 ? (
              <>
                {" "}
                <span class="badge">{reader.unseen}</span>
              </>
            ) : null}
          </a>
        </li>
      ))}
      <li>
        <a href="/conversation/standing">{moderationStrings.standingTitle}</a>
      </li>
    </ul>
    <form method="post" action="/account/sign-out">
      <button class="plain-button" type="submit">
        {accountStrings.signOut}
      </button>
    </form>
  </nav>
);

/** What a reader can set, take with them, and end. */
export function settingsPage(
  frame: Frame,
  reader: SignedInReader,
  look: { readonly told?: string | undefined; readonly isSaved?: boolean } = {},
): string {
  const { edition } = frame;
  const since = shownDay(dayOf(reader.createdAt, edition.zone), edition);
  return ownPage(frame, {
    title: reader.name,
    intro: accountStrings.members(since),
    told: look.told,
    children: (
      <>
        <Tabs current="settings" reader={reader} />
        {look.isSaved === true ? (
          <p class="own-saved" role="status">
            {accountStrings.saved}
          </p>
        ) : null}
        <form class="own-form" method="post" action="/account/name">
          <p class="field">
            <label for="name">{accountStrings.name}</label>
            <input id="name" name="name" value={reader.name} maxlength={60} required dir="auto" />
          </p>
          <p class="own-foot">
            <button class="plain-button" type="submit">
              {accountStrings.saveName}
            </button>
          </p>
        </form>
        <form class="own-form" method="post" action="/account/digest">
          <p class="check">
            <input
              id="digest"
              type="checkbox"
              name="digest"
              value="daily"
              checked={reader.digest === "daily"}
            />
            <label for="digest">{accountStrings.digest}</label>
          </p>
          <p class="own-foot">
            <button class="plain-button" type="submit">
              {accountStrings.saveDigest}
            </button>
          </p>
        </form>
        <section aria-labelledby="password-title">
          <h2 id="password-title">{accountStrings.passwordTitle}</h2>
          <p class="hint">{accountStrings.passwordIntro}</p>
          <form class="own-form" method="post" action="/account/password">
            <input type="hidden" name="username" autocomplete="username" value={reader.email} />
            {reader.hasPassword ? (
              <p class="field">
                <label for="old">{accountStrings.oldPassword}</label>
                <input
                  id="old"
                  type="password"
                  name="old"
                  autocomplete="current-password"
                  maxlength={1024}
                  dir="auto"
                />
              </p>
            ) : null}
            <p class="field">
              <label for="password">{accountStrings.newPassword}</label>
              <input
                id="password"
                type="password"
                name="password"
                autocomplete="new-password"
                maxlength={1024}
                required
                dir="auto"
              />
            </p>
            <p class="own-foot">
              <button class="plain-button" type="submit">
                {accountStrings.savePassword}
              </button>
            </p>
          </form>
        </section>
        <section aria-labelledby="data-title">
          <h2 id="data-title">{accountStrings.data}</h2>
          <p>{accountStrings.exportIntro}</p>
          <p class="own-foot">
            <a class="plain-button" href="/account/export" download>
              {accountStrings.export}
            </a>
            <a class="plain-button danger" href="/account/delete">
              {accountStrings.delete}
            </a>
          </p>
          <p class="hint">{accountStrings.deleteIntro}</p>
          <WhatWeKeep />
        </section>
      </>
    ),
  });
}

/** A reader's own comments, whatever became of them. */
export function ownCommentsPage(
  frame: Frame,
  reader: SignedInReader,
  list: {
    readonly comments: readonly OwnComment[];
    readonly older: string | undefined;
  },
): string {
  return ownPage(frame, {
    title: accountStrings.tabs.comments,
    children: (
      <>
        <Tabs current="comments" reader={reader} />
        {list.comments.length === 0 ? <p class="talk-none">{accountStrings.noComments}</p> : null}
        <ol class="threads">
          {list.comments.map((comment) => (
            <li class="thread">
              <article class="said">
                <header class="said-head">
                  <h2>
                    {accountStrings.on}{" "}
                    <a href={hrefOf(comment.story.path)}>{comment.story.headline}</a>
                  </h2>
                  <span class="said-when">
                    <When instant={comment.createdAt} edition={frame.edition} isRelative />
                  </span>
                  {comment.state === "published" ? null : (
                    <span class="state">{accountStrings.states[comment.state]}</span>
                  )}
                </header>
                <CommentText text={comment.text} />
                <p class="acts">
                  {comment.state === "published" ? (
                    <a class="act" href={commentHref(comment.id)}>
                      {accountStrings.seeComment}
                    </a>
                  ) : null}
                  {comment.mayEdit ? (
                    <a class="act" href={`${commentHref(comment.id)}/edit`}>
                      {talkStrings.editYours}
                    </a>
                  ) : null}
                  {comment.state === "rejected" ? (
                    <a class="act" href={`/conversation/appeal/${comment.id}`}>
                      {moderationStrings.appeal}
                    </a>
                  ) : null}
                  <a class="act" href={`${commentHref(comment.id)}/delete`}>
                    {talkStrings.deleteYours}
                  </a>
                </p>
              </article>
            </li>
          ))}
        </ol>
        {list.older === undefined ? null : (
          <p class="own-foot">
            <a class="go" rel="next" href={list.older}>
              {accountStrings.older}
            </a>
          </p>
        )}
      </>
    ),
  });
}

/** What a reader was told. */
export function noticesPage(
  frame: Frame,
  reader: SignedInReader,
  notices: readonly ShownNotice[],
): string {
  return ownPage(frame, {
    title: accountStrings.tabs.notices,
    children: (
      <>
        <Tabs current="notices" reader={{ ...reader, unseen: 0 }} />
        {notices.length === 0 ? <p class="talk-none">{accountStrings.noNotices}</p> : null}
        <ol class="notices">
          {notices.map((notice) => (
            <li class={notice.isNew ? "new" : undefined}>
              <p dir="auto">{notice.told.ar}</p>
              <p class="hint">
                {notice.isNew ? <span class="badge">{accountStrings.newNotice}</span> : null}{" "}
                <When instant={notice.createdAt} edition={frame.edition} isRelative />
                {notice.comment === null ? null : (
                  <>
                    {" · "}
                    <a href={commentHref(notice.comment)}>{accountStrings.seeComment}</a>
                  </>
                )}
              </p>
            </li>
          ))}
        </ol>
      </>
    ),
  });
}

/** Asks whether an account shall be deleted, and what becomes of its comments. */
export function deleteAccountPage(frame: Frame, reader: SignedInReader, told?: string): string {
  return ownPage(frame, {
    title: accountStrings.deleteTitle,
    intro: accountStrings.deleteText,
    told,
    children: (
      <form class="own-form" method="post" action="/account/delete">
        <fieldset class="choices">
          <legend class="unseen">{accountStrings.deleteText}</legend>
          <p class="check">
            <input id="delete-all" type="radio" name="comments" value="delete" checked />
            <label for="delete-all">{accountStrings.deleteComments}</label>
          </p>
          <p class="check">
            <input id="keep-all" type="radio" name="comments" value="keep" />
            <label for="keep-all">{accountStrings.keepComments}</label>
          </p>
        </fieldset>
        <p class="field">
          <label for="name">{accountStrings.deleteSure}</label>
          <input id="name" name="name" maxlength={60} required dir="auto" autocomplete="off" />
          <span class="hint">
            <bdi>{reader.name}</bdi>
          </span>
        </p>
        <p class="own-foot">
          <button class="go danger" type="submit">
            {accountStrings.deleteNow}
          </button>
          <a class="plain-button" href="/account">
            {talkStrings.cancel}
          </a>
        </p>
      </form>
    ),
  });
}

/** Asks once more before mails end: programs that look into mails open links too. */
export function unsubscribePage(frame: Frame, token: string): string {
  return ownPage(frame, {
    title: accountStrings.unsubscribeTitle,
    intro: accountStrings.unsubscribeText,
    children: (
      <form class="own-form" method="post" action={`/account/unsubscribe/${token}`}>
        <p class="own-foot">
          <button class="go" type="submit">
            {accountStrings.unsubscribeNow}
          </button>
        </p>
      </form>
    ),
  });
}
