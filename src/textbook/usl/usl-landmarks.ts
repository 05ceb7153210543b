import type { PerSecond } from "../../units.ts";
import { requirePhysicalUslLaw, type UslLaw, uslThroughput } from "./usl.ts";

/** A place on the curve of a Universal Scalability Law. */
export interface UslPoint {
  readonly users: number;
  readonly throughput: PerSecond;
}

export interface UslLandmarks {
  /** Where throughput is greatest, N = √((1−α)/β), or 1 where that is less; `null` where it never turns down. */
  readonly peak: UslPoint | null;
  /**
   * Amdahl's roof γ/α: what throughput could at most come to if no pair had to agree (β = 0);
   * with β > 0 the peak lies below it. `null` for α = 0
   * (below 1e-100): no roof.
   */
  readonly roof: PerSecond | null;
  /**
   * N = 1/α, where linear growth γN would meet the roof, with the law's own throughput there:
   * beyond it most of an added user is waiting. `null` for α = 0, and for α > 1, where it would lie
   * below one user.
   */
  readonly meeting: UslPoint | null;
}

/** Contention whose roof no number of users reaches, and whose squares leave a double's range. */
const noContention = 1e-100;

/**
 * The places of a Universal Scalability Law that planning asks for. Exact; constant cost.
 * A law with α + β > 1 falls from the first user on; its peak is given as N = 1.
 *
 * Source: Gunther, Guerrilla Capacity Planning (Springer, 2007), §5.5.3 for the peak;
 * Schwartz, Practical Scalability Analysis with the Universal Scalability Law (2015).
 *
 * @throws RangeError unless γ > 0, α ≥ 0, β ≥ 0 and all are finite
 */
export function uslLandmarks(law: UslLaw): UslLandmarks {
  const { unitThroughput: gamma, contention: alpha, coherency: beta } = requirePhysicalUslLaw(law);
  const point = (users: number): UslPoint => ({ users, throughput: uslThroughput(law, users) });
  // Below one user the law may have no positive throughput, and nobody is there to see it.
  const fallsAtOnce = beta > 0 ? 1 - alpha < beta : alpha > 1;
  const peakUsers = fallsAtOnce ? 1 : Math.sqrt((1 - alpha) / beta);
  return {
    peak: beta === 0 && !fallsAtOnce ? null : point(peakUsers),
    roof: alpha < noContention ? null : gamma / alpha,
    meeting: alpha < noContention || alpha > 1 ? null : point(1 / alpha),
  };
}
