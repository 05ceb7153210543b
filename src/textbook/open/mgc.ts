import { requireNonNegative } from "../../require.ts";
import { waitShare } from "./erlang-c.ts";
import type { OpenSolution } from "./open-solution.ts";
import { type OpenStation, requireStable } from "./require-stable.ts";

/** A station whose arrivals and services need not be exponential. */
export interface GeneralStation extends OpenStation {
  /** c_a², squared coefficient of variation of the time between arrivals: 1 Poisson, 0 paced. */
  readonly arrivalVariation: number;
  /** c_s², squared coefficient of variation of the service time: 1 exponential, 0 constant. */
  readonly serviceVariation: number;
}

export type WaitApproximation = "allen-cunneen" | "sakasegawa" | "kingman";

/**
 * GI/G/c by one of three two-moment approximations: (c_a² + c_s²)/2 times a wait of M/M/c.
 * Approximate, except where the wait is exact anyway.
 *
 * - "allen-cunneen" scales the exact wait C·S/(c - a). Exact for M/M/c and M/G/1. Against
 *   exact chains with Poisson arrivals, error of W: constant service c = 2: -6 % at ρ = 0.5,
 *   -1 % at 0.9; c = 10: -24 % and -3 %; c = 100: -12 % at 0.9. Hyper-exponential service
 *   with c_s² = 4, c = 2: +13 % and +2 %; c = 10: +64 % and +8 %.
 * - "sakasegawa" puts ρ^(√(2(c+1))-1)/(c·(1-ρ))·S in place of Erlang's C. Exact for c = 1;
 *   against M/M/c within 2 % at ρ = 0.9 up to c = 20, +15 % for c = 100, +10 % at ρ = 0.7
 *   for c = 5, and useless (several times too high) for large c below ρ = 0.7.
 * - "kingman" is Kingman's heavy-traffic formula, for one server only: exact for M/G/1;
 *   +96 % at ρ = 0.5, +8 % at 0.9 for constant gaps between arrivals (D/M/1), +16 % and
 *   +0.4 % for hyper-exponential ones with c_a² = 4.
 *
 * All three become right as ρ → 1. `probabilityOfWait` is Erlang's C, the share in M/M/c.
 * Cost about √c.
 *
 * Source: Allen, Probability, Statistics and Queueing Theory, 2nd ed. (1990), §5.6;
 * Sakasegawa, Ann. Inst. Statist. Math. 29 (1977) 67-75; Kingman, Proc. Camb. Phil. Soc. 57
 * (1961) 902-904.
 *
 * @throws RangeError unless λ ≥ 0, S > 0, c is a whole number ≥ 1, λ·S < c and both
 *   variations are ≥ 0; or if "kingman" is asked for more than one server
 */
export function mgc(
  station: GeneralStation,
  approximation: WaitApproximation = "allen-cunneen",
): OpenSolution {
  const { offeredLoad: a, spare } = requireStable(station);
  const { arrivalRate, serviceTime: S, servers: c } = station;
  const arrivals = requireNonNegative("arrivalVariation", station.arrivalVariation);
  const services = requireNonNegative("serviceVariation", station.serviceVariation);
  if (approximation === "kingman" && c !== 1) {
    throw new RangeError(`servers must be 1 for the approximation of Kingman, got ${c}`);
  }
  const C = waitShare(c, a, spare);
  const share = approximation === "sakasegawa" ? (a / c) ** (Math.sqrt(2 * (c + 1)) - 1) : C;
  const waitOverService = (share / spare) * ((arrivals + services) / 2);
  return {
    throughput: arrivalRate,
    responseTime: S + waitOverService * S,
    waitingTime: waitOverService * S,
    queueLength: a + waitOverService * a,
    waiting: waitOverService * a,
    utilization: Math.min(1, a / c),
    probabilityOfWait: C,
  };
}
