import type { RandomStream } from "./random-stream.ts";

/**
 * One draw from the standard normal distribution, mean 0 and variance 1. Exact; always two
 * numbers from the stream, so that streams used in step stay in step. At most 6.8 in size.
 *
 * Source: Box & Muller, "A note on the generation of random normal deviates", Annals of
 * Mathematical Statistics 29(2) (1958) 610–611; the second of the pair is left.
 */
export function normal(stream: RandomStream): number {
  const length = Math.sqrt(-2 * Math.log(stream.uniform()));
  return length * Math.cos(2 * Math.PI * stream.uniform());
}
