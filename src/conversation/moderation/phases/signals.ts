import { scoreComment, type Score } from "../scoring/score.ts";
import { THRESHOLDS } from "../scoring/weights.ts";
import type { Policy, Submission } from "../submission.ts";
import { hold, pass, type Verdict } from "../verdict.ts";

const TOLD = {
  abuse: { ar: "يبدو فيه إساءة إلى شخص أو جماعة.", en: "It looks abusive." },
  spam: { ar: "يبدو إعلانًا أو تعليقًا مزعجًا.", en: "It looks like advertising or spam." },
  shouting: { ar: "يبدو صراخًا: علامات وحروف مكررة.", en: "It looks like shouting." },
} as const;

/** The three heaviest features, each with what it adds. */
const explained = ({ features }: Score): string[] =>
  features.slice(0, 3).map(({ name, adds }) => `${name} +${adds.toFixed(1)}`);

/** Does the way it is written look like abuse, spam or shouting? It only ever holds a comment for a person. */
export function signals({ text, reader }: Submission, { words }: Policy): Verdict {
  if (reader.isTrusted) return pass("signals", "trusted");
  const scores = scoreComment(text, words);
  const worst = scores
    .filter(({ kind, score }) => score >= THRESHOLDS[kind])
    .sort((a, b) => b.score - a.score)[0];
  if (worst === undefined) return pass("signals");
  return hold("signals", worst.kind, TOLD[worst.kind], explained(worst));
}
