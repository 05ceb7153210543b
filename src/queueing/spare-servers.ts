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
 * @param servers c
 * @param arrivalRate λ, per second
 * @param serviceTime S, seconds
 */
export function spareServers(servers: number, arrivalRate: number, serviceTime: number): number {
  const product = arrivalRate * serviceTime;
  const [a, aRest] = split(arrivalRate);
  const [b, bRest] = split(serviceTime);
  const error = aRest * bRest - (product - a * b - aRest * b - a * bRest);
  // Factors beyond 1e300 overflow in the splitting; such loads are far from the limit anyway.
  return Number.isFinite(error) ? servers - product - error : servers - product;
}

function split(x: number): [number, number] {
  const scaled = SPLITTER * x;
  const high = scaled - (scaled - x);
  return [high, x - high];
}
