/** `--judge`: the heaviest hypothesis at its posterior medians, solved and simulated. */

import type { MedianHypothesis } from "../planning/fit/heaviest-hypothesis.ts";
import type { KnownFacts } from "../platform/known-facts.ts";
import type { Platform } from "../platform/platform.ts";
import type { Scenario } from "../platform/scenario.ts";
import type { JudgedPlatform, Judgment } from "../report/text/judge-text.ts";
import type { JudgedCell } from "../simulation/course/judged-cell.ts";
import { sampleOf } from "../simulation/course/sample-of.ts";
import type { SimulationWarning } from "../simulation/result/simulation-result.ts";
import { RefusedError } from "./refused-error.ts";
import type { World } from "./world.ts";

/** Half of the 95 % interval of the mean response time, over the mean. */
const PRECISION = 0.01;

/** Loads at most: a judge looks at samples. */
const MOST_LOADS = 5;

/** Of each replication, warm-up included: few of them then do at any load. */
const DURATION = 900;

/**
 * @param scenarios judged after the platform as it is
 * @param known of what the database accepts, beside the model
 * @throws RefusedError where no hypothesis was fitted
 */
export async function judgePlatforms(
  model: MedianHypothesis | null,
  scenarios: readonly Scenario[],
  loads: readonly number[],
  seed: number,
  world: World,
  { connections }: KnownFacts = {},
): Promise<Judgment> {
  if (model === null) {
    throw new RefusedError(
      "no hypothesis was fitted: there is no platform to simulate",
      "name platform models under hypotheses: in headroom.yaml",
    );
  }
  const { fillPlatform } = await import("../platform/fill-platform.ts");
  const { applyScenario } = await import("../platform/levers/change/apply-scenario.ts");
  const { hypothesis, weight, values } = model;
  const base = fillPlatform(hypothesis, values);
  const changed = scenarios.map((one) => ({
    title: one.title,
    ...applyScenario(one, base, connections),
  }));
  const platforms: JudgedPlatform[] = [];
  for (const [i, one] of [
    { title: "As it is", platform: base, without: [] },
    ...changed,
  ].entries()) {
    // Where there is nothing to change it is judged already.
    if (i > 0 && one.without.length === scenarios[i - 1]?.levers.length) {
      const { title, without } = one;
      platforms.push({ title, without, rounded: [], cells: [], warnings: [], refused: null });
      continue;
    }
    const judged = await judgeOne(one.platform, sampleOf(loads, MOST_LOADS), seed, world);
    platforms.push({ title: one.title, without: one.without, ...judged.platform });
    if (judged.partial) {
      return { hypothesis: hypothesis.platform.title, weight, values, platforms, partial: true };
    }
  }
  return { hypothesis: hypothesis.platform.title, weight, values, platforms, partial: false };
}

async function judgeOne(platform: Platform, loads: readonly number[], seed: number, world: World) {
  const { wholePlatform } = await import("../simulation/course/whole-platform.ts");
  const { stilled, stillPlatform } = await import("../simulation/course/still-platform.ts");
  const { planExperiment } = await import("../simulation/course/plan-experiment.ts");
  const { judgedCell } = await import("../simulation/course/judged-cell.ts");
  const { runExperiment } = await import("./run-experiment.ts");
  const { platform: drifting, rounded: made } = wholePlatform(platform);
  // Where each replication has its own capacity none would do for this precision.
  const { platform: whole, drifts } = stillPlatform(drifting);
  const rounded = [...made, ...stilled(drifts)];
  const cells: JudgedCell[] = [];
  const warnings: SimulationWarning[] = [];
  const judged = (refused: string | null, partial = false) => ({
    platform: { rounded, cells, warnings, refused },
    partial,
  });
  for (const users of loads) {
    try {
      const options = { seed, precision: PRECISION, duration: DURATION };
      const experiment = planExperiment(whole, { users }, options);
      const { result, partial } = await runExperiment(experiment, undefined, world);
      if (result !== null) {
        cells.push(judgedCell(whole, users, result));
        warnings.push(...result.warnings);
      }
      if (partial) return judged(null, true);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return judged(error.message);
    }
  }
  return judged(null);
}
