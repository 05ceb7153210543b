import { type Command, text, texts, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { fitOf, prepare, withProgress } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";

/** The next measurement worth making. */
export const nextCommand: Command = {
  usage: "next",
  summary: "The next measurement worth making, and what each hypothesis expects of it",
  options: (yargs) =>
    yargs
      .option("change", {
        ...valued(
          "A change to measure under, e.g. pool.size=40; may be repeated (default: the usual ones)",
        ),
        array: true,
      })
      .option("minutes-per-level", valued("Minutes that one level is measured (default 5)"))
      .option("setup-minutes", valued("Minutes that a change takes to make (default 30)"))
      .option("top", valued("How many of the best to list (default 5)")),
  examples: [
    ["headroom next", "a level, or a level after a usual change"],
    ["headroom next --change 'pool.size=2*pool.size' --setup-minutes 10", "a change at hand"],
  ],
  run: async (args, world) => {
    const typed = texts(args, "change");
    const { parseSet } = await import("../options/parse-set.ts");
    const changes = typed.map((one) => parseSet([one], "--change"));
    const minutesPerLevel = minutesOf("minutes-per-level", text(args, "minutes-per-level"), 0.1);
    const setupMinutes = minutesOf("setup-minutes", text(args, "setup-minutes"), 0);
    const top = topOf(text(args, "top"));
    const prepared = await prepare(args, world);
    const fitted = await fitOf(prepared, world);
    const { policy, program, seed } = prepared.input;
    const { nextMeasurement } = await import("../../planning/next/next-measurement.ts");
    const { nextText } = await import("../../report/text/next-text.ts");
    const result = await withProgress(world, "next", (onProgress) =>
      nextMeasurement(fitted, policy, {
        seed,
        ...(changes.length > 0 ? { changes } : {}),
        ...(minutesPerLevel === undefined ? {} : { minutesPerLevel }),
        ...(setupMinutes === undefined ? {} : { setupMinutes }),
        ...(top === undefined ? {} : { top }),
        onProgress: (done) => onProgress("measurements", done),
      }),
    );
    const { limitsToday } = await import("../../planning/plan/limits-today.ts");
    const base = { limits: limitsToday(fitted, policy) };
    await printResult(args, world, { schema: 1, program, seed, base, ...result }, () =>
      nextText(result),
    );
    return exitCode.done;
  },
};

/** A day is longer than any level of a load test. */
const MOST_MINUTES = 1440;

function minutesOf(name: string, typed: string | undefined, least: number): number | undefined {
  if (typed === undefined) return undefined;
  const [, number] = /^(\d+\.?\d*|\.\d+)\s*(?:min|minutes?)?$/.exec(typed.trim()) ?? [];
  const minutes = Number(number);
  if (number !== undefined && minutes >= least && minutes <= MOST_MINUTES) return minutes;
  throw new UsageError(
    `--${name} must be minutes from ${least} to ${MOST_MINUTES}, got "${typed}"`,
    `e.g. --${name} 10`,
  );
}

function topOf(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  if (/^[1-9]\d{0,2}$/.test(typed)) return Number(typed);
  throw new UsageError(
    `--top must be a whole number from 1 to 999, got "${typed}"`,
    "e.g. --top 10",
  );
}
