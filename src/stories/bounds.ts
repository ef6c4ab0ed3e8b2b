/** Most letters (code points) of each field of a story, and most names in its lists: for the doors and for what is typed in. */
export const BOUNDS = {
  headline: 500,
  standfirst: 2000,
  /** A name of a section, topic or author. */
  label: 120,
  topics: 50,
  authors: 20,
  agency: 200,
  place: 200,
  slug: 500,
  alt: 1000,
  caption: 2000,
  credit: 300,
} as const;
