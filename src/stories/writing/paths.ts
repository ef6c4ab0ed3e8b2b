import type { PoolClient } from "pg";
import { addressKey, slugOf } from "#arabic/slugs.ts";
import { dayOf } from "#arabic/zone-days.ts";

/** A path that a story wants: alone or, where it is taken, with -2, -3, … at its end. */
export type WantedPath = { readonly storyId: string; readonly base: string };

/**
 * The path that a story wants before others are asked: section, day of publication in the edition's zone, slug.
 * @param zone IANA zone of the edition
 */
export function basePath(
  sectionSlug: string,
  publishedAt: Date,
  zone: string,
  slug: string,
): string {
  return `/${sectionSlug}/${dayOf(publishedAt, zone).replaceAll("-", "/")}/${slug}`;
}

/** The slug of a story: the wished one, decoded where it comes percent-encoded; else from the headline, else `fallback`. */
export function storySlug(wished: string, headline: string, fallback: string): string {
  const own = wished === "" ? "" : slugOf(decoded(wished), { maxLetters: 120 });
  return [own, slugOf(headline), fallback].find((slug) => slug !== "") ?? fallback;
}

function decoded(slug: string): string {
  if (!slug.includes("%")) return slug;
  // Another system may have cut the last letter in the middle of its bytes.
  for (let cut = 0; cut <= 15 && cut <= slug.length; cut += 1) {
    try {
      return decodeURIComponent(slug.slice(0, slug.length - cut));
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
    }
  }
  return slug;
}

/** Whether `path` is `base`, or `base` with a number that parts it from others. */
export function isVariantOf(path: string, base: string): boolean {
  return path.startsWith(base) && /^(?:-[1-9]\d{0,8})?$/.test(path.slice(base.length));
}

/**
 * A free path for each story: no other story has it now nor ever had it. Must run under the writers' lock; the unique
 * index on `story.path` has the last word.
 */
export async function freePaths(
  client: PoolClient,
  wanted: readonly WantedPath[],
): Promise<Map<string, string>> {
  const free = new Map<string, string>();
  if (wanted.length === 0) return free;
  const bases = [...new Set(wanted.map((one) => one.base))];
  const { rows } = await client.query<{ base: string; address: string; story_id: string }>(
    `SELECT w.base, a.address, a.story_id FROM unnest($1::text[], $2::text[]) AS w (base, key)
     JOIN story_address a ON a.key ~>=~ w.key AND a.key ~<~ (w.key || chr(1114111))`,
    [bases, bases.map(addressKey)],
  );
  const owners = new Map<string, string>();
  for (const row of rows)
    if (isVariantOf(row.address, row.base)) owners.set(row.address, row.story_id);
  const nextNumber = new Map<string, number>();
  for (const { storyId, base } of wanted) {
    let number = nextNumber.get(base) ?? 1;
    let path = numbered(base, number);
    while ((owners.get(path) ?? storyId) !== storyId) {
      number += 1;
      path = numbered(base, number);
    }
    owners.set(path, storyId);
    nextNumber.set(base, number + 1);
    free.set(storyId, path);
  }
  return free;
}

const numbered = (base: string, number: number): string =>
  number === 1 ? base : `${base}-${number}`;
