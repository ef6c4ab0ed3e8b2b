import { z } from "zod";
import { parseQuery } from "#platform/http/query.ts";
import { MAX_QUERY_LETTERS } from "#search/search-result.ts";
import type { Frame } from "../frame/frame.ts";
import { freshPage } from "../frame/respond.ts";
import type { ReaderContext } from "../frame/reader-context.ts";
import { loadSearch } from "./load.ts";
import { searchPage } from "./page.tsx";

const name = z.string().max(200).optional();
/** A field of the form that was left empty is as if it were not there. */
const filled = z
  .string()
  .optional()
  .transform((text) => (text === "" ? undefined : text));
const Query = z.strictObject({
  q: z.string().default(""),
  section: name,
  topic: name,
  author: name,
  from: filled,
  to: filled,
  sort: z.enum(["relevance", "newest"]).optional(),
  cursor: z.string().max(300).optional(),
});

/** `/search?q=`: never kept by caches. @throws Refusal `invalid` for a cursor that is none */
export async function answerSearch(
  context: ReaderContext,
  frame: Frame,
  url: URL,
): Promise<Response> {
  const data = await loadSearch(context, parseQuery(url, Query));
  return freshPage(searchPage(frame, data), data.isTooLong ? 400 : 200, {
    "X-Robots-Tag": "noindex",
  });
}

const Typed = z.strictObject({ q: z.string().default("") });

/** `/search/suggestions?q=`: topics, people and headlines for what was typed so far, as JSON for the search box. */
export async function answerSuggestions(context: ReaderContext, url: URL): Promise<Response> {
  const { q } = parseQuery(url, Typed);
  const { topics, people, headlines } = await context.search.suggest(q.slice(0, MAX_QUERY_LETTERS));
  return Response.json(
    {
      topics: topics.map(({ slug, name }) => ({ name, url: encodeURI(`/topics/${slug}`) })),
      people: people.map(({ slug, name }) => ({ name, url: encodeURI(`/authors/${slug}`) })),
      headlines: headlines.map(({ path, headline }) => ({ name: headline, url: encodeURI(path) })),
    },
    { headers: { "Cache-Control": "no-store" } },
  );
}
