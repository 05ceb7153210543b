/**
 * Do the tests bite? Mutants of the sources by Stryker's mutators, sampled by folder and seed; each is put into a
 * copy of the repository, where the tests nearest to its file run until one fails.
 *
 *   node --import tsx scripts/mutation-run.ts [--each 20] [--seed 1] [--folder stats]… [--minutes 30] [--again]
 *   node --import tsx scripts/mutation-run.ts --table
 *
 * Goes on where it ended: what was judged stands in docs/mutation-study/mutants.jsonl, and holds as long as the
 * file that it changes is the same. `--again` judges those once more that survived, with more time; `--table`
 * prints the score. Nearest means by imports; a test file is not begun after 8 s of processor time, nor a seventh. So the
 * score is a lower bound: what survives here may be killed by a test farther away.
 */
import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Judged, Task } from "./mutation/judge-mutants.ts";
import { type JudgedMutant, readJudged, resultsFile } from "./mutation/judged-mutants.ts";
import { type Mutant, mutantsOf } from "./mutation/mutants-of.ts";
import { nearTests } from "./mutation/near-tests.ts";
import { scoreTable, survivorTable } from "./mutation/score-table.ts";

const { values: given } = parseArgs({
  options: {
    each: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    folder: { type: "string", multiple: true, default: [] },
    minutes: { type: "string", default: "30" },
    again: { type: "boolean", default: false },
    table: { type: "boolean", default: false },
  },
});
const root = fileURLToPath(new URL("../", import.meta.url));
const tracked = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((name) => name !== "");
const typescript = tracked.filter((name) => name.startsWith("src/") && name.endsWith(".ts"));
const sources = typescript.filter(
  (name) => !/\.(test|d)\.ts$|\/testing\/|^src\/page\//.test(name) && name.split("/").length > 2,
);
const folderOf = (file: string) => file.split("/")[1] ?? "";

const mutants = new Map<string, readonly Mutant[]>();
for (const file of sources) {
  const folder = folderOf(file);
  mutants.set(folder, [...(mutants.get(folder) ?? []), ...(await mutantsOf(root, file))]);
}
const present = new Map([...mutants.values()].flat().map((mutant) => [mutant.key, mutant]));
const holds = ({ key, of }: JudgedMutant) => present.get(key)?.of === of;

if (!given.table) await judgeSample();
const sizes = new Map([...mutants].map(([folder, { length }]) => [folder, length]));
const judgedNow = readJudged(root).filter(holds);
process.stdout.write(`${scoreTable(sizes, judgedNow, folderOf)}\n\n${survivorTable(judgedNow)}\n`);

/** The mutants that are next: the sample of a folder is the first ones in an order that the seed sets. */
function sampled(): readonly Mutant[] {
  const judged = new Map(
    readJudged(root)
      .filter(holds)
      .map((one) => [one.key, one]),
  );
  const place = ({ key }: Mutant) =>
    createHash("sha256").update(`${given.seed} ${key}`).digest("hex");
  const folders = [...mutants].filter(
    ([folder]) => given.folder.length === 0 || given.folder.includes(folder),
  );
  const next = folders.map(([, list]) => {
    const ordered = list
      .map((one) => ({ one, at: place(one) }))
      .sort((a, b) => (a.at < b.at ? -1 : 1));
    const wanted = given.again
      ? ordered.filter(({ one }) => judged.get(one.key)?.by === null)
      : ordered.filter(({ one }) => !judged.has(one.key)).slice(0, Number(given.each));
    return wanted.map(({ one }) => one);
  });
  // In turns, so that a run that ends early has seen something of every folder.
  const longest = Math.max(0, ...next.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => next.flatMap((list) => list[i] ?? [])).flat();
}

async function judgeSample(): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), "headroom-mutation-"));
  const until = performance.now() + Number(given.minutes) * 60_000;
  const testsOf = nearTests(root, typescript);
  let child: ChildProcess | null = null;
  try {
    for (const file of tracked) cpSync(join(root, file), join(copy, file));
    for (const folder of ["node_modules", "dist"])
      symlinkSync(join(root, folder), join(copy, folder), "dir");
    // What runs the built program does not see the change.
    const built = new Set(
      typescript.filter((file) =>
        /dist\/|runHeadroom/.test(readFileSync(join(root, file), "utf8")),
      ),
    );
    for (const mutant of sampled()) {
      if (performance.now() > until) break;
      const tests = testsOf(mutant.file)
        .filter((test) => !built.has(test))
        .slice(0, given.again ? 40 : 6);
      child ??= await started(copy);
      const judged = await ask(child, {
        file: mutant.file,
        text: mutant.text,
        tests,
        seconds: given.again ? 60 : 8,
      });
      if (child.exitCode !== null || judged.by === "endless") child = null;
      const { key, of, file, line, mutator, before, after } = mutant;
      const short = (text: string) => text.replace(/\s+/g, " ").slice(0, 120);
      const result: JudgedMutant = {
        key,
        of,
        file,
        line,
        mutator,
        before: short(before),
        after: short(after),
        ...judged,
      };
      appendFileSync(resultsFile(root), `${JSON.stringify(result)}\n`);
      process.stderr.write(
        `${judged.by === null ? "SURVIVED" : "killed"} ${key} ${judged.by ?? short(`${before} → ${after}`)}\n`,
      );
    }
  } finally {
    child?.kill();
    rmSync(copy, { recursive: true, force: true });
  }
}

async function started(copy: string): Promise<ChildProcess> {
  const script = fileURLToPath(new URL("mutation/judge-mutants.ts", import.meta.url));
  const child = fork(script, {
    cwd: copy,
    execArgv: ["--import", join(root, "node_modules/tsx/dist/loader.mjs")],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await new Promise((resolve) => child.once("message", resolve));
  return child;
}

function ask(child: ChildProcess, task: Task): Promise<Judged> {
  return new Promise((resolve, reject) => {
    child.once("message", (judged) => {
      child.removeAllListeners("exit");
      resolve(judged as Judged);
    });
    child.once("exit", () => reject(new Error(`the judge of ${task.file} ended`)));
    child.send(task);
  });
}
