/** Two campaigns of one system, before and after a change: did it lose capacity? */
import { entryAt } from "../../entry-at.ts";
import type { Policy } from "../../limits/policy.ts";
import { audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import type { Share } from "../../units.ts";
import { inLoads } from "../../wording/in-loads.ts";
import { capacityFigures } from "./capacity-figures.ts";
import { capacityVerdict } from "./capacity-verdict.ts";
import { smallestLoss } from "./change.ts";
import type { Comparison, Peak } from "./compare-result.ts";
import { type LevelFigures, levelFigures } from "./level-figures.ts";
import { commonLevels } from "./matched-levels.ts";
import { measuredBreakingPoint } from "./measured-breaking-point.ts";
import { repeatability } from "./repeatability.ts";
import { type Compared, judgeFigures } from "./sure-figures.ts";
import { demandFigures, timeFigures } from "./time-figures.ts";

export interface CompareOptions {
  /** Its red line says what breaking means. */
  readonly policy: Pick<Policy, "redLine">;
  /** A loss or gain up to this share is none; from 0 to below 1 (default 5 %). */
  readonly tolerance?: Share;
}

/** Chance of a false loss over all figures that decide; of a false gain as well. */
const FALSE_ALARMS: Share = 0.05;

/** Usual where nobody says otherwise: what a team would notice. */
export const USUAL_TOLERANCE: Share = 0.05;

/**
 * Compares throughput at every load that both tested, throughput past the knee and the measured
 * breaking point, with the noise of repeated runs, or the usual one. A figure has fallen where it
 * surely has (Holm's procedure over all figures, one-sided) and by more than the tolerance.
 *
 * @throws RangeError where both have no load in common, or the tolerance is out of range
 */
export function compareCampaigns(
  before: Campaign,
  after: Campaign,
  { policy, tolerance = USUAL_TOLERANCE }: CompareOptions,
): Comparison {
  if (!(tolerance >= 0 && tolerance < 1)) {
    throw new RangeError(`tolerance must be from 0 to below 1, got ${tolerance}`);
  }
  const from = levelFigures(before, audit(before));
  const to = levelFigures(after, audit(after));
  const pairs = commonLevels(from, to);
  const commonLoads = pairs.map(({ users }) => users);
  if (!pairs.some(({ before: a, after: b }) => a.figures.throughput && b.figures.throughput)) {
    throw new RangeError(
      `before and after must have a load in common, got ${loadsIn(from)} and ${loadsIn(to)}`,
    );
  }
  const noise = repeatability([...tagged("before", from), ...tagged("after", to)]);
  const breakingPoint = {
    before: measuredBreakingPoint(from.levels, policy),
    after: measuredBreakingPoint(to.levels, policy),
  };
  const figures = capacityFigures(pairs, breakingPoint, noise);
  const alpha = FALSE_ALARMS / Math.max(figures.filter(({ change }) => change !== null).length, 1);
  const capacity = judgeFigures(figures, FALSE_ALARMS, tolerance).map((figure, i) => {
    const { change } = entryAt(figures, i);
    return change === null
      ? figure
      : { ...figure, smallestLoss: smallestLoss(change, alpha, tolerance) };
  });
  const judged = (list: readonly Compared[]) => judgeFigures(list, FALSE_ALARMS, 0);
  const demand = judged(demandFigures(pairs, noise));
  const told = capacityVerdict({ figures, capacity, demand, tolerance });
  return {
    ...told,
    before: { name: before.name, loads: from.levels.map(({ users }) => users) },
    after: { name: after.name, loads: to.levels.map(({ users }) => users) },
    commonLoads,
    tolerance,
    falseAlarms: FALSE_ALARMS,
    noise,
    capacity,
    times: judged(timeFigures(pairs, noise)),
    demand,
    peak: { before: peakOf(from), after: peakOf(to) },
    breakingPoint,
  };
}

/** Runs of one campaign repeat one another; those of the other side may differ for good. */
function tagged(side: string, { runs }: LevelFigures) {
  return runs.map((run) => ({ ...run, key: `${side} ${run.key}` }));
}

function peakOf({ levels }: LevelFigures): Peak {
  const measured = levels.flatMap(({ users, figures: { throughput } }) =>
    throughput === undefined ? [] : [{ users, throughput: Math.exp(throughput.log) }],
  );
  return measured.reduce((a, b) => (b.throughput > a.throughput ? b : a));
}

const loadsIn = ({ levels }: LevelFigures) =>
  levels.length === 0 ? "no users" : inLoads(levels.map(({ users }) => users));
