import type { Digits } from "#arabic/digits.ts";

/** States of a story (glossary in ARCHITECTURE.md). */
export type StoryState = "draft" | "published" | "unpublished" | "taken_down";

/** An edition: one newspaper with its language, its zone and its way of writing numbers and dates. */
export type Edition = {
  readonly code: string;
  readonly name: string;
  readonly tagline: string;
  readonly description: string;
  readonly lang: string;
  /** IANA zone in which the edition's days begin and end. */
  readonly zone: string;
  readonly digits: Digits;
  readonly months: "gulf" | "levant" | "maghreb";
  /** Days by which the Hijri date is corrected; undefined: no Hijri date is shown. */
  readonly hijriOffset: -1 | 0 | 1 | undefined;
  /** `#rrggbb`. */
  readonly accent: string;
};

/** A section as pages name it. */
export type Section = {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
};
/** A topic as pages name it. */
export type Topic = { readonly slug: string; readonly name: string; readonly description: string };
/** An author as pages name it. */
export type Author = { readonly slug: string; readonly name: string; readonly bio: string };

/** A picture that readers see. Width and height are the original's, in pixels; focus is a share of each. */
export type Picture = {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly focus: { readonly x: number; readonly y: number };
  /** `#rrggbb`, shown until the picture has come. */
  readonly colour: string;
  readonly alt: string;
  readonly caption: string;
  readonly credit: string;
};

/** What a list shows of a published story. */
export type StoryCard = {
  readonly id: string;
  readonly shortId: string;
  /** Root-relative address, decoded: `/{section}/{yyyy}/{mm}/{dd}/{slug}`. */
  readonly path: string;
  readonly headline: string;
  readonly standfirst: string;
  readonly lang: string;
  readonly direction: "rtl" | "ltr";
  readonly section: { readonly slug: string; readonly name: string };
  readonly authors: readonly { readonly slug: string; readonly name: string }[];
  readonly wordCount: number;
  readonly publishedAt: Date;
  /** Last change that matters to readers; undefined: none since publication. */
  readonly updatedAt: Date | undefined;
  readonly picture: Picture | undefined;
};

/** A public note about a mistake that was put right. */
export type Correction = { readonly note: string; readonly notedAt: Date };

/** A published story, whole. */
export type Story = StoryCard & {
  readonly bodyHtml: string;
  readonly bodyText: string;
  readonly agency: string;
  readonly place: string;
  readonly topics: readonly { readonly slug: string; readonly name: string }[];
  readonly corrections: readonly Correction[];
  readonly revision: number;
};
