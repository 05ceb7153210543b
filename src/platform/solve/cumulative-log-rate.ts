/**
 * L(k) = ln μ(1) + … + ln μ(k) of a rate law, at any k.
 *
 * Up to `singles`, where laws have their bends, term by term. Beyond, μ is smooth, and L is
 * carried from one node to the next, 5 % apart, by Gauss–Legendre quadrature of ln μ over
 * [a + ½, b + ½] with the midpoint rule's own correction, and read between nodes by a cubic through
 * values and slopes. The cubic bends differently from L by at most h⁴·|L⁗|/384: for laws of the
 * pool's kind, which fall no faster than 1/k², L is off by less than 3e-7·k, smoothly, so that
 * what a sum over neighboring states says is hardly touched. Cost: `singles` +
 * 100·ln(most/singles) evaluations of μ, once; then constant.
 */
export function cumulativeLogRate(
  rate: (present: number) => number,
  singles: number,
  most: number,
): (present: number) => number {
  const first = Math.min(singles, most);
  const exact = new Float64Array(first + 1);
  for (let k = 1; k <= first; k++) exact[k] = (exact[k - 1] as number) + Math.log(rate(k));
  const nodes = [first];
  const values = [exact[first] as number];
  while ((nodes.at(-1) as number) < most) {
    const from = nodes.at(-1) as number;
    const to = Math.max(from + 4, Math.ceil(from * NODE_RATIO));
    nodes.push(to);
    values.push((values.at(-1) as number) + sumBetween(rate, from, to));
  }
  const slopes = nodes.map((k) => slopeAt(rate, k));
  return (present) => {
    if (present <= first) return exact[present] as number;
    let i = 0;
    let j = nodes.length - 1;
    while (j - i > 1) {
      const middle = (i + j) >> 1;
      if ((nodes[middle] as number) <= present) i = middle;
      else j = middle;
    }
    const width = (nodes[j] as number) - (nodes[i] as number);
    const t = (present - (nodes[i] as number)) / width;
    const rise = (values[j] as number) - (values[i] as number);
    const a = (slopes[i] as number) * width;
    const b = (slopes[j] as number) * width;
    return (values[i] as number) + t * (a + t * (3 * rise - 2 * a - b + t * (a + b - 2 * rise)));
  };
}

const NODE_RATIO = 1.05;

/** Abscissas and weights of four-point Gauss–Legendre on [−1, 1] (Abramowitz & Stegun 25.4.30). */
const abscissas = [
  -0.8611363115940526, -0.3399810435848563, 0.3399810435848563, 0.8611363115940526,
];
const gaussWeights = [
  0.3478548451374538, 0.6521451548625461, 0.6521451548625461, 0.3478548451374538,
];

/** ln μ(a + 1) + … + ln μ(b) by Euler–Maclaurin on midpoints. */
function sumBetween(rate: (present: number) => number, a: number, b: number): number {
  const center = (a + b + 1) / 2;
  const half = (b - a) / 2;
  let integral = 0;
  for (const [i, x] of abscissas.entries()) {
    integral += (gaussWeights[i] as number) * Math.log(rate(center + half * x));
  }
  const bend = logSlope(rate, b + 0.5) - logSlope(rate, a + 0.5);
  return integral * half - bend / 24;
}

/** dL/dk: L is the integral of ln μ up to k + ½, less 1/24 of its slope there. */
function slopeAt(rate: (present: number) => number, k: number): number {
  return Math.log(rate(k + 0.5));
}

function logSlope(rate: (present: number) => number, k: number): number {
  return Math.log(rate(k + 0.5) / rate(k - 0.5));
}
