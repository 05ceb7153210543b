/**
 * Do the tests bite? Ten faults of one character each, put one at a time into a copy of the
 * solvers; some test must fail on every one.
 *
 *   node --import tsx scripts/mutation-run.ts [--markdown]
 *
 * Prints which test caught which fault, and ends with 1 where one went unnoticed.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

interface Fault {
  readonly file: string;
  /** The whole line, without its indentation. */
  readonly before: string;
  readonly after: string;
  readonly meaning: string;
  readonly tests: readonly string[];
}

const queueing = "src/queueing";
const faults: readonly Fault[] = [
  {
    file: `${queueing}/erlang-c.ts`,
    before: "return Math.min(1, (c * B) / (spare + a * B));",
    after: "return Math.min(1, (c * B) / (spare - a * B));",
    meaning: "a wrong sign in Erlang's C",
    tests: ["erlang.test.ts", "open-stations.test.ts"],
  },
  {
    file: `${queueing}/mmcn.ts`,
    before: "weight *= (Z / S) * (served / (N - k + 1));",
    after: "weight *= (Z / S) * (served / (N - k + 2));",
    meaning: "one thinking user too many in M/M/c//N",
    tests: ["mmcn.test.ts"],
  },
  {
    file: `${queueing}/mg1.ts`,
    before:
      'const spread = (1 + requireNonNegative("serviceVariation", input.serviceVariation)) / 2;',
    after:
      'const spread = (1 + requireNonNegative("serviceVariation", input.serviceVariation)) / 3;',
    meaning: "a wrong factor in Pollaczek-Khinchine",
    tests: ["open-stations.test.ts"],
  },
  {
    file: `${queueing}/closed-network.ts`,
    before: "if (servers === 1) queueLengths[n] = flow * (1 + (queueLengths[n - 1] as number));",
    after: "if (servers === 1) queueLengths[n] = flow * (1 + (queueLengths[n - 2] as number));",
    meaning: "the arrival theorem with two users less",
    tests: ["closed-network.test.ts"],
  },
  {
    file: `${queueing}/multiclass-mva.ts`,
    before: "if (along !== undefined) noteMet(met, seen, along, cells - 2);",
    after: "if (along !== undefined) noteMet(met, seen, along, cells - 1);",
    meaning: "one class meets itself in exact mean-value analysis",
    tests: ["multiclass.test.ts"],
  },
  {
    file: `${queueing}/linearizer.ts`,
    before: "const rest = N - (s === r ? 1 : 0);",
    after: "const rest = N + (s === r ? 1 : 0);",
    meaning: "a user added where one leaves, in Linearizer",
    tests: ["multiclass.test.ts", "closed-published.test.ts"],
  },
  {
    file: `${queueing}/usl.ts`,
    before: "const slowdown = 1 - alpha + N * (alpha + beta * (N - 1));",
    after: "const slowdown = 1 - alpha + N * (alpha + beta * (N + 1));",
    meaning: "pairs counted wrongly in the scalability law",
    tests: ["usl.test.ts"],
  },
  {
    file: `${queueing}/mmck.ts`,
    before: "if (k < K && k >= c) delayed += share;",
    after: "if (k < K && k > c) delayed += share;",
    meaning: "who finds exactly c in M/M/c/K is not counted as waiting",
    tests: ["open-stations.test.ts", "published-open-cases.test.ts"],
  },
  {
    file: `${queueing}/mmc-timeout.ts`,
    before: "const beyond = (Math.exp(-Math.max(0, theta * T)) * S) / c; // and from τ on",
    after: "const beyond = (Math.exp(-Math.max(0, theta * T)) / S) / c; // and from τ on",
    meaning: "a rate for a time in M/M/c with a time-out",
    tests: ["impatience.test.ts"],
  },
  {
    file: `${queueing}/balanced-job-bounds.ts`,
    before: "const upper = Math.min(1 / largest, N / (D + Z + ((N - 1) * average) / (1 + Z / D)));",
    after: "const upper = Math.min(1 / largest, N / (D + Z + ((N + 1) * average) / (1 + Z / D)));",
    meaning: "an upper bound below the truth",
    tests: ["closed-bounds.test.ts"],
  },
];

const root = fileURLToPath(new URL("../", import.meta.url));
const copy = mkdtempSync(join(tmpdir(), "headroom-mutation-"));
let caught = 0;
try {
  const files = execFileSync(
    "git",
    ["ls-files", "src", "data", "scripts", "*.json", "*.config.ts"],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  for (const file of files.split("\n").filter((name) => name !== "")) {
    cpSync(join(root, file), join(copy, file));
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "dir");

  const every = [...new Set(faults.flatMap(({ tests }) => tests))];
  const clean = failures(every);
  if (clean.length > 0) throw new Error(`without any fault these fail: ${clean.join(", ")}`);

  const markdown = process.argv.includes("--markdown");
  if (markdown) console.log("| fault | line | caught by |\n|---|---|---|");
  for (const fault of faults) {
    const { file, before, after, meaning } = fault;
    const [test] = inject(fault);
    caught += test === undefined ? 0 : 1;
    if (markdown) {
      const cell = (text: string) => text.replaceAll("|", "\\|");
      const change = `\`${cell(before)}\`<br>\`${cell(after)}\``;
      console.log(`| ${meaning} (\`${file}\`) | ${change} | ${cell(test ?? "NOTHING")} |`);
    } else {
      console.log(`${file}: ${meaning}\n  - ${before}\n  + ${after}`);
      console.log(`  ${test === undefined ? "NOT CAUGHT" : `caught by: ${test}`}`);
    }
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`\n${caught} of ${faults.length} faults caught`);
process.exitCode = caught === faults.length ? 0 : 1;

/** The tests that fail with the fault in place; the copy is whole again afterwards. */
function inject({ file, before, after, tests }: Fault): readonly string[] {
  if (!oneCharacterApart(before, after)) throw new Error(`${file}: not a change of one character`);
  const path = join(copy, file);
  const whole = readFileSync(path, "utf8");
  const lines = whole.split("\n");
  const places = lines.flatMap((line, i) => (line.trim() === before ? [i] : []));
  const [place] = places;
  if (place === undefined || places.length > 1) {
    throw new Error(`${file}: expected once, found ${places.length} times: ${before}`);
  }
  writeFileSync(path, lines.with(place, after).join("\n"));
  try {
    return failures(tests);
  } finally {
    writeFileSync(path, whole);
  }
}

/** "file: full title" of every test that fails. */
function failures(tests: readonly string[]): readonly string[] {
  const paths = tests.map((test) => join(queueing, test));
  const { stdout } = spawnSync(
    process.execPath,
    [join("node_modules", "vitest", "vitest.mjs"), "run", "--reporter=json", ...paths],
    { cwd: copy, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  const start = stdout.indexOf("{");
  if (start < 0) throw new Error(`vitest gave no report: ${stdout}`);
  const report = JSON.parse(stdout.slice(start)) as {
    readonly numTotalTests: number;
    readonly testResults: readonly {
      readonly name: string;
      readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
    }[];
  };
  if (report.numTotalTests === 0) throw new Error(`no tests in ${tests.join(", ")}`);
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName }) => `${name.slice(name.lastIndexOf("/") + 1)}: ${fullName}`),
  );
}

/** One character replaced, left out or added. */
function oneCharacterApart(before: string, after: string): boolean {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  const rests = [
    [before.slice(same + 1), after.slice(same + 1)],
    [before.slice(same + 1), after.slice(same)],
    [before.slice(same), after.slice(same + 1)],
  ];
  return before !== after && rests.some(([a, b]) => a === b);
}
