import { readFileSync } from "node:fs";
import { raw } from "hono/html";
import type { Edition } from "#stories/story.ts";
import { PreferencesPanel } from "../parts/preferences.tsx";
import { frameStrings } from "../strings.ts";
import { shownFullDay, shownHijri } from "./date-texts.ts";
import { hrefOf, htmlOf, type Markup } from "./html-text.ts";
import type { Frame } from "./frame.ts";

const plateSvg = readFileSync(new URL("../brand/nameplate.svg", import.meta.url), "utf8");
/** The names that the drawn nameplate stands for; an edition of another name gets it in letters. */
const DRAWN_NAMES = new Set(["الورّاق", "ورّاق"]);

/** The edition's name, drawn where it is drawn. */
export function Nameplate({ edition }: { edition: Edition }): Markup {
  return DRAWN_NAMES.has(edition.name) ? (
    raw(plateSvg.trim().replace('fill="#a5201b"', ""))
  ) : (
    <span class="plate-letters">{edition.name}</span>
  );
}

const kept = new WeakMap<object, Map<string, string>>();

/** What is made once for each list of sections and `key`: the frame changes once a day, not once a page. */
function keptFor(frame: Frame, key: string, make: () => Markup): string {
  let made = kept.get(frame.sections);
  if (made === undefined) {
    made = new Map();
    kept.set(frame.sections, made);
  }
  const whole = `${frame.edition.code} ${frame.day} ${key}`;
  const found = made.get(whole);
  if (found !== undefined) return found;
  const html = htmlOf(make());
  if (made.size > 200) made.clear();
  made.set(whole, html);
  return html;
}

const NavLink = (props: { href: string; name: string; current: string | undefined; is: string }) =>
  props.current === props.is ? (
    <li>
      <a href={props.href} aria-current={props.is === "home" ? "page" : "true"}>
        {props.name}
      </a>
    </li>
  ) : (
    <li>
      <a href={props.href}>{props.name}</a>
    </li>
  );

/** Skip link, date, nameplate, preferences and the sections. */
export function mastheadHtml(
  frame: Frame,
  current: string | undefined,
  kind: "front" | "list" | "story" | "message",
): string {
  return keptFor(frame, `mast ${kind} ${current ?? ""}`, () => {
    const isFront = kind === "front";
    const { edition, sections, day } = frame;
    const hijri = shownHijri(day, edition);
    const plate = (
      <a
        class="plate"
        href="/"
        aria-label={isFront ? undefined : frameStrings.toHome(edition.name)}
      >
        <Nameplate edition={edition} />
      </a>
    );
    return (
      <>
        <a class="skip" href="#main">
          {frameStrings.skip}
        </a>
        <header class="mast">
          <div class="mast-top wrap">
            <p class="mast-date">
              {shownFullDay(day, edition)}
              {hijri === undefined ? null : <span>{frameStrings.hijri(hijri)}</span>}
            </p>
            {isFront ? <h1 class="plate-line">{plate}</h1> : <p class="plate-line">{plate}</p>}
            {kind === "story" ? null : (
              <div class="mast-tools">
                <PreferencesPanel isReading={false} />
              </div>
            )}
          </div>
          <nav class="nav" aria-label={frameStrings.sections}>
            <ul class="wrap">
              <NavLink href="/" name={frameStrings.home} current={current} is="home" />
              {sections.map((section) => (
                <NavLink
                  href={hrefOf(`/${section.slug}`)}
                  name={section.name}
                  current={current}
                  is={section.slug}
                />
              ))}
              <NavLink
                href="/most-read"
                name={frameStrings.mostRead}
                current={current}
                is="most-read"
              />
            </ul>
          </nav>
        </header>
      </>
    );
  });
}

/** What the edition is, its sections and its own pages. */
export function footerHtml(frame: Frame): string {
  return keptFor(frame, "foot", () => {
    const { edition, sections } = frame;
    return (
      <footer class="foot">
        <div class="wrap foot-grid">
          <div class="foot-about">
            <a class="plate" href="/" aria-label={frameStrings.toHome(edition.name)}>
              <Nameplate edition={edition} />
            </a>
            <p>{edition.description}</p>
          </div>
          <nav aria-label={frameStrings.footerPages}>
            <ul class="foot-links">
              {sections.map((section) => (
                <li>
                  <a href={hrefOf(`/${section.slug}`)}>{section.name}</a>
                </li>
              ))}
              <li>
                <a href="/most-read">{frameStrings.mostRead}</a>
              </li>
              <li>
                <a href="/trending">{frameStrings.trending}</a>
              </li>
              <li>
                <a href="/most-read#rules">{frameStrings.countingRules}</a>
              </li>
            </ul>
          </nav>
        </div>
      </footer>
    );
  });
}
