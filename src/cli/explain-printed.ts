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
import { type Arguments, flag, text } from "./command.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { parseUsers } from "./options/parse-users.ts";
import type { FigureReasons, LimitReasons } from "./outputs/explain-output.ts";
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
  if (limits.length === 0 && figure === undefined) throw await unknownName(name);
  if (flag(args, "write")) {
    throw new UsageError(
      "--write writes model files, which a printed figure has none of",
      "leave it out",
    );
  }
  const users = text(args, "users");
  if (figure !== undefined) return explainFigures([figure], args, world);
  if (users === undefined) return explainLimits(limits, args, world);
  if (name === "all") return explainFigures(explainedFigures, args, world);
  throw new UsageError(
    `--users is of figures at a load, and ${name} is a load or a limit itself`,
    `leave it out, or name one of ${explainedFigures.join(", ")}`,
  );
}

async function unknownName(name: string): Promise<UsageError> {
  const { nearestName } = await import("../ingest/nearest-name.ts");
  const near = nearestName(name, [...explainedLimits, ...explainedFigures]);
  const names = `one of ${explainedLimits.join(", ")} or all; or at a load ${explainedFigures.join(", ")}`;
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
  const typed = text(args, "users");
  const users = typed === undefined ? undefined : await parseUsers(typed);
  const prepared = await prepare(args, world);
  const { input } = prepared;
  if (users === undefined && !input.launch) {
    throw new UsageError(
      "missing required argument: users, since headroom.yaml states no launch:",
      `e.g. headroom explain ${names[0]} --users 250`,
    );
  }
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

/** At each load every figure, in the order asked for. */
async function explained(
  names: readonly ExplainedFigure[],
  users: readonly number[] | undefined,
  fitted: FittedCampaign,
  { input: { policy, launch } }: Prepared,
): Promise<readonly FigureExplanation[]> {
  const { figureReasons } = await import("../planning/figure-reasons/figure-reasons.ts");
  const { launchLoad } = await import("../planning/figure-reasons/launch-load.ts");
  const stated = users === undefined && launch ? launchLoad(fitted, policy, launch) : null;
  if (stated?.users === null) {
    throw new UsageError(
      `no number of users sends ${stated.asked}, which headroom.yaml states under launch:`,
      `name a load, e.g. headroom explain ${names[0]} --users 250`,
    );
  }
  const loads = users ?? (stated === null ? [] : [stated.users]);
  return loads.flatMap((load) =>
    figureReasons(fitted, policy, { users: load, served: stated?.served ?? null }, names),
  );
}
