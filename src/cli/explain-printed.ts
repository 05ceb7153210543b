/** `headroom explain FIGURE`: why a printed number is what it is. */
import {
  type ExplainedFigure,
  explainedFigures,
  type FigureExplanation,
} from "../planning/figure-reasons/figure-explanation.ts";
import type { FittedCampaign } from "../planning/fit/fit-campaign.ts";
import {
  type ExplainedLimit,
  explainedLimits,
} from "../planning/limit-reasons/limit-explanation.ts";
import { type SizeLever, sizeLevers } from "../planning/optimize/sizes/size-levers.ts";
import { type Arguments, flag, text } from "./command.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { parseUsers } from "./options/parse-users.ts";
import type { FigureReasons, LimitReasons, SizeReasons } from "./outputs/explain-output.ts";
import { fitOf, type Prepared, prepare } from "./plan-workspace.ts";
import { printResult } from "./print-result.ts";
import { UsageError } from "./usage-error.ts";
import type { World } from "./world.ts";

/** As tables call it. */
const printedAs: Readonly<Record<string, ExplainedFigure>> = { errors: "errorRate" };

/** @throws UsageError when nothing that is printed is called so, or the load is missing */
export async function explainPrinted(
  name: string,
  args: Arguments,
  world: World,
): Promise<ExitCode> {
  const limits = explainedLimits.filter((one) => name === "all" || one === name);
  const figure = printedAs[name] ?? explainedFigures.find((one) => one === name);
  const size = sizeLevers.find((one) => one === name);
  if (limits.length === 0 && figure === undefined && size === undefined) {
    throw await unknownName(name);
  }
  if (flag(args, "write")) {
    throw new UsageError(
      "--write writes model files, which a printed figure has none of",
      "leave it out",
    );
  }
  const users = text(args, "users");
  if (size !== undefined) return explainSize(size, args, world);
  if (figure !== undefined) return explainFigures([figure], args, world);
  if (users === undefined) return explainLimits(limits, args, world);
  if (name === "all") return explainFigures(explainedFigures, args, world);
  throw new UsageError(
    `--users is of figures at a load, and ${name} is a load or a limit itself`,
    `leave it out, or name one of ${[...explainedFigures, ...sizeLevers].join(", ")}`,
  );
}

async function unknownName(name: string): Promise<UsageError> {
  const { nearestName } = await import("../ingest/nearest-name.ts");
  const near = nearestName(name, [...explainedLimits, ...explainedFigures, ...sizeLevers]);
  const names = `one of ${explainedLimits.join(", ")} or all; at a load ${explainedFigures.join(", ")}; or a size ${sizeLevers.join(", ")}`;
  return new UsageError(
    `no figure is called "${name}"`,
    near === undefined ? names : `did you mean ${near}?`,
  );
}

async function explainLimits(
  names: readonly ExplainedLimit[],
  args: Arguments,
  world: World,
): Promise<ExitCode> {
  const prepared = await prepare(args, world);
  const fitted = await fitOf(prepared, world);
  const { limitReasons } = await import("../planning/limit-reasons/limit-reasons.ts");
  const { limitReasonsText } = await import("../report/text/limit-reasons-text.ts");
  const reasons = limitReasons(fitted, prepared.input.policy).filter(({ limit }) =>
    names.includes(limit),
  );
  const { program, seed } = prepared.input;
  await printResult<LimitReasons>(args, world, { schema: 1, program, seed, reasons }, () =>
    limitReasonsText(reasons),
  );
  return exitCode.done;
}

async function explainFigures(
  names: readonly ExplainedFigure[],
  args: Arguments,
  world: World,
): Promise<ExitCode> {
  const { users, prepared } = await loadsAsked(names[0] ?? "p95", args, world);
  const { input } = prepared;
  const fitted = await fitOf(prepared, world);
  const figures = await explained(names, users, fitted, prepared);
  input.answers?.keep();
  const { figureReasonsText } = await import("../report/text/limit-reasons-text.ts");
  const { program, seed } = input;
  await printResult<FigureReasons>(args, world, { schema: 1, program, seed, figures }, () =>
    figureReasonsText(figures),
  );
  return exitCode.done;
}

async function explainSize(size: SizeLever, args: Arguments, world: World): Promise<ExitCode> {
  const { users, prepared } = await loadsAsked(size, args, world);
  const { policy, program, seed } = prepared.input;
  const fitted = await fitOf(prepared, world);
  const { loads } = await loadsOf(size, users, fitted, prepared);
  const { sizeReasons } = await import("../planning/optimize/sizes/size-reasons.ts");
  const { MOST_PROBABILITY } = await import("../planning/optimize/optimize.ts");
  const probability = Math.min(policy.safeLimit.confidence, MOST_PROBABILITY);
  const sizes = loads.flatMap((load) =>
    sizeReasons(fitted, policy, { users: load, probability }, [size]),
  );
  const { sizeReasonsText } = await import("../report/text/size-reasons-text.ts");
  await printResult<SizeReasons>(args, world, { schema: 1, program, seed, sizes }, () =>
    sizeReasonsText(sizes),
  );
  return exitCode.done;
}

/** @throws UsageError before any fit where neither the command line nor headroom.yaml names a load */
async function loadsAsked(name: string, args: Arguments, world: World) {
  const typed = text(args, "users");
  const users = typed === undefined ? undefined : await parseUsers(typed);
  const prepared = await prepare(args, world);
  if (users === undefined && !prepared.input.launch) {
    throw new UsageError(
      "missing required argument: users, since headroom.yaml states no launch:",
      `e.g. headroom explain ${name} --users 250`,
    );
  }
  return { users, prepared };
}

/** At each load every figure, in the order asked for. */
async function explained(
  names: readonly ExplainedFigure[],
  users: readonly number[] | undefined,
  fitted: FittedCampaign,
  prepared: Prepared,
): Promise<readonly FigureExplanation[]> {
  const { figureReasons } = await import("../planning/figure-reasons/figure-reasons.ts");
  const { loads, served } = await loadsOf(names[0] ?? "p95", users, fitted, prepared);
  const { policy } = prepared.input;
  return loads.flatMap((load) => figureReasons(fitted, policy, { users: load, served }, names));
}

/** Those of the command line, else what the launch amounts to. @throws UsageError where that is no number of users */
async function loadsOf(
  name: string,
  users: readonly number[] | undefined,
  fitted: FittedCampaign,
  { input: { policy, launch } }: Prepared,
) {
  const { launchLoad } = await import("../planning/figure-reasons/launch-load.ts");
  const stated = users === undefined && launch ? launchLoad(fitted, policy, launch) : null;
  if (stated?.users === null) {
    throw new UsageError(
      `no number of users sends ${stated.asked}, which headroom.yaml states under launch:`,
      `name a load, e.g. headroom explain ${name} --users 250`,
    );
  }
  const loads = users ?? (stated === null ? [] : [stated.users]);
  return { loads, served: stated?.served ?? null };
}
