import { isbot } from "isbot";
import { LRUCache } from "lru-cache";
import { BOT_RULES } from "./counting/bot-rules.ts";

/** User agents remembered; each is cut to the length below, so this is at most some 4 MB. */
const MOST_AGENTS = 8000;
const LONGEST_AGENT = 400;

const verdicts = new LRUCache<string, boolean>({ max: MOST_AGENTS });

/**
 * Whether a user agent is a program's and not a reader's: by `isbot` 5, then by the rules of `bot-rules.ts`. An agent
 * that is missing or longer than any browser's is a program's.
 */
export function isBotAgent(agent: string | undefined): boolean {
  if (agent === undefined || agent.length > LONGEST_AGENT) return true;
  const known = verdicts.get(agent);
  if (known !== undefined) return known;
  const verdict = isbot(agent) || BOT_RULES.some(({ pattern }) => pattern.test(agent));
  verdicts.set(agent, verdict);
  return verdict;
}

/**
 * Whether the values of a request's purpose headers (Sec-Purpose, Purpose, X-Purpose, X-Moz) say that a page was loaded
 * before anybody asked for it.
 *
 * Source: Fetch standard, Sec-Purpose; the older headers as Chromium, Safari and Firefox sent them.
 */
export function isPrefetch(values: readonly (string | readonly string[] | undefined)[]): boolean {
  return values.some(
    (value) => value !== undefined && /prefetch|prerender|preview|instant/i.test(value.toString()),
  );
}
