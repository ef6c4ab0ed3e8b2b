import { raw } from "hono/html";
import type { StaticPage } from "#site/pages.ts";
import { documentOf } from "../frame/document.ts";
import type { Frame } from "../frame/frame.ts";
import { hrefOf } from "../frame/html-text.ts";
import { When } from "../parts/when.tsx";
import { pageStrings } from "../strings.ts";

/** A page of the edition about itself, with the ways to its other pages. */
export function staticPage(frame: Frame, page: StaticPage): string {
  const { edition, pages } = frame;
  const others = pages.filter((link) => link.inFooter);
  return documentOf(
    frame,
    {
      title: page.title,
      description: page.description === "" ? edition.description : page.description,
      path: `/pages/${page.slug}`,
      kind: "list",
      current: `page ${page.slug}`,
      headlines: page.title,
      text: page.bodyText,
    },
    <main id="main" class="static-page wrap">
      <article>
        <header class="static-head">
          <h1>{page.title}</h1>
          {page.description === "" ? null : <p class="standfirst">{page.description}</p>}
        </header>
        <div class="body">{raw(page.bodyHtml)}</div>
        <p class="static-when">
          {pageStrings.changed}{" "}
          <When instant={page.updatedAt ?? page.publishedAt} edition={edition} />
        </p>
      </article>
      {others.length < 2 ? null : (
        <nav class="static-nav" aria-label={pageStrings.aboutUs}>
          <ul>
            {others.map((link) => (
              <li>
                <a
                  href={hrefOf(`/pages/${link.slug}`)}
                  {...(link.slug === page.slug ? { "aria-current": "page" as const } : {})}
                >
                  {link.title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </main>,
  );
}
