import { addressKey } from "#arabic/slugs.ts";

/** Longest key in letters; PostgreSQL refuses index entries over 2,704 bytes. */
const MOST_LETTERS = 800;

/** Query fields that say where a reader came from, not what the address names. */
const NOISE =
  /^(?:utm_\w+|fb_\w+|at_\w+|ns_\w+|mc_[ce]id|[a-z]{1,5}clid|igshid|igsh|ocid|cmpid|mkt_tok|spm|ref|source|share|amp|view|_ga|_gl)$/i;

/** The keys under which an address is kept and looked up. */
type AddressKeys = {
  /** Key of path and query; undefined for an address that names a whole site. */
  readonly key: string | undefined;
  /** Key of the path alone, where the query adds to it. */
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

function addressKeys(address: string): AddressKeys {
  const path = bounded(addressKey(address));
  const query = queryKey(address);
  const key = bounded(path + query);
  return {
    key: key === "" ? undefined : key,
    pathKey: query === "" || path === "" ? undefined : path,
  };
}

/** Marks the key of a path that was kept for an address with a query: it counts only where no other story has it. */
const PERHAPS = "?";

/**
 * The keys under which an address, whole or root-relative, decoded or not, is kept. One whose query may name the story
 * (`/article.php?id=5`) is kept under path and query, and under its path in case the query names nothing.
 */
export function keysToKeep(address: string): string[] {
  const { key, pathKey } = addressKeys(address);
  if (key === undefined) return [];
  return pathKey === undefined ? [key] : [key, pathKey + PERHAPS];
}

/** The keys under which to look for an address; the path alone, for those that another system cut short. */
export function keysToFind(
  address: string,
): { readonly keys: readonly string[]; readonly path: string } | undefined {
  const { key, pathKey } = addressKeys(address);
  if (key === undefined) return undefined;
  return pathKey === undefined
    ? { keys: [key, key + PERHAPS], path: key }
    : { keys: [key, pathKey], path: pathKey };
}

/** Whether a row was found under a key that counts only where no other story has it. */
export function isPerhaps(key: string): boolean {
  return key.endsWith(PERHAPS);
}
