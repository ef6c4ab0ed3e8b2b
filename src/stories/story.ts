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
  /** Shown in place of the name; undefined: the name. Sizes in pixels. */
  readonly logo:
    | { readonly id: string; readonly width: number; readonly height: number }
    | undefined;
  /** Words a minute at which texts in the edition's language are read; undefined: as measured for the language. */
  readonly readingSpeed: number | undefined;
  /** Below the masthead; undefined: the sections in their order. */
  readonly navigation: readonly NavigationItem[] | undefined;
  /** Accounts of the edition elsewhere, in the order shown. */
  readonly social: readonly SocialAccount[];
  /** Whether staff need a second factor to sign in. */
  readonly requireSecondFactor: boolean;
  /** Grows with each change of the settings. */
  readonly version: number;
};

/** An entry of the navigation. */
export type NavigationItem =
  | { readonly kind: "section"; readonly slug: string }
  | { readonly kind: "page"; readonly slug: string }
  | { readonly kind: "topic"; readonly slug: string; readonly name: string }
  | { readonly kind: "link"; readonly name: string; readonly url: string };

/** Networks on which an edition can have an account. */
export const NETWORKS = [
  "x",
  "facebook",
  "instagram",
  "youtube",
  "telegram",
  "whatsapp",
  "tiktok",
  "linkedin",
  "threads",
  "snapchat",
] as const;

/** An account of the edition elsewhere. */
export type SocialAccount = { readonly network: (typeof NETWORKS)[number]; readonly url: string };

/** A section as pages name it. */
export type Section = {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
};
/** A topic as pages name it. */
export type Topic = { readonly slug: string; readonly name: string; readonly description: string };
/** An author as pages name it. */
export type Author = {
  readonly slug: string;
  readonly name: string;
  readonly bio: string;
  /** A kept picture of the author; its alternative text is the name. */
  readonly portrait: Portrait | undefined;
};

/** A picture of a person. Width and height are the original's, in pixels; focus is a share of each. */
export type Portrait = Pick<Picture, "id" | "width" | "height" | "focus" | "colour">;

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
