/** The next measurement worth making. */
import { platformLimits } from "../../limits/platform-limits.ts";
import type { Policy } from "../../limits/policy.ts";
import type { Scenario } from "../../platform/scenario.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { endpointTable } from "../predict/endpoint-table.ts";
import { plausibleGroups } from "../what-if/plausible-groups.ts";
import { candidateChanges } from "./candidate-changes.ts";
import { candidateLevels } from "./candidate-levels.ts";
import type { NextResult } from "./next-result.ts";
import { rankMeasurements } from "./rank-measurements.ts";

export interface NextOptions {
  readonly seed: number;
  /** Changes to be tried; the usual ones without them. */
  readonly changes?: readonly Scenario[];
  readonly minutesPerLevel?: number;
  readonly setupMinutes?: number;
  readonly top?: number;
  readonly onProgress?: (done: number) => void;
}

const MINUTES_PER_LEVEL = 5;
const SETUP_MINUTES = 30;
const TOP = 5;

/**
 * Weighs every measured level, the loads between and up to twice the largest, as the platform is
 * and after changes, by what a run there would tell: which hypothesis is true, and where the
 * platform breaks. Works with one hypothesis, too.
 *
 * @throws ScenarioError where a wanted change makes no sense on this platform
 */
export function nextMeasurement(
  fitted: FittedCampaign,
  policy: Policy,
  options: NextOptions,
): NextResult {
  const { maxUsers } = fitted.search;
  const groups = plausibleGroups(fitted);
  const found = rankMeasurements({
    groups,
    breakingPoints: groups.map(({ draws }) =>
      draws.map((draw) => platformLimits(draw, policy, maxUsers).breakingPoint),
    ),
    levels: candidateLevels(
      fitted.campaign.levels.map(({ users }) => users),
      maxUsers,
    ),
    maxUsers,
    changes: options.changes ?? candidateChanges(endpointTable(fitted.campaign)),
    optional: options.changes === undefined,
    minutesPerLevel: options.minutesPerLevel ?? MINUTES_PER_LEVEL,
    setupMinutes: options.setupMinutes ?? SETUP_MINUTES,
    top: options.top ?? TOP,
    seed: options.seed,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  return { ...found, assumptions: assumptionsOf(fitted) };
}

function assumptionsOf({ hypotheses }: FittedCampaign): string[] {
  const scale = (factor: number) => factor.toFixed(1);
  const scales = hypotheses.members.map(({ posterior: { fit } }) => fit.noiseScale);
  const [low, high] = [Math.min(...scales), Math.max(...scales)].map(scale);
  return [
    `Runs are taken to differ from a hypothesis as the measured ones do: ${low === high ? low : `${low} to ${high}`} times as much as runs usually differ.`,
    ...(hypotheses.explains
      ? []
      : [
          "No hypothesis follows the measured figures as closely as repeated runs agree: what tells them apart is told roughly, and none may be true.",
        ]),
  ];
}
