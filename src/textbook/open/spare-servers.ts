/** 2²⁷ + 1: splits a double into two halves whose products are exact (Dekker 1971). */
const SPLITTER = 134_217_729;

/**
 * c - λ·S: how many servers an open system keeps idle on average; below 0 when overloaded.
 *
 * Every waiting time is divided by this difference, and at a utilization of 1 - 1e-9 the
 * rounding of λ·S alone would leave it seven right digits. The rounding error of the
 * product is recovered and taken off, so the result is right to the last bits for the
 * numbers given. Constant cost.
 *
 * Source: Dekker, A Floating-Point Technique for Extending the Available Precision,
 * Numer. Math. 18 (1971) 224-242.
 *
 * Throws nothing: its callers have checked the numbers.
 *
 * @param servers c
 * @param arrivalRate λ, per second
 * @param serviceTime S, seconds
 */
export function spareServers(servers: number, arrivalRate: number, serviceTime: number): number {
  return spareOfClasses(servers, [{ arrivalRate, visits: 1, serviceTime }]);
}

/**
 * c - Σ λ·V·S over the classes that share a station, in the same way: products and sums
 * carry their rounding errors along. Cost O(classes); throws nothing.
 */
export function spareOfClasses(
  servers: number,
  loads: readonly {
    readonly arrivalRate: number;
    readonly visits: number;
    readonly serviceTime: number;
  }[],
): number {
  let spare = servers;
  let rest = 0;
  for (const { arrivalRate, visits, serviceTime } of loads) {
    const rate = arrivalRate * visits;
    const load = rate * serviceTime;
    const next = spare - load;
    // What the subtraction rounded off (Knuth's two-sum).
    const taken = next - spare;
    rest += spare - (next - taken) - (load + taken);
    rest -= productError(rate, serviceTime, load);
    rest -= productError(arrivalRate, visits, rate) * serviceTime;
    spare = next;
  }
  return spare + rest;
}

/** a·b - product, exactly. */
function productError(a: number, b: number, product: number): number {
  const [aHigh, aLow] = split(a);
  const [bHigh, bLow] = split(b);
  const error = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
  // Factors beyond 1e300 overflow in the splitting; such loads are far from the limit anyway.
  return Number.isFinite(error) ? error : 0;
}

function split(x: number): [number, number] {
  const scaled = SPLITTER * x;
  const high = scaled - (scaled - x);
  return [high, x - high];
}
