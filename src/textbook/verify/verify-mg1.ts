import { type GeneralServer, mg1 } from "../open/mg1.ts";
import { compare, type Verification } from "./verification.ts";

/** Longest chain followed: its cost grows with the square. */
const LONGEST = 5000;

/**
 * The Pollaczek-Khinchine mean against the Markov chain of the number left behind by
 * departures, for a gamma service time of the same mean and variation (constant at 0), in a
 * form that adds only positive terms. Cost O(n²) for n states worth counting.
 *
 * Source: Neuts, Structured Stochastic Matrices of M/G/1 Type and Their Applications (1989),
 * §1.2; Ramaswami, Stochastic Models 4 (1988) 183-188.
 *
 * @throws RangeError as mg1, or if more than 5,000 states matter (very busy or very uneven)
 */
export function verifyMg1(input: GeneralServer): readonly Verification[] {
  const first = mg1(input);
  const rho = input.arrivalRate * input.serviceTime;
  const arrivals = arrivalsPerService(rho, input.serviceVariation);
  const beyond = new Array<number>(arrivals.length).fill(0); // P(more than j arrive)
  for (let j = arrivals.length - 2; j >= 0; j--) {
    beyond[j] = (beyond[j + 1] ?? 0) + (arrivals[j + 1] ?? 0);
  }
  const p = [1];
  let total = 1;
  let present = 0;
  // Crossing balance of level j: p[j+1]·P(0 arrive) = p[0]·beyond[j] + Σ_{i=1…j} p[i]·beyond[j+1-i].
  for (let j = 0; j < LONGEST; j++) {
    let up = beyond[j] ?? 0;
    for (let i = Math.max(1, j + 1 - beyond.length); i <= j; i++) {
      up += (p[i] ?? 0) * (beyond[j + 1 - i] ?? 0);
    }
    const next = up / (arrivals[0] ?? 1);
    p.push(next);
    total += next;
    present += (j + 1) * next;
    if ((j + 1) * next <= 1e-17 * present) {
      return [
        compare("utilization", first.utilization, (total - 1) / total),
        compare("queueLength", first.queueLength, present / total),
      ];
    }
  }
  throw new RangeError(`utilization must be lower for a check by the chain, got ${rho}`);
}

/** The chances of 0, 1, … arrivals during one gamma service: negative binomial, or Poisson. */
function arrivalsPerService(rho: number, given: number): readonly number[] {
  // Below 1e-15 the spread is lost in rounding, and its reciprocal may overflow.
  const variation = given < 1e-15 ? 0 : given;
  const q = (rho * variation) / (1 + rho * variation);
  const chances = [
    variation > 0 ? Math.exp(-Math.log1p(rho * variation) / variation) : Math.exp(-rho),
  ];
  for (let j = 0; j < LONGEST; j++) {
    const step = variation > 0 ? (q * (1 / variation + j)) / (j + 1) : rho / (j + 1);
    const next = (chances[j] ?? 0) * step;
    chances.push(next);
    if (step < 1 && next <= 1e-20) break;
  }
  return chances;
}
