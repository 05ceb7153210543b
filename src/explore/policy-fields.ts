/** Every number of a policy as a field of the page. */
import type { Objectives, Policy, ZoneBound } from "../limits/policy.ts";

export interface PolicyField {
  /** "zones.green.p95", as the policy file nests it. */
  readonly key: string;
  readonly group: string;
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** In the field's unit; null where the policy sets no such bound. */
  readonly of: (policy: Policy) => number | null;
  readonly set: (policy: Policy, value: number) => Policy;
}

/** How a number is shown. */
interface Scale {
  readonly unit: string;
  readonly factor: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

const time: Scale = { unit: "ms", factor: 1000, min: 10, max: 10_000, step: 10 };
const share: Scale = { unit: "%", factor: 100, min: 0, max: 20, step: 0.1 };

const rounded = (value: number) => Number(value.toPrecision(12));

/** As `workspace/quantity` reads a typed number, to the last digit: a share is divided, a time rounded. */
const toBase = (value: number, { unit, factor }: Pick<Scale, "unit" | "factor">) =>
  unit === "ms" ? Number((value / factor).toPrecision(15)) : value / factor;

function field(
  where: Pick<PolicyField, "key" | "group" | "label">,
  { factor, ...scale }: Scale,
  of: (policy: Policy) => number | undefined,
  set: (policy: Policy, value: number) => Policy,
): PolicyField {
  return {
    ...where,
    ...scale,
    of: (policy) => {
      const value = of(policy);
      return value === undefined ? null : rounded(value * factor);
    },
    set: (policy, value) => set(policy, toBase(value, { unit: scale.unit, factor })),
  };
}

function zoneFields(name: ZoneBound["name"]): readonly PolicyField[] {
  const at = ({ zones }: Policy) => zones.find((zone) => zone.name === name);
  const change = (policy: Policy, bound: Partial<ZoneBound>): Policy => ({
    ...policy,
    zones: policy.zones.map((zone) => (zone.name === name ? { ...zone, ...bound } : zone)),
  });
  const group = "Zones end at";
  return [
    field(
      { key: `zones.${name}.p95`, group, label: `${name}: P95` },
      time,
      (policy) => at(policy)?.p95,
      (policy, p95) => change(policy, { p95 }),
    ),
    field(
      { key: `zones.${name}.errorRate`, group, label: `${name}: errors` },
      share,
      (policy) => at(policy)?.errorRate,
      (policy, errorRate) => change(policy, { errorRate }),
    ),
  ];
}

function objectiveField(name: keyof Objectives, label: string, scale: Scale): PolicyField {
  return field(
    { key: `objectives.${name}`, group: "Objectives", label },
    scale,
    ({ objectives }) => objectives[name],
    (policy, value) => ({ ...policy, objectives: { ...policy.objectives, [name]: value } }),
  );
}

export const policyFields: readonly PolicyField[] = [
  ...zoneFields("green"),
  ...zoneFields("yellow"),
  ...zoneFields("orange"),
  field(
    { key: "redLine.p95", group: "Red line", label: "P95" },
    time,
    ({ redLine }) => redLine.p95,
    (policy, p95) => ({ ...policy, redLine: { ...policy.redLine, p95 } }),
  ),
  field(
    { key: "redLine.errorRate", group: "Red line", label: "errors" },
    share,
    ({ redLine }) => redLine.errorRate,
    (policy, errorRate) => ({ ...policy, redLine: { ...policy.redLine, errorRate } }),
  ),
  objectiveField("mean", "mean", time),
  objectiveField("p95", "P95", time),
  objectiveField("p99", "P99", time),
  objectiveField("errorRate", "errors", share),
  field(
    { key: "safeLimit.safetyFactor", group: "Safe limit", label: "safety factor" },
    { unit: "×", factor: 1, min: 1, max: 3, step: 0.05 },
    ({ safeLimit }) => safeLimit.safetyFactor,
    (policy, safetyFactor) => ({ ...policy, safeLimit: { ...policy.safeLimit, safetyFactor } }),
  ),
  field(
    { key: "safeLimit.confidence", group: "Safe limit", label: "confidence" },
    { unit: "%", factor: 100, min: 50, max: 99, step: 1 },
    ({ safeLimit }) => safeLimit.confidence,
    (policy, confidence) => ({ ...policy, safeLimit: { ...policy.safeLimit, confidence } }),
  ),
  field(
    { key: "safeLimit.roundTo", group: "Safe limit", label: "rounded down to" },
    { unit: "users", factor: 1, min: 1, max: 100, step: 1 },
    ({ safeLimit }) => safeLimit.roundTo,
    (policy, roundTo) => ({ ...policy, safeLimit: { ...policy.safeLimit, roundTo } }),
  ),
  field(
    { key: "rateLimit.safetyFactor", group: "Rate limit", label: "safety factor" },
    { unit: "×", factor: 1, min: 1, max: 3, step: 0.05 },
    ({ rateLimit }) => rateLimit.safetyFactor,
    (policy, safetyFactor) => ({ ...policy, rateLimit: { ...policy.rateLimit, safetyFactor } }),
  ),
  field(
    { key: "rateLimit.roundTo", group: "Rate limit", label: "rounded down to" },
    { unit: "req/s", factor: 1, min: 1, max: 50, step: 1 },
    ({ rateLimit }) => rateLimit.roundTo,
    (policy, roundTo) => ({ ...policy, rateLimit: { ...policy.rateLimit, roundTo } }),
  ),
  field(
    { key: "refused", group: "Rate limit", label: "may refuse" },
    share,
    ({ refused }) => refused,
    (policy, refused) => ({ ...policy, refused }),
  ),
];

/** Why a policy cannot be used, in one sentence; null where it can. */
export function policyProblem({ zones }: Policy): string | null {
  for (const [i, zone] of zones.entries()) {
    const below = zones[i - 1];
    if (below !== undefined && (zone.p95 <= below.p95 || zone.errorRate < below.errorRate)) {
      return `Zones rise from green over yellow to orange: ${zone.name} must end above ${below.name}.`;
    }
  }
  return null;
}
