import type { Unknown } from "../../../platform/unknowns-of.ts";

/** Where a number that a simpler model does not have is tried, in prior deviations. */
const NEW_NUMBER = [-1, 0.5];

/**
 * Places from which an extension of a model is fitted: where the simpler one ended, with what is
 * new at some of its values.
 *
 * @param position of the simpler one's unknowns, in their order
 */
export function extendedStarts(
  simpler: readonly Unknown[],
  position: readonly number[],
  extended: readonly Unknown[],
): readonly (readonly number[])[] {
  const known = new Map(simpler.map(({ name }, i) => [name, position[i] ?? 0]));
  return NEW_NUMBER.map((value) => extended.map(({ name }) => known.get(name) ?? value));
}
