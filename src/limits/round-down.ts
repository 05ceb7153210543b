/** The largest multiple of a unit that is no larger than the value. */
export function roundDown(value: number, unit: number): number {
  // A hair of tolerance: 0.1 × 3 must not become 0.2.
  return Math.floor(value / unit + 1e-9) * unit;
}
