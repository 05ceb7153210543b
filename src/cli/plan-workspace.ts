/** The steps that most commands share: find the workspace, read it, plan, refuse a bad fit. */
import type { Workspace } from "../io/load-workspace.ts";
import type { FittedCampaign } from "../planning/fit/fit-campaign.ts";
import type { PlanInput } from "../planning/plan/plan.ts";
import type { PlanResult } from "../planning/plan/plan-result.ts";
import type { Scenario } from "../platform/scenario.ts";
import { type Arguments, seedOf, text } from "./command.ts";
import { RefusedError } from "./refused-error.ts";
import { UsageError } from "./usage-error.ts";
import type { World } from "./world.ts";

export interface Prepared {
  readonly workspace: Workspace;
  readonly input: PlanInput;
  /** Makes the fits that nobody has kept, on all cores. */
  readonly fitAhead: () => Promise<void>;
}

export interface Wanted {
  /** The workspace's own scenarios; off where a command does not show them. */
  readonly scenarios?: boolean;
  /** The workspace's improvements; off likewise. */
  readonly improvements?: boolean;
  /** Scenarios of the command line, instead. */
  readonly chosen?: readonly Scenario[];
  readonly inputs?: Workspace["inputs"];
}

/** The folder of the workspace that a command works in. */
export async function workspaceRoot(args: Arguments, world: World): Promise<string> {
  const { findWorkspace } = await import("../io/find-workspace.ts");
  const named = text(args, "workspace");
  if (named === undefined) return findWorkspace(world.cwd);
  const { resolve } = await import("node:path");
  return findWorkspace(resolve(world.cwd, named), true);
}

/** Reads the workspace into what `plan`, `predict` and `check` ask for. */
export async function prepare(
  args: Arguments,
  world: World,
  wanted: Wanted = {},
): Promise<Prepared> {
  const seed = seedOf(args);
  const root = await workspaceRoot(args, world);
  const { loadWorkspace } = await import("../io/load-workspace.ts");
  const { program } = await import("../io/program.ts");
  const { scenarios = false, improvements = false } = wanted;
  const workspace = await loadWorkspace(root, world.cwd, { scenarios, improvements });
  await requireEndpoints(wanted.chosen ?? [], workspace);
  const { kept, fitAhead } = await keptWork(workspace);
  const input: PlanInput = {
    campaign: workspace.campaign,
    policy: workspace.policy,
    scenarios: wanted.chosen ?? workspace.scenarios,
    hypotheses: workspace.hypotheses,
    known: workspace.known,
    launch: workspace.launch,
    accepted: workspace.accepted,
    ...(improvements
      ? { costs: { improvements: workspace.improvements, prices: workspace.prices } }
      : {}),
    seed,
    program: program(),
    inputs: { ...workspace.inputs, ...wanted.inputs },
    ...kept,
    ...(await pastOf(root, world)),
    ...(world.terminal ? { onProgress: progressOn(world) } : {}),
  };
  return { workspace, input, fitAhead: () => fitAhead(input) };
}

/**
 * Scenarios of the command line act on endpoints that there are.
 *
 * @throws UsageError before anything is fitted
 */
async function requireEndpoints(
  chosen: readonly Scenario[],
  { hypotheses, campaign }: Workspace,
): Promise<void> {
  const levers = chosen.flatMap((scenario) =>
    scenario.levers.map((lever) => ({ lever, scenario: scenario.name })),
  );
  if (levers.length === 0) return;
  const { platformEndpoints } = await import("../planning/fit/endpoints/platform-endpoints.ts");
  const { matchesEndpoint } = await import("../platform/matches-endpoint.ts");
  const ofModels = hypotheses.map(({ platform }) => platform.endpoints);
  const measured = platformEndpoints(campaign);
  const alone = measured.length > 0 ? measured : [{ name: "all requests" }]; // see onePool
  const known = ofModels.length > 0 ? ofModels.flat() : alone;
  for (const { lever, scenario } of levers) {
    const { endpoints: glob, name } = lever;
    if (glob === undefined) continue;
    if (known.some((endpoint) => matchesEndpoint(glob, endpoint.name))) continue;
    const names = known.slice(0, 5).map((endpoint) => endpoint.name);
    const { meantName } = await import("../workspace/meant-name.ts");
    const others = `* stands for any characters; endpoints here: ${names.join(", ")}${known.length > 5 ? ", …" : ""}`;
    const all = known.map((endpoint) => endpoint.name);
    throw new UsageError(
      `scenario ${scenario}: ${name}: no endpoint matches "${glob}"`,
      meantName(glob, all, others),
    );
  }
}

/** What earlier predictions of the workspace came to. */
async function pastOf(root: string, world: World): Promise<Pick<PlanInput, "past">> {
  const { join } = await import("node:path");
  const { ledgerFile, readLedger } = await import("../io/ledger.ts");
  const { pastPredictionOf } = await import("../report/text/validation-line.ts");
  const past = readLedger(join(root, ledgerFile), world.cwd).map(pastPredictionOf);
  return past.length === 0 ? {} : { past };
}

interface KeptWork {
  readonly kept: Pick<PlanInput, "fits" | "answers">;
  readonly fitAhead: (input: PlanInput) => Promise<void>;
}

/** Fits and answers from before are taken from the workspace; none when nobody can tell by which code. */
async function keptWork({ root, measurements, models }: Workspace): Promise<KeptWork> {
  const { builtProgram } = await import("../io/program.ts");
  const program = builtProgram();
  if (program === undefined) return { kept: {}, fitAhead: async () => {} };
  const { keptFits } = await import("../calibration/hypothesis-fits.ts");
  const { keptFitsOf } = await import("../io/kept-fits.ts");
  const { fitOnThreads } = await import("../io/fits/fit-on-threads.ts");
  const { rememberedStore } = await import("../io/fits/remembered-store.ts");
  const { keptAnswers } = await import("../planning/fit/answers/kept-answers.ts");
  const origin = { program, measurements, models };
  const store = rememberedStore(keptFitsOf(root));
  return {
    kept: {
      fits: keptFits(store, origin),
      answers: keptAnswers(keptFitsOf(root, "answers"), { program }),
    },
    fitAhead: ({ campaign, hypotheses = [], known, seed, onProgress }) =>
      fitOnThreads(
        {
          ...{ campaign, origin },
          options: { hypotheses, seed, ...(known === undefined ? {} : { known }) },
        },
        store,
        (done) => onProgress?.("fit", done),
      ),
  };
}

/**
 * The whole plan.
 *
 * @throws RefusedError when the campaign is too thin for a fit or the fit has not converged
 * @throws UsageError when a lever makes no sense on this platform
 */
export async function planOf({ input, fitAhead }: Prepared, world: World): Promise<PlanResult> {
  const { plan } = await import("../planning/plan/plan.ts");
  const { ScenarioError } = await import("../planning/what-if/scenario-error.ts");
  requireFittable(await reasonNotToFit(input), input);
  try {
    await fitAhead();
    const result = plan(input);
    input.answers?.keep();
    return result;
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw refusal(error);
    throw new UsageError(
      `scenario ${error.scenario}: ${error.message}`,
      "see headroom what-if --help",
    );
  } finally {
    if (world.terminal) world.stderr("\r\u001b[K");
  }
}

/**
 * Work that fits by itself, with its progress on a terminal.
 *
 * @param ahead whether it takes up the fits of the workspace
 * @throws RefusedError when the campaign is too thin for a fit or nothing can be fitted
 */
export async function fittable<T>(
  { input, fitAhead }: Prepared,
  world: World,
  work: (onProgress: (stage: string, done: number) => void) => T,
  ahead = false,
): Promise<T> {
  requireFittable(await reasonNotToFit(input), input);
  try {
    if (ahead) await fitAhead();
    return work(input.onProgress ?? (() => {}));
  } catch (error) {
    throw refusal(error);
  } finally {
    if (world.terminal) world.stderr("\r\u001b[K");
  }
}

/**
 * The fit alone, for commands that ask for neither scenarios nor the fit's side questions.
 *
 * @throws RefusedError when the campaign is too thin for a fit or the fit has not converged
 */
export async function fitOf({ input, fitAhead }: Prepared, world: World): Promise<FittedCampaign> {
  const { fitCampaign } = await import("../planning/fit/fit-campaign.ts");
  const { wideningOf } = await import("../planning/plan/plan.ts");
  requireFittable(await reasonNotToFit(input), input);
  try {
    await fitAhead();
    return fitCampaign(input.campaign, {
      seed: input.seed,
      hypotheses: input.hypotheses ?? [],
      ...(input.known === undefined ? {} : { known: input.known }),
      ...(input.fits === undefined ? {} : { fits: input.fits }),
      ...(input.answers === undefined ? {} : { answers: input.answers }),
      ...wideningOf(input.past),
      ...(input.onProgress === undefined
        ? {}
        : { onProgress: (done: number) => input.onProgress?.("fit", done) }),
    });
  } catch (error) {
    throw refusal(error);
  } finally {
    if (world.terminal) world.stderr("\r\u001b[K");
  }
}

/**
 * Work after the fit, with its progress on a terminal.
 *
 * @param named what stands before the name of a change that is refused
 * @throws UsageError when a lever makes no sense on this platform
 */
export async function withProgress<T>(
  world: World,
  command: string,
  work: (onProgress: (stage: string, done: number) => void) => T,
  named = "",
): Promise<T> {
  const { ScenarioError } = await import("../planning/what-if/scenario-error.ts");
  try {
    return work(world.terminal ? progressOn(world) : () => {});
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    throw new UsageError(
      `${named}${error.scenario}: ${error.message}`,
      `see headroom ${command} --help`,
    );
  } finally {
    if (world.terminal) world.stderr("\r\u001b[K");
  }
}

async function reasonNotToFit({ campaign }: PlanInput): Promise<string | null> {
  const { tooThinToFit } = await import("../planning/fit/too-thin-to-fit.ts");
  return tooThinToFit(campaign);
}

function requireFittable(reason: string | null, { campaign }: PlanInput): void {
  if (reason === null) return;
  throw new RefusedError(
    `${campaign.name}: ${reason}; no limits are given`,
    "measure throughput and response times (mean, P50, P95) at three loads or more, one of them past the knee",
  );
}

/** What the fit itself refuses, told as such. */
function refusal(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  return new RefusedError(
    `${error.message}: no limits are given`,
    "see headroom audit for doubtful levels; measure more levels, at least two past the knee",
  );
}

export function progressOn(world: World): (stage: string, done: number) => void {
  return (stage, done) => {
    world.stderr(`\r\u001b[K${stage} … ${Math.round(100 * done)} %`);
  };
}
