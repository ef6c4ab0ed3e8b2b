import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { Refusal } from "#platform/refusal.ts";

/** How many requests each group of addresses may send. */
export type RateLimit = {
  /** Takes one request of `group`. @throws Refusal `tooMany` with the seconds to wait */
  take(group: string): Promise<void>;
};

/**
 * A limit of `perSecond` requests for each group. What it remembers lasts a second, so it is bounded by the requests of
 * a second.
 */
export function createRateLimit(options: { readonly perSecond: number }): RateLimit {
  const { perSecond } = options;
  const limiter = new RateLimiterMemory({ points: perSecond, duration: 1 });
  return {
    take: async (group) => {
      try {
        await limiter.consume(group);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new Refusal("tooMany", `Cannot answer: over ${perSecond} requests in a second`, {
          retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)),
        });
      }
    },
  };
}
