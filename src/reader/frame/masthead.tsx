import { readFileSync } from "node:fs";
import { raw } from "hono/html";
import { pictureSrcset, pictureUrl } from "#media/picture-url.ts";
import type { Edition } from "#stories/story.ts";
import { Icon } from "../parts/icons.tsx";
import { PreferencesPanel } from "../parts/preferences.tsx";
import { offlineStrings } from "../offline/strings.ts";
import { frameStrings } from "../strings.ts";
import { shownFullDay, shownHijri } from "./date-texts.ts";
import { hrefOf, htmlOf, type Markup } from "./html-text.ts";
import type { Frame } from "./frame.ts";

const plateSvg = readFileSync(new URL("../bundling/brand/nameplate.svg", import.meta.url), "utf8");
/** The names that the drawn nameplate stands for; an edition of another name gets it in letters. */
const DRAWN_NAMES = new Set(["الورّاق", "ورّاق"]);

/** Height of the logo in CSS pixels on wide screens; its place is kept before it has come. */
const LOGO_HEIGHT = 64;

/** Whether the edition's name is the one that is drawn, and no logo stands for it. */
export function hasDrawnNameplate(edition: Edition): boolean {
  return edition.logo === undefined && DRAWN_NAMES.has(edition.name);
}

/** The edition's name: its logo, or drawn, or in letters. */
export function Nameplate({ edition }: { edition: Edition }): Markup {
  const { logo } = edition;
  if (logo !== undefined)
    return (
      <img
        class="plate-logo"
        src={pictureUrl(logo.id, 320)}
        srcset={pictureSrcset(logo.id, logo.width, 800)}
        sizes={`${Math.ceil((logo.width / logo.height) * LOGO_HEIGHT)}px`}
        width={logo.width}
        height={logo.height}
        alt={edition.name}
      />
    );
  return hasDrawnNameplate(edition) ? (
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
  const { code, version } = frame.edition;
  const whole = `${code} ${version} ${frame.day} ${key}`;
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

/** An entry of the navigation as it is shown; `is` tells whether the reader is there. */
type NavEntry = { readonly href: string; readonly name: string; readonly is: string };

/** The entries of the navigation; what they lead to and is not there (any more) is left out. */
function navigationOf({ edition, sections, pages }: Frame): NavEntry[] {
  const items =
    edition.navigation ?? sections.map(({ slug }) => ({ kind: "section" as const, slug }));
  return items.flatMap((item): NavEntry[] => {
    switch (item.kind) {
      case "section": {
        const section = sections.find(({ slug }) => slug === item.slug);
        if (section === undefined) return [];
        return [{ href: hrefOf(`/${section.slug}`), name: section.name, is: section.slug }];
      }
      case "page": {
        const page = pages.find(({ slug }) => slug === item.slug);
        if (page === undefined) return [];
        const is = `page ${page.slug}`;
        return [{ href: hrefOf(`/pages/${page.slug}`), name: page.title, is }];
      }
      case "topic":
        return [
          { href: hrefOf(`/topics/${item.slug}`), name: item.name, is: `topic ${item.slug}` },
        ];
      case "link":
        return [{ href: item.url, name: item.name, is: `link ${item.url}` }];
    }
  });
}

/** Skip link, date, nameplate, preferences and the sections. */
export function mastheadHtml(
  frame: Frame,
  current: string | undefined,
  kind: "front" | "list" | "story" | "message",
): string {
  return keptFor(frame, `mast ${kind} ${current ?? ""}`, () => {
    const isFront = kind === "front";
    const { edition, day } = frame;
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
            <div class="mast-tools">
              <a class="tool" href="/search" aria-label={frameStrings.search}>
                <Icon name="search" />
              </a>
              {kind === "story" ? null : <PreferencesPanel isReading={false} />}
            </div>
          </div>
          <nav class="nav" aria-label={frameStrings.sections}>
            <ul class="wrap">
              <NavLink href="/" name={frameStrings.home} current={current} is="home" />
              {navigationOf(frame).map((entry) => (
                <NavLink {...entry} current={current} />
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
    const { edition, sections, pages } = frame;
    return (
      <footer class="foot">
        <div class="wrap foot-grid">
          <div class="foot-about">
            <a class="plate" href="/" aria-label={frameStrings.toHome(edition.name)}>
              <Nameplate edition={edition} />
            </a>
            <p>{edition.description}</p>
            {edition.social.length === 0 ? null : (
              <ul class="foot-social" aria-label={frameStrings.social}>
                {edition.social.map(({ network, url }) => (
                  <li>
                    <a href={url} rel="me noopener">
                      {frameStrings.networks[network]}
                    </a>
                  </li>
                ))}
              </ul>
            )}
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
                <a href="/saved">{offlineStrings.savedTitle}</a>
              </li>
              <li>
                <a href="/newsletter">{frameStrings.newsletter}</a>
              </li>
              <li>
                <a href="/notifications">{frameStrings.alerts}</a>
              </li>
              <li>
                <a href="/most-read#rules">{frameStrings.countingRules}</a>
              </li>
              <li>
                <a href="/transparency">{frameStrings.transparency}</a>
              </li>
              {pages
                .filter((page) => page.inFooter)
                .map((page) => (
                  <li>
                    <a href={hrefOf(`/pages/${page.slug}`)}>{page.title}</a>
                  </li>
                ))}
            </ul>
          </nav>
        </div>
      </footer>
    );
  });
}
