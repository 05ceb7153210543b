import { EXPLAINS } from "../what-if/told/could-be-true.ts";

/** Noise of an explanation below which the figures are followed, and whoever misses them is wrong. */
const FOLLOWS = EXPLAINS / 2;

/**
 * Which explanations are none since they miss the figures by several times what another one misses them by. Levels left
 * out are too few to say so of one that fails at a few of them alone: were those other ones, it might not.
 *
 * @param noise of each, in units of how much runs usually differ
 */
export function ruledOut(noise: readonly number[]): readonly boolean[] {
  const isFollowed = noise.some((one) => one < FOLLOWS);
  return noise.map((one) => isFollowed && one > EXPLAINS);
}
