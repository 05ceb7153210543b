/**
 * Moves labels apart so that neighbors keep a gap, each as near to its wish as the order
 * allows. Positions in pixels; the order of the result is that of the input.
 *
 * @param gaps between the middles of neighbors, or the height of each label
 */
export function spreadLabels(
  wishes: readonly number[],
  gaps: number | readonly number[],
  end: number,
): number[] {
  const heightOf = (i: number) => (typeof gaps === "number" ? gaps : (gaps[i] ?? 0));
  const between = (a: number, b: number) => (heightOf(a) + heightOf(b)) / 2;
  const order = wishes.map((_, i) => i).sort((a, b) => (wishes[a] ?? 0) - (wishes[b] ?? 0));
  const placed = [...wishes];
  order.forEach((i, rank) => {
    const before = order[rank - 1];
    if (before === undefined) return;
    placed[i] = Math.max(placed[i] ?? 0, (placed[before] ?? 0) + between(before, i));
  });
  // Pushed past the end: slide back up from there.
  const backwards = order.toReversed();
  backwards.forEach((i, rank) => {
    const after = backwards[rank - 1];
    const most = after === undefined ? end : (placed[after] ?? 0) - between(i, after);
    placed[i] = Math.min(placed[i] ?? 0, most);
  });
  return placed;
}
