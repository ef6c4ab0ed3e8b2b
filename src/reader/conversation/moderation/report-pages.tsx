import { REPORT_CATEGORIES } from "#conversation/moderation/reasons.ts";
import type { Standing } from "#conversation/moderation/sanctions.ts";
import type { ShownComment } from "#conversation/comments/threads.ts";
import type { Frame } from "../../frame/frame.ts";
import { When } from "../../parts/when.tsx";
import { commentHref } from "../addresses.ts";
import { CommentText } from "../comment-view.tsx";
import { ownPage } from "../own-page.tsx";
import { moderationStrings as strings } from "./moderation-strings.ts";

/** What somebody has put into the form so far. */
export type ReportFields = Readonly<Record<string, string | undefined>>;

const Field = ({
  name,
  label,
  type,
  value,
  complete,
}: {
  name: string;
  label: string;
  type: string;
  value: string | undefined;
  complete?: string;
}) => (
  <p class="field">
    <label for={name}>{label}</label>
    <input
      id={name}
      name={name}
      type={type}
      value={value ?? ""}
      maxlength={type === "email" ? 254 : 1000}
      autocomplete={complete ?? "off"}
      dir="auto"
    />
  </p>
);

/** The form by which a comment is reported; it needs no account and no script. */
export function reportPage(
  frame: Frame,
  comment: ShownComment,
  fields: ReportFields,
  told?: string,
): string {
  return ownPage(frame, {
    title: strings.reportTitle,
    intro: strings.reportIntro,
    told,
    children: (
      <>
        <section class="preview" aria-label={strings.comment}>
          <CommentText text={comment.text} />
        </section>
        <form class="own-form" method="post" action={`${commentHref(comment.id)}/report`}>
          <fieldset class="own-choices">
            <legend>{strings.category}</legend>
            {REPORT_CATEGORIES.map((category) => (
              <p class="check">
                <input
                  id={`category-${category}`}
                  type="radio"
                  name="category"
                  value={category}
                  required
                  checked={fields["category"] === category}
                />
                <label for={`category-${category}`}>{strings.categories[category]}</label>
              </p>
            ))}
          </fieldset>
          <p class="field">
            <label for="explanation">{strings.explanation}</label>
            <textarea
              id="explanation"
              name="explanation"
              rows={3}
              maxlength={3000}
              dir="auto"
              aria-describedby="explanation-hint"
            >
              {fields["explanation"] ?? ""}
            </textarea>
            <span class="hint" id="explanation-hint">
              {strings.explanationHint}
            </span>
          </p>
          <fieldset class="own-choices">
            <legend>{strings.illegal}</legend>
            <Field
              name="location"
              label={strings.location}
              type="text"
              value={fields["location"]}
            />
            <Field
              name="name"
              label={strings.name}
              type="text"
              value={fields["name"]}
              complete="name"
            />
            <Field
              name="email"
              label={strings.email}
              type="email"
              value={fields["email"]}
              complete="email"
            />
            <p class="check">
              <input
                id="good_faith"
                type="checkbox"
                name="good_faith"
                value="on"
                checked={fields["good_faith"] === "on"}
              />
              <label for="good_faith">{strings.goodFaith}</label>
            </p>
          </fieldset>
          <p class="own-foot">
            <button class="go" type="submit">
              {strings.send}
            </button>
            <a class="plain-button" href={commentHref(comment.id)}>
              {strings.back}
            </a>
          </p>
        </form>
      </>
    ),
  });
}

const AppealForm = ({ action, text }: { action: string; text: string }) => (
  <form class="own-form" method="post" action={action}>
    <p class="field">
      <label for="text">{strings.appealText}</label>
      <textarea id="text" name="text" rows={5} maxlength={3000} required dir="auto">
        {text}
      </textarea>
    </p>
    <p class="own-foot">
      <button class="go" type="submit">
        {strings.appealSend}
      </button>
    </p>
  </form>
);

/** Where a reader appeals against the rejection of a comment. */
export function appealPage(
  frame: Frame,
  comment: { readonly id: string; readonly text: string },
  look: { readonly text: string; readonly told?: string | undefined },
): string {
  return ownPage(frame, {
    title: strings.appealTitle,
    intro: strings.appealIntro,
    told: look.told,
    children: (
      <>
        <section class="preview" aria-label={strings.comment}>
          <CommentText text={comment.text} />
        </section>
        <AppealForm action={`/conversation/appeal/${comment.id}`} text={look.text} />
      </>
    ),
  });
}

/** How a reader stands, why, and what they can do about it. */
export function standingPage(frame: Frame, standing: Standing, told?: string): string {
  const { kind, until } = standing;
  return ownPage(frame, {
    title: strings.standingTitle,
    intro: strings.standing[kind],
    told,
    children: (
      <>
        {standing.mustWait ? <p>{strings.waits}</p> : null}
        {kind === "free" ? null : (
          <blockquote class="preview">
            <p>{standing.told.ar}</p>
            {until === undefined ? null : (
              <p class="hint">
                {strings.until} <When instant={until} edition={frame.edition} />
              </p>
            )}
          </blockquote>
        )}
        {kind === "warned" ? (
          <form class="own-form" method="post" action="/conversation/standing">
            <p class="own-foot">
              <button class="go" type="submit">
                {strings.read}
              </button>
            </p>
          </form>
        ) : null}
        {kind === "free" ? null : (
          <section aria-labelledby="appeal-title">
            <h2 id="appeal-title">{strings.appeal}</h2>
            <p class="hint">{strings.appealIntro}</p>
            <AppealForm action="/conversation/standing/appeal" text="" />
          </section>
        )}
      </>
    ),
  });
}
