/**
 * Moves labels apart so that neighbors keep a gap, each as near to its wish as the order
 * allows. Positions in pixels; the order of the result is that of the input.
 */
export function spreadLabels(wishes: readonly number[], gap: number, end: number): number[] {
  const order = wishes.map((_, i) => i).sort((a, b) => (wishes[a] ?? 0) - (wishes[b] ?? 0));
  const placed = [...wishes];
  let least = Number.NEGATIVE_INFINITY;
  for (const i of order) {
    placed[i] = Math.max(placed[i] ?? 0, least + gap);
    least = placed[i] ?? 0;
  }
  // Pushed past the end: slide back up from there.
  let most = end + gap;
  for (const i of order.reverse()) {
    placed[i] = Math.min(placed[i] ?? 0, most - gap);
    most = placed[i] ?? 0;
  }
  return placed;
}
