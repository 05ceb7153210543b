/**
 * How far objectives on the times of tokens hold (TTFT, TPOT, ITL of a streamed answer), by the measured
 * levels alone: no model of a platform predicts them. Between two levels the crossing is on a straight
 * line; past the heaviest level nothing is said.
 */
import type { ResponseTimes, TokenTimes } from "../measurement/campaign.ts";
import type { Observation } from "../measurement/observations.ts";
import type { Threshold } from "../stats/estimate.ts";
import type { Seconds } from "../units.ts";
import { bracketOf } from "./bracket.ts";
import type { Policy } from "./policy.ts";
import { RUN_TO_RUN } from "./run-to-run.ts";

export interface TokenObjective {
  readonly of: keyof TokenTimes;
  readonly figure: keyof ResponseTimes;
  readonly bound: Seconds;
}

export interface TokenLimit extends TokenObjective {
  /** The load up to which it holds. */
  readonly users: Threshold;
}

/** The objectives on tokens that a policy sets, one a figure. */
export function tokenObjectives({ tokenObjectives: asked }: Policy): readonly TokenObjective[] {
  return Object.entries(asked ?? {}).flatMap(([of, figures]) =>
    Object.entries(figures ?? {}).map(([figure, bound]) => ({
      of: of as keyof TokenTimes,
      figure: figure as keyof ResponseTimes,
      bound,
    })),
  );
}

/** @param trusted levels that the audit trusts, of the platform as it is */
export function tokenLimits(
  trusted: readonly Observation[],
  policy: Policy,
): readonly TokenLimit[] {
  return tokenObjectives(policy).map((objective) => ({
    ...objective,
    users: limitOf(trusted, objective),
  }));
}

function limitOf(
  trusted: readonly Observation[],
  { of, figure, bound }: TokenObjective,
): Threshold {
  const noise = Math.log(1 + (figure === "mean" ? RUN_TO_RUN.mean : RUN_TO_RUN.percentile));
  const levels = trusted.flatMap(({ users, tokenTimes }) => {
    const measured = tokenTimes?.[of]?.[figure];
    if (measured === undefined) return [];
    const middle = Math.log(measured / bound);
    return [{ users, excess: { low: middle - noise, high: middle + noise, middle, worst: null } }];
  });
  const searchedTo = Math.max(0, ...levels.map(({ users }) => users));
  const { good, past, between, contradictory } = bracketOf(levels);
  if (past !== null && good !== null) {
    return { value: between, low: good, high: past, basis: "interpolated", searchedTo };
  }
  if (contradictory === null && good !== null) {
    return { value: null, low: good, high: null, basis: "at least", searchedTo };
  }
  const withheld = { value: null, low: null, high: past, basis: "withheld" as const, searchedTo };
  return { ...withheld, reason: whyWithheld(levels.length, past) };
}

function whyWithheld(levels: number, past: number | null): string {
  if (levels === 0) return "no level tells this time, and no model predicts it";
  if (past !== null)
    return `it is missed at ${past} users, and no lighter load was measured to hold`;
  return "every level lies too near to it, or they contradict one another";
}
