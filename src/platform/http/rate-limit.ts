import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { Refusal } from "#platform/refusal.ts";

/** How many requests each group of addresses may send. */
export type RateLimit = {
  /** Takes one request of `group`. @throws Refusal `tooMany` with the seconds to wait */
  take(group: string): Promise<void>;
};

/**
 * A limit of `requests` for each group within `seconds` (1). What it remembers lasts as long, so it is bounded by the
 * requests of that time.
 */
export function createRateLimit(options: {
  readonly requests: number;
  readonly seconds?: number;
}): RateLimit {
  const { requests, seconds = 1 } = options;
  const limiter = new RateLimiterMemory({ points: requests, duration: seconds });
  return {
    take: async (group) => {
      try {
        await limiter.consume(group);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new Refusal("tooMany", `Cannot answer: over ${requests} requests in ${seconds} s`, {
          retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)),
        });
      }
    },
  };
}
