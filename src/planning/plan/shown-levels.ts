import type { Level } from "../../measurement/campaign.ts";
import { answeredLevels } from "../../measurement/refusals/admitted-part.ts";
import { throughputOfAll } from "../../measurement/what-counts.ts";
import type { Estimate } from "../../stats/estimate.ts";
import type { PerSecond } from "../../units.ts";
import type { CurvePoint, PlanResult } from "./plan-result.ts";

type Shown = Pick<PlanResult, "campaign" | "timeOuts">;

/**
 * The measured levels as what a plan predicts is to be held against, with the throughput of all
 * requests, also where a tool stated that of successes.
 */
export function shownLevels({ campaign, timeOuts }: Shown): readonly Level[] {
  return answeredLevels(campaign, timeOuts !== true).map((level) => {
    const throughput = throughputOfAll(level);
    if (throughput === undefined || throughput === level.throughput) return level;
    return { ...level, throughput, throughputOf: "all" as const };
  });
}

/**
 * What of a level belongs beside the ceiling: its throughput, or X·(1 − e) where requests time out
 * in the platforms, for a ceiling is of what is answered.
 */
export function shownThroughput({ timeOuts }: Shown, level: Level): PerSecond | undefined {
  const { throughput, requests, failures } = level;
  if (timeOuts !== true || throughput === undefined || !requests || failures === undefined) {
    return throughput;
  }
  return throughput * (1 - failures / requests);
}

/** The same of a prediction. */
export function predictedThroughput({ timeOuts }: Shown, point: CurvePoint): Estimate {
  return timeOuts === true ? point.goodput : point.throughput;
}
