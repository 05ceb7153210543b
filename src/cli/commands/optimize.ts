import { chartEndingsInWords } from "../../io/chart-formats.ts";
import type { SizeLever } from "../../planning/optimize/sizes/size-levers.ts";
import { type Command, text, texts, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { chartOptions, chartOptionsOf, chartWriter } from "../options/chart-options.ts";
import { parseObjectives } from "../options/parse-objectives.ts";
import { parseOneLoad } from "../options/parse-users.ts";
import type { OptimizeOutput } from "../outputs/optimize-output.ts";
import { fitOf, prepare, withProgress } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";

/** What to do in which order so that a target is held, and the sizes that hold it. */
export const optimizeCommand: Command = {
  usage: "optimize",
  summary: "What to do in which order so that a target is held: measure, change, size",
  options: (yargs) =>
    yargs
      .option("users", valued("The load to be held (default: launch: of headroom.yaml)"))
      .option("objective", {
        ...valued("What must hold, e.g. p95<500ms; may be repeated (default: the policy's)"),
        array: true,
      })
      .option("probability", valued("How probable it must be, e.g. 0.9 (default: the policy's)"))
      .option("map", valued("Safe limit over two sizes, e.g. api.replicas,db.cores"))
      .option("chart", valued(`Draw --map into a file that ends in ${chartEndingsInWords()}`))
      .option("size", chartOptions.size)
      .option("theme", chartOptions.theme)
      .option("max-cost", valued('Work allowed, e.g. "80 h" or "10 days" (default: no limit)')),
  examples: [
    ["headroom optimize --users 800", "with the policy's objectives"],
    ["headroom optimize --users 400 --objective 'p95<500ms' --max-cost 80h", "for 80 hours"],
  ],
  run: async (args, world) => {
    const typedUsers = text(args, "users");
    const stated = typedUsers === undefined ? undefined : await parseOneLoad(typedUsers);
    const typed = texts(args, "objective");
    const objectives = typed.length > 0 ? await parseObjectives(typed) : undefined;
    const asked = await probabilityOf(text(args, "probability"));
    const maxCost = await costOf(text(args, "max-cost"));
    const axes = await axesOf(text(args, "map"));
    const drawn = await chartOptionsOf(args);
    const picture = text(args, "chart");
    if (picture !== undefined && axes === undefined) {
      throw new UsageError("--chart draws the safe limit over two sizes", "name them with --map");
    }
    const write = picture === undefined ? undefined : await chartWriter("--chart", picture);
    const prepared = await prepare(args, world, { improvements: true });
    const { improvements, prices } = prepared.workspace;
    const { program, seed, launch } = prepared.input;
    const { usersTarget } = await import("../../planning/verdict/launch-target.ts");
    const target = stated === undefined ? (launch ?? null) : usersTarget(stated);
    if (target === null) {
      throw new UsageError(
        "missing required argument: users, since headroom.yaml states no launch:",
        "e.g. headroom optimize --users 800",
      );
    }
    await requireChoice(improvements, maxCost);
    const policy = {
      ...prepared.input.policy,
      ...(objectives === undefined ? {} : { objectives }),
    };
    const { MOST_PROBABILITY, optimize } = await import("../../planning/optimize/optimize.ts");
    const probability = asked ?? Math.min(policy.safeLimit.confidence, MOST_PROBABILITY);
    const fitted = await fitOf(prepared, world);
    const { launchGate } = await import("../../planning/verdict/launch-gate.ts");
    const { optimizeText } = await import("../../report/text/optimize-text.ts");
    const { mapLines } = await import("../../report/work/map-lines.ts");
    const { usersOfTarget } = await import("../../planning/verdict/users-of-target.ts");
    const gate = launchGate(
      fitted,
      { ...prepared.input, policy },
      { target, confidence: probability },
    );
    const result = await withProgress(world, "optimize", (onProgress) =>
      optimize(fitted, policy, {
        ...{ seed, improvements, probability, prices, conditions: gate.launch.conditions },
        users: gate.launch.users ?? usersOfTarget(target, fitted.draws),
        ...(maxCost === undefined ? {} : { maxCost }),
        onProgress: (done) => onProgress("work and sizes", done),
      }),
    );
    prepared.input.answers?.keep();
    const { limitsToday } = await import("../../planning/plan/limits-today.ts");
    const base = {
      limits: objectives === undefined ? gate.limits : limitsToday(fitted, prepared.input.policy),
    };
    const map = axes === undefined ? null : await mapOf(axes);
    if (write !== undefined && map !== null) {
      const { heatMapChart } = await import("../../charts/heat-map-chart.ts");
      await write(heatMapChart(map, drawn), world);
    }
    await printResult<OptimizeOutput>(
      args,
      world,
      { schema: 1, program, seed, base, ...result, map },
      () => [optimizeText(result), ...(map === null ? [] : ["", ...mapLines(map)])].join("\n"),
    );
    return exitCode.done;

    async function mapOf([xLever, yLever]: readonly [SizeLever, SizeLever]) {
      const { axisOf, safeLimitMap } = await import(
        "../../planning/optimize/sizes/safe-limit-map.ts"
      );
      const { throughput } = base.limits.peak;
      const ceiling = throughput.value ?? throughput.low ?? 100;
      const xs = axisOf(xLever, ceiling, policy);
      const ys = axisOf(yLever, ceiling, policy);
      return withProgress(world, "optimize", () =>
        safeLimitMap(fitted, policy, { xLever, yLever, xs, ys }),
      );
    }
  },
};

async function axesOf(
  typed: string | undefined,
): Promise<readonly [SizeLever, SizeLever] | undefined> {
  if (typed === undefined) return undefined;
  const { sizeLevers } = await import("../../planning/optimize/sizes/size-levers.ts");
  const [x, y, ...more] = typed
    .split(",")
    .map((name) => sizeLevers.find((lever) => lever === name.trim()));
  if (x !== undefined && y !== undefined && x !== y && more.length === 0) return [x, y];
  throw new UsageError(
    `--map expects two of ${sizeLevers.join(", ")}, got "${typed}"`,
    "e.g. --map api.replicas,db.cores",
  );
}

/** Told before the fit, which takes its time. */
async function requireChoice(
  improvements: readonly { readonly cost: number }[],
  maxCost = Number.POSITIVE_INFINITY,
): Promise<void> {
  const { MOST_IMPROVEMENTS } = await import("../../planning/optimize/improvement-sets.ts");
  const affordable = improvements.filter(({ cost }) => cost <= maxCost).length;
  if (affordable <= MOST_IMPROVEMENTS) return;
  throw new UsageError(
    `${affordable} improvements are more than the ${MOST_IMPROVEMENTS} that can be searched exactly`,
    "name fewer under improvements in headroom.yaml, or allow less with --max-cost",
  );
}

async function probabilityOf(typed: string | undefined): Promise<number | undefined> {
  if (typed === undefined) return undefined;
  const { parseQuantity, QuantityError } = await import("../../workspace/quantity/quantity.ts");
  const { MOST_PROBABILITY } = await import("../../planning/optimize/optimize.ts");
  const hint = "e.g. --probability 0.9 or --probability 90%";
  try {
    const probability = parseQuantity(typed, "share");
    if (probability >= 0.5 && probability <= MOST_PROBABILITY) return probability;
    throw new UsageError(
      `--probability must be from 0.5 to ${MOST_PROBABILITY}, got "${typed}"`,
      hint,
    );
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw new UsageError(`--probability: ${error.message}`, hint);
  }
}

async function costOf(typed: string | undefined): Promise<number | undefined> {
  if (typed === undefined) return undefined;
  const { parseEffort } = await import("../../workspace/effort.ts");
  const { QuantityError } = await import("../../workspace/quantity/quantity.ts");
  try {
    return parseEffort(typed);
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw new UsageError(`--max-cost: ${error.message}`, "e.g. --max-cost 80h");
  }
}
