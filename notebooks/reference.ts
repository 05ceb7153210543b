/** The reference workspace and the fit that every command answers from. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { type FittedCampaign, fillPlatform, fitCampaign, type PlanResult } from "headroom-planner";
import { type HypothesisFits, loadWorkspace, type Workspace } from "headroom-planner/node";
import { heaviestHypothesis } from "../dist/planning/fit/heaviest-hypothesis.js";
import { wholePlatform } from "../dist/simulation/course/whole-platform.js";
import { type RecordedFit, replayedFits } from "../dist/explore/recorded-fits.js";

const here = dirname(fileURLToPath(import.meta.url));

/** Folder of the workspace. */
export const root = join(here, "..");

/** The seed of `headroom plan`. */
export const seed = 1;

export interface Reference extends Workspace {
  readonly fitted: FittedCampaign;
  /** The fits once more, for whoever asks for them in the same order. */
  readonly fits: () => HypothesisFits;
}

/** The workspace with the fit that the command line keeps in `.headroom`, made by Node where none is kept. */
export async function reference(): Promise<Reference> {
  const workspace = await loadWorkspace(root, root);
  const { campaign, hypotheses, known } = workspace;
  const recorded = JSON.parse(keptFit()) as readonly RecordedFit[];
  const fits = () => replayedFits(recorded);
  return { ...workspace, fits, fitted: fitCampaign(campaign, { seed, hypotheses, known, fits: fits() }) };
}

/** The hypothesis that carries most weight at its posterior medians, with whole counts, ready to be simulated. */
export function likeliest({ hypotheses }: FittedCampaign) {
  const { hypothesis, weight, values } = heaviestHypothesis(hypotheses);
  return { hypothesis, weight, values, ...wholePlatform(fillPlatform(hypothesis, values)) };
}

/** What `headroom plan` wrote into `out/`. */
export function planned(): PlanResult {
  return JSON.parse(readFileSync(join(root, "out", "plan.json"), "utf8")) as PlanResult;
}

/** @throws Error where a figure of a notebook is not the one that stands in `out/plan.json` */
export function requireSame(name: string, shown: unknown, inPlan: unknown): void {
  const [a, b] = [JSON.stringify(shown), JSON.stringify(inPlan)];
  if (a !== b) throw new Error(`${name} is ${a} here and ${b} in out/plan.json`);
}

/** `npm run notebooks` asks for it once and hands it to all notebooks. */
function keptFit(): string {
  const handed = process.env["HEADROOM_NOTEBOOK_FIT"];
  if (handed !== undefined) return readFileSync(handed, "utf8");
  const run = spawnSync("node", [join(here, "kept-fit.mjs")], { encoding: "utf8", maxBuffer: 2 ** 28 });
  if (run.status !== 0) throw run.error ?? new Error(run.stderr);
  return run.stdout;
}
