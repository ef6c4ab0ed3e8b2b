/**
 * Value of a `Surrogate-Key` header: the tags of a page, parted by spaces. Headers hold no letters beyond ASCII and tags
 * hold slugs, so what a header or a space in a tag would break is percent-encoded.
 */
export function writeSurrogateKey(tags: readonly string[]): string {
  return tags
    .map((tag) => tag.replace(/[^\w:.~-]/gu, (letter) => encodeURIComponent(letter.toWellFormed())))
    .join(" ");
}

/** The tags that the value of a `Surrogate-Key` header names. */
export function readSurrogateKey(value: string): string[] {
  return value
    .split(/\s+/)
    .filter((tag) => tag !== "")
    .map((tag) => {
      try {
        return decodeURIComponent(tag);
      } catch {
        return tag;
      }
    });
}
