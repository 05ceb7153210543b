import { floatAt } from "../entry-at.ts";
import { normalCdf } from "./normal-distribution.ts";

/** Nodes per unit of z. With cubic pieces the error is h⁴·max|Φ⁗|/384 < 3e-10. */
const STEPS = 64;
/** Beyond this |z| the tail is below 2e-19. */
const REACH = 9;

const nodes = Array.from({ length: 2 * REACH * STEPS + 1 }, (_, i) => i / STEPS - REACH);
const values = Float64Array.from(nodes, normalCdf);
const slopes = Float64Array.from(
  nodes,
  (z) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / STEPS,
);

const LAST = nodes.length - 1;

/** Value and slope of each node side by side. */
const pairs = Float64Array.from({ length: 2 * nodes.length }, (_, i) =>
  floatAt(i % 2 === 0 ? values : slopes, i >> 1),
);

/**
 * Φ(z) by cubic Hermite pieces through exact values and slopes: some 30 times faster than
 * `normalCdf`, for inner loops. Absolute error below 1e-9 everywhere; 0 and 1 beyond |z| = 9.
 */
export function fastNormalCdf(z: number): number {
  const x = (z + REACH) * STEPS;
  if (!(x > 0)) return 0;
  const i = Math.floor(x);
  if (i >= nodes.length - 1) return 1;
  const t = x - i;
  const from = floatAt(values, i);
  const to = floatAt(values, i + 1);
  const rise = to - from;
  const a = floatAt(slopes, i);
  const b = floatAt(slopes, i + 1);
  return from + t * (a + t * (3 * rise - 2 * a - b + t * (a + b - 2 * rise)));
}

/** Its derivative, by straight lines between the same nodes: within 4e-5. */
export function fastNormalDensity(z: number): number {
  const x = (z + REACH) * STEPS;
  if (!(x > 0)) return 0;
  const i = Math.floor(x);
  if (i >= nodes.length - 1) return 0;
  const from = floatAt(slopes, i);
  return (from + (x - i) * (floatAt(slopes, i + 1) - from)) * STEPS;
}

/** Φ(z) and its derivative in one look at the tables, for loops that need both: the same two numbers, in place. */
export function fastNormal(z: number, into: Float64Array): void {
  const x = (z + REACH) * STEPS;
  const i = Math.floor(x);
  if (!(x > 0) || i >= LAST) {
    into[0] = x > 0 ? 1 : 0;
    into[1] = 0;
    return;
  }
  const t = x - i;
  const from = pairs[2 * i] ?? 0;
  const a = pairs[2 * i + 1] ?? 0;
  const to = pairs[2 * i + 2] ?? 0;
  const b = pairs[2 * i + 3] ?? 0;
  const rise = to - from;
  into[0] = from + t * (a + t * (3 * rise - 2 * a - b + t * (a + b - 2 * rise)));
  into[1] = (a + t * (b - a)) * STEPS;
}
