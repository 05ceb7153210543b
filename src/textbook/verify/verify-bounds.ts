import { asymptoticBounds } from "../bounds/asymptotic-bounds.ts";
import { balancedJobBounds } from "../bounds/balanced-job-bounds.ts";
import { geometricBounds } from "../bounds/geometric-bounds.ts";
import { proportionalBounds } from "../bounds/proportional-bounds.ts";
import { tightestBounds } from "../bounds/tightest-bounds.ts";
import { type ClosedNetwork, closedNetwork } from "../closed/closed-network.ts";
import { compare, type Verification } from "./verification.ts";

/**
 * Every family of bounds that holds for the network against its exact solution: each row sets
 * the exact value against that value pushed inside the bounds, so the difference is 0 unless
 * the exact answer lies outside. Cost of `closedNetwork`.
 *
 * @throws RangeError as `tightestBounds` and `closedNetwork`
 */
export function verifyBounds(network: ClosedNetwork, users: number): readonly Verification[] {
  const exact = closedNetwork(network, users);
  const several = network.stations.some(
    (station) => station.kind === "queue" && (station.servers ?? 1) > 1 && station.visits !== 0,
  );
  const families = {
    asymptotic: asymptoticBounds,
    ...(several ? {} : { balancedJob: balancedJobBounds }),
    ...(several ? {} : { proportional: proportionalBounds, geometric: geometricBounds }),
    tightest: tightestBounds,
  };
  return Object.entries(families).flatMap(([name, family]) => {
    const bounds = family(network, users);
    return (["throughput", "responseTime"] as const).map((quantity) => {
      const { lower, upper } = bounds[quantity];
      const inside = Math.min(upper, Math.max(lower, exact[quantity]));
      return compare(`${quantity} inside ${name} bounds`, inside, exact[quantity]);
    });
  });
}
