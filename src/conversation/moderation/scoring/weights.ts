import type { FeatureName } from "./features.ts";

/** What the scorer looks for. */
export const KINDS = ["abuse", "spam", "shouting"] as const;

/** A kind of comment that a person should look at. */
export type Kind = (typeof KINDS)[number];

type Weights = {
  readonly bias: number;
  readonly of: Readonly<Partial<Record<FeatureName, number>>>;
};

/**
 * How much each feature speaks for a kind: set by hand on comments of our own writing (`vectors/comments.txt`), so that
 * anybody can read why something was held. Values of features are 0 to 3.
 */
export const WEIGHTS: Readonly<Record<Kind, Weights>> = {
  abuse: {
    bias: -3,
    of: {
      listedWord: 3.2,
      contempt: 2.2,
      threat: 3.4,
      curse: 2.8,
      addressed: 0.9,
      secondPerson: 0.6,
      wholeGroup: 0.9,
      exclamations: 0.4,
    },
  },
  spam: {
    bias: -3,
    of: {
      links: 1.2,
      shortener: 1.4,
      phone: 2,
      contact: 1.4,
      money: 1.1,
      offer: 1.1,
      callToAct: 1.1,
      hashtags: 0.9,
      emoji: 0.3,
      sameWord: 1.2,
    },
  },
  shouting: {
    bias: -3,
    of: {
      exclamations: 1.5,
      stretched: 1.5,
      capitals: 2,
      emoji: 0.9,
      sameWord: 1.6,
      shortText: 0.4,
    },
  },
};

/** From which score on a comment is held; 0 to 1. Chosen for precision: what it holds takes a person's time. */
export const THRESHOLDS: Readonly<Record<Kind, number>> = { abuse: 0.5, spam: 0.5, shouting: 0.6 };
