import type { Told } from "#platform/refusal.ts";

/** The phases of moderation, in their order. */
export const PHASES = [
  "closed",
  "length",
  "repeat",
  "words",
  "links",
  "signals",
  "newcomer",
  "history",
  "risk",
  "mode",
] as const;

/** A phase of moderation. */
export type PhaseName = (typeof PHASES)[number];

/** What a phase makes of a comment: nothing against it, a person must look at it, or it is not taken at all. */
export type Ruling = "pass" | "hold" | "refuse";

/** What a phase found, and why. */
export type Verdict = {
  readonly phase: PhaseName;
  readonly verdict: Ruling;
  /** A word for the reason, such as `listedWords`. */
  readonly reason: string;
  /** The reason for people; empty for `pass`. */
  readonly told: Told;
  /** Parts of the text that it is about, or features with their weights, for whoever decides. */
  readonly evidence?: readonly string[];
};

const NOTHING: Told = { ar: "", en: "" };

/** Nothing against the comment, and why this phase says so. */
export const pass = (phase: PhaseName, reason = "clean"): Verdict => ({
  phase,
  verdict: "pass",
  reason,
  told: NOTHING,
});

/** A person must look at the comment. */
export const hold = (
  phase: PhaseName,
  reason: string,
  told: Told,
  evidence: readonly string[] = [],
): Verdict => ({
  phase,
  verdict: "hold",
  reason,
  told,
  ...(evidence.length > 0 ? { evidence } : {}),
});

/** The comment is not taken, and its reader is told why. */
export const refuse = (phase: PhaseName, reason: string, told: Told): Verdict => ({
  phase,
  verdict: "refuse",
  reason,
  told,
});
