import type { Share } from "../../../units.ts";

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
const SEVEN: NormalNodes = {
  z: [
    -3.750439717725742, -2.366759410734541, -1.154405394739968, 0, 1.154405394739968,
    2.366759410734541, 3.750439717725742,
  ],
  weight: [
    5.482688559722186e-4, 0.03075712396758648, 0.2401231786050128, 0.4571428571428571,
    0.2401231786050128, 0.03075712396758648, 5.482688559722186e-4,
  ],
};

/** Where the narrower law is wider than the other is around its middle, few nodes would show as steps. */
const WIDE = trapezoid(0.4, 4);

/** The probability that the nodes of one sum may move, of all. */
const ERROR: Share = 1e-5;

/** Rules with the most that each moves of the sum of two normal laws, as factor · ratio^power. */
const RULES: readonly {
  readonly nodes: NormalNodes;
  readonly factor: number;
  readonly power: number;
}[] = [
  { nodes: ONE, factor: 0.12, power: 2 },
  { nodes: THREE, factor: 0.02, power: 6 },
  { nodes: FIVE, factor: 0.003, power: 10 },
  { nodes: SEVEN, factor: 6e-4, power: 14 },
];

/**
 * The values at which the narrower of two laws is taken, when its sum with the wider is sought: the
 * fewer, the narrower it is, since the wider then changes little across it, and the rarer what is summed.
 * For two normal laws the probability of what 99 in 100 stay below is off by less than 3 in 1000 of itself.
 *
 * @param ratio how far the narrower law moves for each of its normal deviates, over the spread of the wider
 * @param weight share of the whole that the sum is of, in (0, 1]
 */
export function normalNodes(ratio: number, weight: Share): NormalNodes {
  const enough = RULES.find(({ factor, power }) => weight * factor * ratio ** power <= ERROR);
  return enough?.nodes ?? WIDE;
}
