/** What a platform known as equally likely draws does at each load, with 90 % intervals. */
import type { Basis, Estimate } from "../stats/estimate.ts";
import type { CurvePoint, ZoneName } from "./limits.ts";
import { platformAt } from "./platform-at.ts";
import type { PlatformPoint, PlausiblePlatform } from "./plausible-platform.ts";
import type { Policy } from "./policy.ts";
import { estimateOf } from "./summarize-draws.ts";

/** @throws RangeError unless there is at least one draw and every load is a whole number ≥ 1 */
export function predictCurve(
  draws: readonly PlausiblePlatform[],
  loads: readonly number[],
  policy: Policy,
  basisAt: (users: number) => Basis,
): CurvePoint[] {
  const most = Math.max(...loads);
  const platforms = draws.map((draw) => platformAt(draw, most));
  return loads.map((users) => {
    const points = platforms.map((at) => at(users));
    const basis = basisAt(users);
    const estimate = (read: (point: PlatformPoint) => number) =>
      estimateOf(points.map(read), basis);
    const p95 = estimate((point) => point.percentile("p95"));
    const errorRate = estimate((point) => point.errorRate);
    return {
      users,
      throughput: estimate(({ throughput }) => throughput),
      goodput: estimate(goodputOf),
      responseTime: {
        mean: estimate(({ mean }) => mean),
        p50: estimate((point) => point.percentile("p50")),
        p90: estimate((point) => point.percentile("p90")),
        p95,
        p99: estimate((point) => point.percentile("p99")),
      },
      errorRate,
      refusedShare: estimate(({ refusedShare }) => refusedShare),
      utilization: utilizationOf(points, basis),
      zone: zoneOf(policy, p95.value, errorRate.value),
    };
  });
}

const goodputOf = ({ goodput, throughput, errorRate }: PlatformPoint) =>
  goodput ?? throughput * (1 - errorRate);

/** By station and pool; those that some platforms do not have are left out. */
function utilizationOf(
  points: readonly PlatformPoint[],
  basis: Basis,
): Readonly<Record<string, Estimate>> {
  const names = Object.keys(points[0]?.utilization ?? {}).filter((name) =>
    points.every(({ utilization }) => utilization[name] !== undefined),
  );
  return Object.fromEntries(
    names.map((name) => [
      name,
      estimateOf(
        points.flatMap(({ utilization }) => utilization[name] ?? []),
        basis,
      ),
    ]),
  );
}

/** The first zone whose bounds both hold; red beyond them all. */
export function zoneOf(policy: Policy, p95: number, errorRate: number): ZoneName {
  return policy.zones.find((zone) => p95 < zone.p95 && errorRate < zone.errorRate)?.name ?? "red";
}
