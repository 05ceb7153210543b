/** from, from + 1, …, to. */
export function countUp(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
