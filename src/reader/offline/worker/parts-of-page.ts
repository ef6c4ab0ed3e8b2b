const PART = /["\s,=](\/(?:assets\/|media\/|accent-)[^"\s,>]+)/g;
const PICTURE = /<img [^>]*?src="(\/media\/[^"]+)"/g;
const MATTER = /<article[\s\S]*?<\/article>/;

/** Addresses of the files that a page names, pictures in every width. */
export function partsOf(html: string): string[] {
  return [...new Set([...html.matchAll(PART)].map((match) => match[1] ?? ""))];
}

/** Addresses of the pictures of the story itself, each in the width for browsers that choose none. */
export function picturesOf(html: string): string[] {
  const matter = MATTER.exec(html)?.[0] ?? "";
  return [...new Set([...matter.matchAll(PICTURE)].map((match) => match[1] ?? ""))];
}
