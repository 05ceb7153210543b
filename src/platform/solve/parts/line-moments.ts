import { floatAt } from "../../../entry-at.ts";
export interface Line {
  /** Places in front of which it stands; Infinity for none. */
  readonly places: number;
  /** Places that become free per second while all are in use. */
  readonly visitRate: number;
  /** Squared coefficient of variation of one hold. */
  readonly squaredVariation: number;
  /** How often a request stands in it, at least 1. */
  readonly repeats: number;
  /** Requests already in line for what limits the holds, further inside, when the places are full. */
  readonly backlog: number;
  /** Places of the line that limits. */
  readonly scale: number;
}

export interface LineMoments {
  readonly used: Float64Array;
  readonly waiting: Float64Array;
  readonly stretched: Float64Array;
  readonly free: Float64Array;
  readonly mean: Float64Array;
  readonly square: Float64Array;
}

/**
 * Variability by which the number of requests at a line grows where each comes back v times: the work
 * that is there has the mean of Pollaczek and Khinchine, E[v]·CV² + E[v²] visits squared, and a request
 * has (E[v²] + E[v])/2E[v] visits left on average, so that (1 + CV²)/2 becomes (v + CV²)/(v + 1). One visit
 * is first come first served, many are turns of processor sharing, which knows no CV.
 */
export function requestVariation(squaredVariation: number, repeats: number): number {
  const v = Math.max(1, repeats);
  return (2 * (v + squaredVariation)) / (v + 1) - 1;
}

/** A line grows at least at a quarter of the pace of chance, however even work and arrivals are. */
const MOST_EVEN = 4;

/**
 * The line in front of places, by the number there, and the wait of a request that finds n.
 *
 * It waits for r = n − c + 1 completions. Their variance is r/ν² for exponential holds; for others
 * each place renews itself on its own, which leaves the first completion nearly exponential and
 * brings the variance of many to r·CV²/ν² (superposed renewals; Whitt, Operations Research 30(1), 1982): in
 * between r·(1 + (CV² − 1)·r/(r + c))/ν². Exact for exponential holds and constant rates.
 */
export function lineMoments(line: Line, most: number): LineMoments {
  const { places: c, visitRate, squaredVariation, repeats, backlog, scale } = line;
  const variation = requestVariation(squaredVariation, repeats);
  const used = new Float64Array(most + 1);
  const waiting = new Float64Array(most + 1);
  const stretched = new Float64Array(most + 1);
  const free = new Float64Array(most + 1);
  const mean = new Float64Array(most + 1);
  const square = new Float64Array(most + 1);
  for (let n = 0; n <= most; n++) {
    used[n] = Math.min(n, c);
    waiting[n] = Math.max(0, n - c);
    const r = Math.max(0, n - c + 1);
    free[n] = r > 0 ? 0 : 1;
    if (n > c) {
      const w = backlog + n - c;
      // Until some holds have ended, the next end comes nearly at random, so that a short line is
      // less variable than a long one. It grows by √c in heavy traffic (Halfin & Whitt, Oper. Res.
      // 29(3), 1981) and with the variance of the work. A heuristic: half or twice the scale moves
      // a pool of 10 with CV² 2.5 by 1.4 % in the response time at the knee, and not elsewhere.
      const reached = w / (w + ((Math.sqrt(scale) - 1) * (1 + variation)) / 2);
      const evenness = Math.min(MOST_EVEN, 2 / (2 + (variation - 1) * reached));
      stretched[n] = floatAt(stretched, n - 1) + 1 - evenness;
    }
    if (r === 0) continue;
    const m = r / visitRate;
    const variance = (r * (1 + ((squaredVariation - 1) * r) / (r + c))) / visitRate ** 2;
    mean[n] = m;
    square[n] = m * m + variance;
  }
  return { used, waiting, stretched, free, mean, square };
}
