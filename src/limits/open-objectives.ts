/** Up to which rate the objectives of a policy were seen to hold under open load, by measured levels alone. */
import type { OpenLevel } from "../measurement/campaign.ts";
import { wilsonInterval } from "../stats/wilson-interval.ts";
import type { PerSecond } from "../units.ts";
import { bracketOf } from "./bracket.ts";
import type { Excess } from "./level-side.ts";
import type { Policy } from "./policy.ts";
import { RUN_TO_RUN } from "./run-to-run.ts";
import { type TokenObjective, tokenObjectives } from "./token-limits.ts";

export type OpenObjective =
  | { readonly name: "mean" | "p95" | "p99" | "errorRate"; readonly bound: number }
  | ({ readonly name: "token" } & TokenObjective);

export interface HeldRate {
  readonly objective: OpenObjective;
  /** The largest rate that was measured to hold it, below any that does not; null without one. */
  readonly holds: PerSecond | null;
  /** The smallest above that which does not; null without one. */
  readonly fails: PerSecond | null;
}

/** Objectives that no level tells are left out. */
export function openObjectives(levels: readonly OpenLevel[], policy: Policy): readonly HeldRate[] {
  const names = ["mean", "p95", "p99", "errorRate"] as const;
  const asked: readonly OpenObjective[] = [
    ...names.flatMap((name) => {
      const bound = policy.objectives[name];
      return bound === undefined ? [] : [{ name, bound }];
    }),
    ...tokenObjectives(policy).map((one) => ({ name: "token" as const, ...one })),
  ];
  return asked.flatMap((objective) => {
    const sides = levels.flatMap((level) => {
      const excess = excessAt(level, objective);
      return excess === null ? [] : [{ users: level.arrivalRate, excess }];
    });
    if (sides.length === 0) return [];
    const { good, past } = bracketOf(sides);
    return [{ objective, holds: good, fails: past }];
  });
}

function excessAt(level: OpenLevel, objective: OpenObjective): Excess | null {
  const against = (low: number, high: number, middle: number | null): Excess => {
    const ratio = (value: number) => Math.log(value / objective.bound);
    return {
      ...{ low: ratio(low), high: ratio(high) },
      ...{ middle: middle === null ? null : ratio(middle), worst: null },
    };
  };
  if (objective.name === "errorRate") {
    const { requests = 0, failures } = level;
    if (requests === 0 || failures === undefined) return null;
    const { low, high } = wilsonInterval(Math.min(failures, requests), requests);
    return against(low, high, failures / requests);
  }
  const bounds = objective.name === "p95" || objective.name === "p99" ? level.percentileBounds : {};
  const bucket = objective.name === "token" ? undefined : bounds?.[objective.name as "p95" | "p99"];
  if (bucket !== undefined) return against(bucket[0], bucket[1] ?? Number.POSITIVE_INFINITY, null);
  const measured =
    objective.name === "token"
      ? level.tokenTimes?.[objective.of]?.[objective.figure]
      : level.responseTime[objective.name];
  if (measured === undefined) return null;
  const figure = objective.name === "token" ? objective.figure : objective.name;
  const noise = 1 + (figure === "mean" ? RUN_TO_RUN.mean : RUN_TO_RUN.percentile);
  return against(measured / noise, measured * noise, measured);
}
