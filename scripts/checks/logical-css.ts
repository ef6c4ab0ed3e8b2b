import { lineAt, listSourceFiles, type Check } from "./source-files.ts";

const PHYSICAL =
  /(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)(?:-[a-z]+)?\s*:|(?:left|right|top|bottom)\s*:|(?:min-|max-)?(?:width|height)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius\s*:|letter-spacing\s*:\s*(?!0|normal))/g;

/** What `@media` and `@container` ask by width has no logical twin that every browser reads. */
const withoutQueries = (css: string): string =>
  css.replace(/@(?:media|container)[^{]*\{/g, (query) => query.replace(/[^\n]/g, " "));

/** Style sheets use logical properties only, and never space the letters of a cursive script. */
export const logicalCss: Check = {
  name: "logical CSS",
  find: (root) =>
    listSourceFiles(root, ["src"], [".css"]).flatMap(({ path, text }) =>
      [...withoutQueries(text).matchAll(PHYSICAL)].map((match) => ({
        path,
        line: lineAt(text, match.index),
        need: `${match[0].trim()} depends on the direction of the page: need a logical property`,
      })),
    ),
};
