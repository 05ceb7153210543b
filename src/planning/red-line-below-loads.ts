/** Whether the policy's red line lies below what the platform shows at the lightest load measured. */
import type { Limits } from "../limits/limits.ts";
import type { Policy } from "../limits/policy.ts";
import type { Campaign, Level } from "../measurement/campaign.ts";
import type { Finding } from "../measurement/finding.ts";
import { inLevel, inPercent, inTime } from "../measurement/wording.ts";

export interface RedLineBelowLoads {
  readonly crossedBy: "p95" | "errorRate";
  /** "5 % errors", "P95 of 2 s" */
  readonly redLine: string;
  /** "2 users: 4.83 % errors": the lightest load with such a figure. */
  readonly shown: string;
  /** Predicted past the red line with a single user: no lower load would help. */
  readonly always: boolean;
}

type Planned = {
  readonly campaign: Campaign;
  readonly limits: Limits;
  readonly policy: Policy;
};

/** Null where some measured load is below the breaking point, or none breaks the platform. */
export function redLineBelowLoads({ campaign, limits, policy }: Planned): RedLineBelowLoads | null {
  const { value, crossedBy } = limits.breakingPoint;
  if (value === null || crossedBy === null) return null;
  const timed = campaign.levels.filter(
    ({ quality, responseTime }) => quality === "measured" && Object.keys(responseTime).length > 0,
  );
  const [lightest] = timed;
  if (lightest === undefined || value > lightest.users) return null;
  const figure = crossedBy === "p95" ? p95Of : errorsOf;
  const level = timed.find((one) => figure(one) !== undefined);
  const { redLine } = policy;
  return {
    crossedBy,
    redLine:
      crossedBy === "p95"
        ? `P95 of ${inTime(redLine.p95)}`
        : `${inPercent(redLine.errorRate)} errors`,
    shown: level === undefined ? inLevel(lightest) : `${inLevel(level)}: ${figure(level)}`,
    always: value <= 1,
  };
}

const p95Of = ({ responseTime: { p95 } }: Level) =>
  p95 === undefined ? undefined : `P95 of ${inTime(p95)}`;

const errorsOf = ({ requests = 0, failures }: Level) =>
  failures === undefined || requests === 0 ? undefined : `${inPercent(failures / requests)} errors`;

/** The same as a finding: limits that only say that the policy does not fit the platform. */
export function redLineFindings(plan: Planned): readonly Finding[] {
  const found = redLineBelowLoads(plan);
  if (found === null) return [];
  const { redLine, shown, always, crossedBy } = found;
  const errors =
    "Look at what fails: answers that the test should expect (404, 429) are no failures, so correct the test; mend faults that come at any load; if the team accepts them, raise redLine, the zones and the objectives of the policy above this rate.";
  const times =
    "If requests of this kind may take so long, raise redLine, the zones and the objectives of the policy above it; if not, make them faster at light load: no capacity shortens a request that does not wait.";
  const lower = `Measure loads below ${shown.split(":")[0]}, where the red line may hold; or raise redLine in the policy if these figures are accepted.`;
  return [
    {
      code: "red-line-below-loads",
      severity: "warning",
      level: null,
      message: `The red line of ${redLine} lies below what the platform shows at the lightest load measured (${shown})${always ? ", and is passed with a single user: breaking point, zones and safe limit only say so" : ""}.`,
      law: "A red line tells loads apart only where the platform is on the good side of it while hardly anybody uses it.",
      remedy: always ? (crossedBy === "p95" ? times : errors) : lower,
    },
  ];
}
