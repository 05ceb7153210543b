import type { Seconds } from "../../units.ts";

/**
 * Half the step to which load generators round a response time: two significant digits of
 * its milliseconds, and never finer than 1 ms. Locust's histogram does so (stats.py:
 * below 100 ms to 1 ms, below 1 s to 10 ms, below 10 s to 100 ms, then to 1 s).
 */
export function roundingOf(responseTime: Seconds): Seconds {
  const milliseconds = responseTime * 1000;
  const step = milliseconds < 100 ? 1 : 10 ** (Math.floor(Math.log10(milliseconds) + 1e-12) - 1);
  return step / 2000;
}
