import { addressKey } from "#arabic/slugs.ts";

/** Longest key in letters; PostgreSQL refuses index entries over 2,704 bytes. */
const MOST_LETTERS = 800;

/** Query fields that say where a reader came from, not what the address names. */
const NOISE =
  /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|ref|source|share|amp|view|_ga|_gl)$/i;

/** The keys under which an address is kept and looked up. */
export type AddressKeys = {
  /** Key of path and query; undefined for an address that names a whole site. */
  readonly key: string | undefined;
  /** Key of the path alone, where that differs. */
  readonly pathKey: string | undefined;
};

function queryKey(address: string): string {
  const query = /\?([^#]*)/.exec(address)?.[1] ?? "";
  const fields = [...new URLSearchParams(query)].filter(
    ([name, value]) => name !== "" && value !== "" && !NOISE.test(name),
  );
  if (fields.length === 0) return "";
  return `?${fields
    .map(([name, value]) => `${name}=${value}`.normalize("NFC").toLowerCase())
    .sort()
    .join("&")}`;
}

const bounded = (key: string): string =>
  Array.from(key.slice(0, 2 * MOST_LETTERS))
    .slice(0, MOST_LETTERS)
    .join("");

/**
 * The keys of an address, whole or root-relative, decoded or not. An address whose query names the story
 * (`/article.php?id=5`) is kept under path and query; what only tells where a reader came from plays no part.
 */
export function addressKeys(address: string): AddressKeys {
  const path = bounded(addressKey(address));
  const query = queryKey(address);
  const key = bounded(path + query);
  return {
    key: key === "" ? undefined : key,
    pathKey: query === "" || path === "" ? undefined : path,
  };
}
