import type { Told } from "#platform/refusal.ts";
import { closed } from "./phases/closed.ts";
import { history } from "./phases/history.ts";
import { length } from "./phases/length.ts";
import { links } from "./phases/links.ts";
import { mode } from "./phases/mode.ts";
import { newcomers } from "./phases/newcomers.ts";
import { repeat } from "./phases/repeat.ts";
import { signals } from "./phases/signals.ts";
import { topicRisk } from "./phases/topic-risk.ts";
import { wordList } from "./phases/word-list.ts";
import { similarityKey } from "./similarity.ts";
import type { Policy, Submission } from "./submission.ts";
import type { Verdict } from "./verdict.ts";

/** What becomes of a comment, and what each phase said. */
export type Judgement = {
  readonly outcome: "publish" | "hold" | "refuse";
  readonly verdicts: readonly Verdict[];
  /** What the reader is told when it is not taken. */
  readonly refusal: Told | undefined;
  /** Key of texts that are nearly the same; empty for short ones. */
  readonly similarity: string;
};

/** Every phase of moderation, in its order. A new one is a file and a line here. */
const PIPELINE: readonly ((submission: Submission, policy: Policy) => Verdict)[] = [
  closed,
  length,
  repeat,
  wordList,
  links,
  signals,
  newcomers,
  history,
  topicRisk,
  mode,
];

/**
 * Decides what becomes of a comment: published, held for a person, or not taken. Pure: all that it goes by is given.
 * The first phase that refuses ends it; those that hold let the others have their say, so that whoever decides sees
 * every reason.
 */
export function judge(submission: Submission, policy: Policy): Judgement {
  const verdicts: Verdict[] = [];
  const similarity = similarityKey(submission.text);
  for (const phase of PIPELINE) {
    const verdict = phase(submission, policy);
    verdicts.push(verdict);
    if (verdict.verdict === "refuse")
      return { outcome: "refuse", verdicts, refusal: verdict.told, similarity };
  }
  const isHeld = verdicts.some(({ verdict }) => verdict === "hold");
  return { outcome: isHeld ? "hold" : "publish", verdicts, refusal: undefined, similarity };
}
