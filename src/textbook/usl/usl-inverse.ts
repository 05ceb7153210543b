import { requirePositive } from "../../require.ts";
import type { PerSecond, Seconds } from "../../units.ts";
import { quadraticRoots } from "../bounds/quadratic-roots.ts";
import { requirePhysicalUslLaw, type UslLaw } from "./usl.ts";

/**
 * The concurrencies N > 0 at which a Universal Scalability Law gives a throughput, smallest
 * first: two for a throughput below the peak of a retrograde law (one on the way up, one on
 * the way down), one on a law with a roof, none above peak or roof. Exact.
 *
 * Solves βX·N² + (αX − βX − γ)·N + (1−α)X = 0; dropping β here, as one known library does,
 * overstates N without limit near the peak. Constant cost.
 *
 * Source: Gunther, Guerrilla Capacity Planning (Springer, 2007), §4.4, solved for N.
 *
 * @throws RangeError unless the throughput and γ are above 0, and α and β 0 or more
 */
export function uslUsersAtThroughput(law: UslLaw, throughput: PerSecond): readonly number[] {
  const { unitThroughput: gamma, contention: alpha, coherency: beta } = requirePhysicalUslLaw(law);
  const X = requirePositive("throughput", throughput);
  // In units of γ: X and γ may both be far from 1.
  const x = X / gamma;
  return quadraticRoots(beta * x, alpha * x - beta * x - 1, (1 - alpha) * x).filter(isPopulation);
}

/**
 * The concurrencies N > 0 at which a Universal Scalability Law gives a response time N/X(N),
 * smallest first. One for every R ≥ 1/γ, that of a user alone; below it none at N ≥ 1 (the
 * curve goes on below one user, where a law with β > α has even two). None for the linear law
 * α = β = 0, whose response time is 1/γ everywhere. Exact; constant cost.
 *
 * Source: Gunther, Guerrilla Capacity Planning (Springer, 2007), §4.4, with R = N/X.
 *
 * @throws RangeError unless the response time and γ are above 0, and α and β 0 or more
 */
export function uslUsersAtResponseTime(law: UslLaw, responseTime: Seconds): readonly number[] {
  const { unitThroughput: gamma, contention: alpha, coherency: beta } = requirePhysicalUslLaw(law);
  const R = requirePositive("responseTime", responseTime);
  return quadraticRoots(beta, alpha - beta, 1 - alpha - gamma * R).filter(isPopulation);
}

function isPopulation(users: number): boolean {
  return users > 0;
}
