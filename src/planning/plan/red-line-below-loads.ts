/** Whether the policy's red line lies below what the platform shows at the lightest load measured. */
import type { Limits } from "../../limits/limits.ts";
import type { Policy } from "../../limits/policy.ts";
import { RUN_TO_RUN } from "../../limits/run-to-run.ts";
import type { Campaign, Level } from "../../measurement/campaign.ts";
import type { Finding } from "../../measurement/finding.ts";
import { inLevel, inPercent, inTime } from "../../wording/wording.ts";

export interface RedLineBelowLoads {
  readonly crossedBy: "p95" | "errorRate";
  /** "5 % errors", "P95 of 2 s" */
  readonly redLine: string;
  /** "at the lightest load measured (2 users: 6 % errors)", "over all loads measured (6.4 % errors)" */
  readonly shown: string;
  /** The lightest load that has such a figure: "2 users". */
  readonly lightest: string;
  /** Predicted past the red line with a single user: no lower load would help. */
  readonly always: boolean;
  /** What is shown lies below the red line, by no more than two runs of one load differ. */
  readonly isNear: boolean;
}

/** "lies below what the platform shows", or where it hardly lies above: what the sentence is about. */
export function redLineLies({ redLine, shown, isNear }: RedLineBelowLoads): string {
  return isNear
    ? `The red line of ${redLine} differs by no more than two runs do from what the platform shows ${shown}`
    : `The red line of ${redLine} lies below what the platform shows ${shown}`;
}

type Planned = {
  readonly campaign: Campaign;
  readonly limits: Limits;
  readonly policy: Policy;
};

/**
 * Null where some measured load is below the breaking point, where none breaks the platform, and
 * where the measurements themselves are surely on the good side of the red line.
 */
export function redLineBelowLoads({ campaign, limits, policy }: Planned): RedLineBelowLoads | null {
  const { value, crossedBy } = limits.breakingPoint;
  if (value === null || crossedBy === null) return null;
  const measured = campaign.levels.filter(({ quality }) => quality === "measured");
  const timed = measured.filter(({ responseTime }) => Object.keys(responseTime).length > 0);
  const [first] = timed;
  if (first === undefined || value > first.users) return null;
  const shown = crossedBy === "p95" ? shownTime(timed, policy) : shownErrors(timed, policy);
  if (shown === null) return null;
  return { ...shown, crossedBy, lightest: inLevel(first), always: value <= 1 };
}

type Shown = Pick<RedLineBelowLoads, "redLine" | "shown" | "isNear">;

/** Two runs, each off by this deviation of ln P95. */
const NEAR = Math.exp(-Math.SQRT2 * RUN_TO_RUN.percentile);

function shownTime(levels: readonly Level[], { redLine }: Policy): Shown | null {
  const level = levels.find(({ responseTime }) => responseTime.p95 !== undefined);
  const p95 = level?.responseTime.p95;
  if (level === undefined || p95 === undefined || p95 < NEAR * redLine.p95) return null;
  const shown = `at the lightest load measured (${inLevel(level)}: P95 of ${inTime(p95)})`;
  return { redLine: `P95 of ${inTime(redLine.p95)}`, shown, isNear: p95 < redLine.p95 };
}

/** Errors whatever the load are pooled by the fit, so a lucky first level does not hide them. */
function shownErrors(levels: readonly Level[], policy: Policy): Shown | null {
  const redLine = `${inPercent(policy.redLine.errorRate)} errors`;
  const counted = levels.filter(
    ({ requests = 0, failures }) => failures !== undefined && requests > 0,
  );
  const [level] = counted;
  if (level === undefined) return null;
  const sum = (of: (one: Level) => number) => counted.reduce((total, one) => total + of(one), 0);
  const own = (level.failures ?? 0) / (level.requests ?? 1);
  const pooled = sum(({ failures = 0 }) => failures) / sum(({ requests = 0 }) => requests);
  if (own >= policy.redLine.errorRate) {
    return {
      redLine,
      shown: `at the lightest load measured (${inLevel(level)}: ${inPercent(own)} errors)`,
      isNear: false,
    };
  }
  if (pooled < policy.redLine.errorRate) return null;
  return {
    redLine,
    shown: `over all loads measured (${inPercent(pooled)} errors)`,
    isNear: false,
  };
}

/** The same as a finding: limits that only say that the policy does not fit the platform. */
export function redLineFindings(plan: Planned): readonly Finding[] {
  const found = redLineBelowLoads(plan);
  if (found === null) return [];
  const { always, crossedBy, lightest } = found;
  const errors =
    "Look at what fails: answers that the test should expect (404, 429) are no failures, so correct the test; mend faults that come at any load; if the team accepts them, raise redLine, the zones and the objectives of the policy above this rate.";
  const times =
    "If requests of this kind may take so long, raise redLine, the zones and the objectives of the policy above it; if not, make them faster at light load: no capacity shortens a request that does not wait.";
  const lower = `Measure loads below ${lightest}, where the red line may hold; or raise redLine in the policy if these figures are accepted.`;
  return [
    {
      code: "red-line-below-loads",
      severity: "warning",
      level: null,
      message: `${redLineLies(found)}${always ? ", and is passed with a single user: breaking point, zones and safe limit only say so" : ""}.`,
      law: "A red line tells loads apart only where the platform is on the good side of it while hardly anybody uses it.",
      remedy: always ? (crossedBy === "p95" ? times : errors) : lower,
    },
  ];
}
