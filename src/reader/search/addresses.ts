import type { Asked } from "./load.ts";

const NAMES = ["q", "section", "topic", "author", "from", "to", "sort", "cursor"] as const;

/** The address of a search that differs from `asked` by `changes`; it begins with the first results unless told. */
export function searchHref(asked: Asked, changes: Partial<Asked> = {}): string {
  const wanted: Partial<Asked> = { ...asked, cursor: undefined, ...changes };
  const parts = NAMES.flatMap((name) => {
    const value = wanted[name];
    return value === undefined || value === "" || (name === "sort" && value === "relevance")
      ? []
      : [`${name}=${encodeURIComponent(value)}`];
  });
  return parts.length === 0 ? "/search" : `/search?${parts.join("&")}`;
}

/** Everything of `asked` but the words, for a form that sends new words or days. */
export function keptFields(asked: Asked, without: readonly (keyof Asked)[]): [string, string][] {
  return NAMES.filter((name) => name !== "cursor" && !without.includes(name)).flatMap((name) => {
    const value = asked[name];
    return value === undefined || value === "" ? [] : [[name, value] satisfies [string, string]];
  });
}
