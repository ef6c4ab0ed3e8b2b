import type { CompiledWords } from "../words/compile-words.ts";
import { FEATURES, featuresOf, type FeatureName, type Features } from "./features.ts";
import { KINDS, WEIGHTS, type Kind } from "./weights.ts";

/** How likely a text is of a kind, and which of its features say so, the heaviest first. */
export type Score = {
  readonly kind: Kind;
  /** 0 to 1. */
  readonly score: number;
  readonly features: readonly { readonly name: FeatureName; readonly adds: number }[];
};

function scoreOf(kind: Kind, features: Features): Score {
  const { bias, of } = WEIGHTS[kind];
  const adding = FEATURES.map((name) => ({ name, adds: (of[name] ?? 0) * features[name] })).filter(
    ({ adds }) => adds > 0,
  );
  const sum = adding.reduce((sum, { adds }) => sum + adds, bias);
  return {
    kind,
    score: 1 / (1 + Math.exp(-sum)),
    features: adding.sort((a, b) => b.adds - a.adds),
  };
}

/** Scores a text for each kind. Nothing leaves the machine, and every score says what made it. */
export function scoreComment(text: string, words: CompiledWords): Score[] {
  const features = featuresOf(text, words);
  return KINDS.map((kind) => scoreOf(kind, features));
}
