import { requirePositive } from "../require.ts";
import type { RandomStream } from "./random-stream.ts";
import { zigguratNormal } from "./ziggurat-normal.ts";

/**
 * One draw from the gamma distribution with a shape a and scale 1: mean a, variance a. Exact
 * (rejection); some 1.05 tries on average.
 *
 * Source: Marsaglia & Tsang, "A simple method for generating gamma variables", ACM
 * Transactions on Mathematical Software 26(3) (2000); below a = 1 by G(a) = G(a + 1)·U^(1/a).
 *
 * @throws RangeError unless the shape is a number above 0
 */
export function randomGamma(stream: RandomStream, shape: number): number {
  const a = requirePositive("shape", shape);
  const boost = a < 1 ? Math.exp(Math.log(stream.uniform()) / a) : 1;
  const d = (a < 1 ? a + 1 : a) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = zigguratNormal(stream);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (Math.log(stream.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
      return d * v * boost;
    }
  }
}
