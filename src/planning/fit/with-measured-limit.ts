import type { MeasuredRateLimit } from "../../measurement/refusals/refusal-law.ts";
import type { Hypothesis } from "../../platform/platform.ts";

/**
 * The hypothesis with the rate limit that the measurements show, where it says nothing of what a
 * platform turns away: a limit that was met is part of whatever platform it was.
 */
export function withMeasuredLimit(
  hypothesis: Hypothesis,
  limit: MeasuredRateLimit | null,
): Hypothesis {
  const { platform } = hypothesis;
  if (limit === null || platform.rateLimit !== null || platform.requestLimit !== undefined) {
    return hypothesis;
  }
  const asErrors = limit.counts === "errors" ? { refusalsAreErrors: true as const } : {};
  const { instead } = hypothesis;
  return {
    ...hypothesis,
    platform: { ...platform, rateLimit: limit.rate, ...asErrors },
    ...(instead && { instead: instead.map((one) => withMeasuredLimit(one, limit)) }),
  };
}
