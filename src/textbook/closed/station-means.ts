/** Mean number and utilization of a station of a closed network, from its weights and the others' constants. */
import { at } from "../element.ts";
import { type ScaledSeries, ScaledSum } from "./scaled-series.ts";
import { blockOf, type StationTerm } from "./station-term.ts";

/** Mean number and share of time occupied for n = first…N, from the constants of all others. */
export function stationMeans(
  term: StationTerm,
  others: ScaledSeries,
  constants: ScaledSeries,
  first: number,
  N: number,
  queueLengths: Float64Array,
  utilizations: Float64Array,
): void {
  const { head, meanHead, tail, ratio } = term;
  const m = head.mantissas.length;
  const rest = new ScaledSum(); // Σ f(j)·g(n-j) over j ≥ m
  const meanRest = new ScaledSum(); // Σ j·f(j)·g(n-j) over j ≥ m
  const busyHead = head.mantissas.map((mantissa, j) => (j === 0 ? 0 : mantissa));
  const element = new ScaledSum();
  for (let n = 0; n <= N; n++) {
    meanRest.add(rest.mantissa, rest.block);
    meanRest.scale(ratio);
    rest.scale(ratio);
    if (n >= m) {
      const block = tail.block + blockOf(others, n - m);
      const weight = tail.mantissa * at(others.mantissas, n - m);
      rest.add(weight, block);
      meanRest.add(weight * m, block);
    }
    if (n < first) continue;
    const last = Math.min(n, m - 1);
    element.mantissa = 0;
    element.addProducts(busyHead, head, others, n, last);
    element.add(rest.mantissa, rest.block);
    utilizations[n] = Math.min(1, share(element.normalize(), constants, n));
    element.mantissa = 0;
    element.addProducts(meanHead, head, others, n, last);
    element.add(meanRest.mantissa, meanRest.block);
    queueLengths[n] = share(element.normalize(), constants, n);
  }
}

function share(part: ScaledSum, whole: ScaledSeries, n: number): number {
  const distance = part.block - blockOf(whole, n);
  const ratio = part.mantissa / at(whole.mantissas, n);
  return distance === 0 ? ratio : ratio * 2 ** (480 * distance);
}
