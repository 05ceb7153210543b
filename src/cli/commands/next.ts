import type { NextQuestion } from "../../planning/next/next-measurement.ts";
import type { LaunchTarget } from "../../planning/verdict/launch-target.ts";
import { type Command, text, texts, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { parseOneLoad } from "../options/parse-users.ts";
import type { NextOutput } from "../outputs/next-output.ts";
import { fitOf, prepare, withProgress } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";

/** The next measurement worth making. */
export const nextCommand: Command = {
  usage: "next",
  summary: "The next measurement worth making, and what each explanation expects of it",
  options: (yargs) =>
    yargs
      .option("change", {
        ...valued(
          "A change to measure under, e.g. pool.size=40; may be repeated (default: the usual ones)",
        ),
        array: true,
      })
      .option(
        "for",
        valued(
          'What it is to answer: limit, verdict (of launch: or "verdict 400"), or a change such as pool.size=40',
        ),
      )
      .option(
        "output",
        valued("Load test to write: .py (Locust), .js (k6), .jmx (JMeter), .java (Gatling)", {
          alias: "o",
        }),
      )
      .option("minutes-per-level", valued("Minutes that one level is measured (default 5)"))
      .option("setup-minutes", valued("Minutes that a change takes to make (default 30)"))
      .option("top", valued("How many of the best to list (default 5)")),
  examples: [
    ["headroom next --for verdict -o locustfile.py", "what decides the launch, as a load test"],
    ["headroom next --change 'pool.size=2*pool.size' --setup-minutes 10", "a change at hand"],
  ],
  run: async (args, world) => {
    const typed = texts(args, "change");
    const { parseSet } = await import("../options/parse-set.ts");
    const changes = typed.map((one) => parseSet([one], "--change"));
    const minutesPerLevel = minutesOf("minutes-per-level", text(args, "minutes-per-level"), 0.1);
    const setupMinutes = minutesOf("setup-minutes", text(args, "setup-minutes"), 0);
    const top = topOf(text(args, "top"));
    const output = text(args, "output");
    const writer = output === undefined ? undefined : await writerFor(output);
    const asked = text(args, "for");
    const prepared = await prepare(args, world);
    const question =
      asked === undefined ? undefined : await questionOf(asked, prepared.input.launch);
    const fitted = await fitOf(prepared, world);
    const { policy, program, seed } = prepared.input;
    const { MINUTES_PER_LEVEL, nextMeasurement } = await import(
      "../../planning/next/next-measurement.ts"
    );
    const { nextText } = await import("../../report/text/next-text.ts");
    const result = await withProgress(world, "next", (onProgress) =>
      nextMeasurement(fitted, policy, {
        seed,
        ...(changes.length > 0 ? { changes } : {}),
        ...(question === undefined ? {} : { question }),
        ...(minutesPerLevel === undefined ? {} : { minutesPerLevel }),
        ...(setupMinutes === undefined ? {} : { setupMinutes }),
        ...(top === undefined ? {} : { top }),
        onProgress: (done) => onProgress("measurements", done),
      }),
    );
    prepared.input.answers?.keep();
    const { limitsToday } = await import("../../planning/plan/limits-today.ts");
    const base = { limits: limitsToday(fitted, policy) };
    const data: NextOutput = { schema: 1, program, seed, base, ...result };
    const [best] = result.ranked;
    if (output === undefined || writer === undefined || best === undefined) {
      await printResult<NextOutput>(args, world, data, () => nextText(result));
      return exitCode.done;
    }
    const { plannedTest } = await import("../../planning/next/planned-test.ts");
    const { writeAtomically } = await import("../../io/write-atomically.ts");
    const { resolve } = await import("node:path");
    // What is to be rerun for the verdict runs in the same test, where nothing is changed for it.
    const reruns = best.change === null ? result.reruns : [];
    const minutes = minutesPerLevel ?? MINUTES_PER_LEVEL;
    const measured = result.known !== null && reruns.length > 0 ? reruns : [best, ...reruns];
    const test = plannedTest(fitted, policy, measured, minutes);
    writeAtomically([{ path: resolve(world.cwd, output), content: writer.write(test) }]);
    await printResult<NextOutput>(args, world, { ...data, test, outputs: [output] }, () =>
      [nextText(result), "", `${output}: ${test.purpose} For ${writer.tool}.`].join("\n"),
    );
    return exitCode.done;
  },
};

async function writerFor(output: string) {
  const { loadTestWriters } = await import("../../report/load-test/load-test-writers.ts");
  const writer = loadTestWriters.find(({ ending }) => output.toLowerCase().endsWith(ending));
  if (writer !== undefined) return writer;
  const known = loadTestWriters.map(({ tool, ending }) => `${ending} (${tool})`).join(", ");
  throw new UsageError(
    `no load test is written to "${output}"`,
    `name a file that ends in ${known}`,
  );
}

/** "limit", "verdict", "verdict 400", or levers as --set takes them. */
async function questionOf(
  typed: string,
  launch: LaunchTarget | null | undefined,
): Promise<NextQuestion> {
  const word = typed.trim();
  if (word === "limit") return { about: "limit" };
  const [, load] = /^verdict(?:\s+(.*))?$/.exec(word) ?? [];
  if (!word.startsWith("verdict")) {
    const { parseSet } = await import("../options/parse-set.ts");
    return { about: "change", change: parseSet([typed], "--for") };
  }
  if (load !== undefined) return { about: "verdict", users: await parseOneLoad(load) };
  if (launch?.load.kind === "users") return { about: "verdict", users: launch.load.users };
  throw new UsageError(
    "--for verdict: headroom.yaml states no users under launch:",
    'e.g. --for "verdict 400"',
  );
}

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
