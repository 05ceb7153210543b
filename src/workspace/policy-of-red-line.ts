/** The first policy of a workspace whose red line is known. */
import { defaultPolicy, type Policy } from "../limits/policy.ts";

/** Three digits are enough for a promise, and no binary fraction shows. */
const rounded = (value: number) => Number(value.toPrecision(3));

/**
 * The default policy in its own proportions to another red line: where a platform counts as broken at 500 ms,
 * a zone "high load" up to 2 s or a promise of 2 s would speak of a platform that is broken.
 */
export function policyOfRedLine(told: Partial<Policy["redLine"]> | undefined): Policy {
  const redLine = { ...defaultPolicy.redLine, ...told };
  const slower = redLine.p95 / defaultPolicy.redLine.p95;
  const worse = redLine.errorRate / defaultPolicy.redLine.errorRate;
  const time = (value: number) => rounded(value * slower);
  const share = (value: number) => rounded(value * worse);
  const { mean = 0, p95 = 0, p99 = 0, errorRate = 0 } = defaultPolicy.objectives;
  return {
    ...defaultPolicy,
    redLine,
    zones: defaultPolicy.zones.map((zone) => ({
      name: zone.name,
      p95: time(zone.p95),
      errorRate: share(zone.errorRate),
    })),
    objectives: { mean: time(mean), p95: time(p95), p99: time(p99), errorRate: share(errorRate) },
  };
}
