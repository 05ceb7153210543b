/**
 * Judges the mutants that come over the channel from the parent, one after the other, in a copy of the
 * repository (the working folder): puts the changed file there and runs tests until one fails.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { createVitest } from "vitest/node";

export interface Task {
  readonly file: string;
  readonly text: string;
  readonly tests: readonly string[];
  /** No further test file is begun after so much processor time. */
  readonly seconds: number;
}

/** The test that failed, or null; how many test files of those given were run. */
export interface Judged {
  readonly by: string | null;
  readonly ran: number;
}

const vitest = await createVitest("test", {
  watch: false,
  reporters: [{ onInit: () => {} }],
  pool: "threads",
  maxWorkers: 1,
  fileParallelism: false,
  bail: 1,
  coverage: { enabled: false },
  testTimeout: 120_000,
});

/** Whether a test file passes without any change; known after its first kill. */
const clean = new Map<string, boolean>();

/** The first test of a file that fails; null if none does. */
async function failureIn(test: string): Promise<string | null> {
  vitest.state.filesMap.clear(); // a failure of the run before would end this one at once
  const specifications = await vitest.globTestSpecifications([test]);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const module = testModules.find((one) => !one.ok());
  if (module === undefined) {
    const passed = testModules.flatMap((one) => [...one.children.allTests("passed")]);
    if (passed.length === 0) throw new Error(`${test}: no test ran`);
    return unhandledErrors.length > 0 ? `${test}: error outside of tests` : null;
  }
  const failed = [...module.children.allTests("failed")].map(({ fullName }) => fullName);
  return `${test}: ${failed[0] ?? "does not load"}`;
}

async function judge({ file, text, tests, seconds }: Task): Promise<Judged> {
  const path = resolve(file);
  const whole = readFileSync(path, "utf8");
  const put = (content: string) => {
    writeFileSync(path, content);
    vitest.invalidateFile(path);
  };
  const began = process.cpuUsage();
  const spent = () => {
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1e6;
  };
  // Tests run in a thread, so that this one sees an endless loop.
  const watch = setInterval(() => {
    if (spent() < seconds + PATIENCE) return;
    writeFileSync(path, whole);
    process.send?.({ by: "endless", ran }, () => process.exit());
  }, 1000);
  let ran = 0;
  try {
    for (const test of tests.filter((one) => clean.get(one) !== false)) {
      if (ran > 0 && spent() > seconds) break;
      ran += 1;
      put(text);
      const by = await failureIn(test);
      put(whole);
      if (by === null) continue;
      if (!clean.has(test)) clean.set(test, (await failureIn(test)) === null);
      if (clean.get(test)) return { by, ran };
    }
    return { by: null, ran };
  } finally {
    clearInterval(watch);
    put(whole);
  }
}

/** Seconds of processor time beyond those given after which a mutant counts as endless. */
const PATIENCE = 60;

process.on("message", (task: Task) => {
  judge(task).then(
    (judged) => process.send?.(judged),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
