/** The smallest size of a lever that holds the objectives. */

/**
 * The first of rising sizes that holds. Exact where no larger size fails once a smaller one holds;
 * else a size that holds and whose next smaller one fails, if the growing steps meet one.
 *
 * By multiplying the place in the list until a size may hold on few draws, then by bisection, then
 * checked on all draws: stepping up while it fails, and down while the one below holds, too.
 *
 * @param mayHold whether few draws leave it possible
 * @param holds whether it holds on all draws
 * @param growth of the place from step to step, above 1
 */
export function smallestSize(
  sizes: readonly number[],
  mayHold: (size: number) => boolean,
  holds: (size: number) => boolean,
  growth = 2,
): number | null {
  const at = (place: number) => sizes[place];
  const test = (place: number, on: (size: number) => boolean) => {
    const size = at(place);
    return size !== undefined && on(size);
  };
  let place = firstPlace(sizes.length, growth, (one) => test(one, mayHold));
  if (place === null) return null;
  while (place < sizes.length && !test(place, holds)) {
    // Few draws promised too much: look on above, from the next size that they still allow.
    const from: number = place + 1;
    const next = firstPlace(sizes.length - from, growth, (one) => test(from + one, mayHold));
    if (next === null) return null;
    place = from + next;
  }
  while (place > 0 && test(place - 1, holds)) place--;
  return at(place) ?? null;
}

/** The least place from which on a test is passed, by growing steps and bisection; null where none is. */
function firstPlace(
  count: number,
  growth: number,
  passes: (place: number) => boolean,
): number | null {
  let failed = -1;
  let place = 0;
  while (place < count - 1 && !passes(place)) {
    failed = place;
    place = Math.min(Math.max(place + 1, Math.floor((place + 1) * growth) - 1), count - 1);
  }
  if (count === 0 || !passes(place)) return null;
  while (place - failed > 1) {
    const middle = Math.floor((failed + place) / 2);
    if (passes(middle)) place = middle;
    else failed = middle;
  }
  return place;
}
