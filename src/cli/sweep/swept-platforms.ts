/** The platforms of a sweep: a model at the medians of its priors, or fitted hypotheses. */
import { largestLoad } from "../../calibration/figures.ts";
import { entryAt } from "../../entry-at.ts";
import type { FittedHypothesis } from "../../planning/fit/fit-hypotheses.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import type { SweepGrid } from "../../sweep/sweep-grid.ts";
import type { SweptPlatform } from "../../sweep/sweep-study.ts";
import { fitOf, type Prepared } from "../plan-workspace.ts";
import { RefusedError } from "../refused-error.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";

export async function modelPlatform(hypothesis: Hypothesis): Promise<readonly SweptPlatform[]> {
  const { fillPlatform } = await import("../../platform/fill-platform.ts");
  const { medianOf } = await import("../../platform/quantity.ts");
  const { unknownsOf } = await import("../../platform/unknowns-of.ts");
  const medians = unknownsOf(hypothesis).map(({ name, prior }) => [name, medianOf(prior)]);
  const platform = fillPlatform(hypothesis, Object.fromEntries(medians));
  return [{ model: hypothesis.name, draw: null, weight: 1, platform, drawn: null }];
}

/**
 * Those that could be meant by a name: it is one of the model files, or of the several that one
 * whose ceiling is unknown stands for.
 *
 * @throws UsageError for a name that no hypothesis can have
 */
export async function requireNamed(
  { models }: SweepGrid,
  hypotheses: readonly Hypothesis[],
): Promise<void> {
  if ("file" in models || typeof models.hypotheses === "string") return;
  const { nearestName } = await import("../../ingest/nearest-name.ts");
  const known = hypotheses.map(({ name }) => name);
  for (const name of models.hypotheses) {
    if (known.some((one) => isOf(one, name) || isOf(name, one))) continue;
    const near = nearestName(name, known);
    const hint = near === undefined ? `known: ${known.join(", ")}` : `did you mean ${near}?`;
    throw new UsageError(`unknown hypothesis "${name}"`, hint);
  }
}

const isOf = (member: string, file: string) => member === file || member.startsWith(`${file}-`);

/** @throws RefusedError when nothing can be fitted, UsageError where there are fewer draws */
export async function fittedPlatforms(
  { models, draws }: SweepGrid,
  prepared: Prepared,
  world: World,
): Promise<readonly SweptPlatform[]> {
  const { hypotheses, connections } = await fitOf(prepared, world);
  const { members } = hypotheses;
  const chosen = "file" in models ? [] : chosenOf(members, models.hypotheses);
  if (chosen.length === 0) {
    throw new RefusedError("none of the hypotheses could be fitted", "see headroom fit");
  }
  const total = chosen.reduce((sum, { weight }) => sum + weight.weight, 0);
  const share = (member: FittedHypothesis) =>
    total > 0 ? member.weight.weight / total : 1 / chosen.length;
  const platforms =
    draws === null
      ? await Promise.all(chosen.map((member) => atMedians(member, share(member))))
      : chosen.flatMap((member) => drawsOf(member, draws, share(member)));
  return connections === undefined
    ? platforms
    : platforms.map((one) => ({ ...one, room: connections }));
}

function chosenOf(
  members: readonly FittedHypothesis[],
  wanted: "all" | "likeliest" | readonly string[],
): readonly FittedHypothesis[] {
  if (wanted === "all") return members;
  if (wanted === "likeliest") {
    return members.toSorted((a, b) => b.weight.weight - a.weight.weight).slice(0, 1);
  }
  return members.filter(({ posterior }) =>
    wanted.some((name) => isOf(posterior.hypothesis.name, name)),
  );
}

async function atMedians(member: FittedHypothesis, weight: number): Promise<SweptPlatform> {
  const { fillPlatform } = await import("../../platform/fill-platform.ts");
  const { posteriorMedians } = await import("../../planning/fit/heaviest-hypothesis.ts");
  const { posterior } = member;
  const platform = fillPlatform(posterior.hypothesis, posteriorMedians(posterior));
  return { model: posterior.hypothesis.name, draw: null, weight, platform, drawn: null };
}

function drawsOf(
  { posterior, draws: all }: FittedHypothesis,
  count: number,
  weight: number,
): readonly SweptPlatform[] {
  const { hypothesis, runs } = posterior;
  if (count > all.length) {
    const message = `draws: ${count}: ${hypothesis.name} has ${all.length} draws`;
    throw new UsageError(message, `ask for ${all.length} at most`);
  }
  const largest = largestLoad(runs);
  return Array.from({ length: count }, (_, i) => {
    const draw = Math.floor(((i + 0.5) * all.length) / count);
    const { platform, ...drawn } = entryAt(all, draw);
    return {
      ...{ model: hypothesis.name, draw, weight: weight / count, platform },
      drawn: { ...drawn, largestLoad: largest },
    };
  });
}
