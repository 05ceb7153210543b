import type { PerSecond } from "../../units.ts";
import { requirePhysicalUslLaw, type UslLaw, uslThroughput } from "./usl.ts";

/** A place on the curve of a Universal Scalability Law. */
export interface UslPoint {
  readonly users: number;
  readonly throughput: PerSecond;
}

export interface UslLandmarks {
  /** Where throughput is greatest, N = √((1−α)/β); `null` where it never turns down. */
  readonly peak: UslPoint | null;
  /**
   * Amdahl's roof γ/α: what throughput could at most come to if no pair had to agree (β = 0);
   * with β > 0 the peak lies below it. `null` for α = 0
   * (below 1e-100): no roof.
   */
  readonly roof: PerSecond | null;
  /**
   * N = 1/α, where linear growth γN would meet the roof, with the law's own throughput there:
   * beyond it most of an added user is waiting. `null` for α = 0.
   */
  readonly meeting: UslPoint | null;
}

/** Contention whose roof no number of users reaches, and whose squares leave a double's range. */
const noContention = 1e-100;

/**
 * The places of a Universal Scalability Law that planning asks for. Exact; constant cost.
 * A law with α > 1 falls from the first user on; its peak is given as N = 1.
 *
 * Source: Gunther, Guerrilla Capacity Planning (Springer, 2007), §5.5.3 for the peak;
 * Schwartz, Practical Scalability Analysis with the Universal Scalability Law (2015).
 *
 * @throws RangeError unless γ > 0, α ≥ 0, β ≥ 0 and all are finite
 */
export function uslLandmarks(law: UslLaw): UslLandmarks {
  const { unitThroughput: gamma, contention: alpha, coherency: beta } = requirePhysicalUslLaw(law);
  const point = (users: number): UslPoint => ({ users, throughput: uslThroughput(law, users) });
  const fallsAtOnce = alpha > 1 || (alpha === 1 && beta > 0);
  const peakUsers = fallsAtOnce ? 1 : Math.sqrt((1 - alpha) / beta);
  return {
    peak: beta === 0 && !fallsAtOnce ? null : point(peakUsers),
    roof: alpha < noContention ? null : gamma / alpha,
    meeting: alpha < noContention ? null : point(1 / alpha),
  };
}
