/** A standard normal law at a few of its values. */
export interface NormalNodes {
  readonly z: readonly number[];
  readonly weight: readonly number[];
}

/** Nodes and weights of the trapezoidal rule for the standard normal law, spectrally accurate. */
function trapezoid(step: number, reach: number): NormalNodes {
  const count = Math.floor(reach / step);
  const z = Array.from({ length: 2 * count + 1 }, (_, i) => (i - count) * step);
  const density = z.map((value) => Math.exp((-value * value) / 2));
  const total = density.reduce((a, b) => a + b, 0);
  return { z, weight: density.map((value) => value / total) };
}

const ONE: NormalNodes = { z: [0], weight: [1] };

// Gauss–Hermite (Abramowitz & Stegun 25.4.46 and table 25.10), abscissas times √2.
const THREE: NormalNodes = {
  z: [-1.7320508075688772, 0, 1.7320508075688772],
  weight: [1 / 6, 2 / 3, 1 / 6],
};
const FIVE: NormalNodes = {
  z: [-2.8569700138728056, -1.355626179974266, 0, 1.355626179974266, 2.8569700138728056],
  weight: [
    0.011257411327720691, 0.2220759220056126, 0.5333333333333333, 0.2220759220056126,
    0.011257411327720691,
  ],
};

const ELEVEN = trapezoid(0.6, 3);
const SEVENTEEN = trapezoid(0.4, 3.3);

/**
 * The values at which the narrower of two laws is taken, when its sum with the wider is sought:
 * the fewer, the narrower it is, since the wider then changes little across it.
 *
 * @param ratio of the spreads
 */
export function normalNodes(ratio: number): NormalNodes {
  if (ratio < 0.02) return ONE;
  if (ratio < 0.15) return THREE;
  if (ratio < 0.35) return FIVE;
  return ratio < 0.7 ? ELEVEN : SEVENTEEN;
}
