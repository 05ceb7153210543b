// Scores the platform solver, told the true parameters, on simulated systems:
// node --import tsx scripts/judge-platform.ts <folder with *.truth.json>
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { changePlatform } from "../src/platform/levers/change/change-platform.ts";
import { preparePlatform } from "../src/platform/solve/prepare-platform.ts";
import { platformResponseTimes } from "../src/platform/solve/response/platform-response-times.ts";
import { solvePrepared } from "../src/platform/solve/solve-platform.ts";
import {
  leversOfChange,
  platformOfSystem,
  type SimulatedLevel,
  type SimulatedSystem,
} from "../src/platform/testing/simulated-system.ts";

interface TruthLevel extends SimulatedLevel {
  readonly endpoints: readonly (Pick<SimulatedLevel, "response"> & { readonly name: string })[];
}
interface Truth {
  readonly system: string;
  readonly parameters: SimulatedSystem;
  readonly baseline: readonly TruthLevel[];
  readonly whatIf: Readonly<Record<string, readonly TruthLevel[]>>;
}

const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: node --import tsx scripts/judge-platform.ts <folder with *.truth.json>");
  process.exit(2);
}

const quantities = ["mean", "p50", "p90", "p95", "p99"] as const;
const columns = ["X", ...quantities, ...quantities.map((q) => `each ${q}`)];
const errors = new Map<string, Map<string, number[]>>();
const note = (row: string, column: string, error: number) => {
  for (const name of [row, "all"]) {
    const cells = errors.get(name) ?? new Map<string, number[]>();
    errors.set(name, cells);
    cells.set(column, [...(cells.get(column) ?? []), Math.abs(error)]);
  }
};

for (const file of readdirSync(folder).filter((name) => name.endsWith(".truth.json"))) {
  const truth = JSON.parse(readFileSync(join(folder, file), "utf8")) as Truth;
  const platform = platformOfSystem(truth.parameters);
  for (const [change, levels] of Object.entries({ baseline: truth.baseline, ...truth.whatIf })) {
    const changed = changePlatform(platform, leversOfChange(truth.parameters, change));
    const most = levels.reduce((a, { users }) => Math.max(a, users), 1);
    const prepared = preparePlatform(changed, most);
    for (const level of levels) {
      const { throughput } = solvePrepared(prepared, level.users);
      note(change, "X", throughput / level.throughput - 1);
      const times = platformResponseTimes(prepared, level.users);
      for (const q of quantities) note(change, q, times.all[q] / level.response[q] - 1);
      for (const { name, response } of level.endpoints) {
        const own = times.endpoints.find((endpoint) => endpoint.name === name);
        for (const q of quantities) note(change, `each ${q}`, (own?.[q] ?? 0) / response[q] - 1);
      }
    }
  }
}

const percent = (share: number) => (100 * share).toFixed(1);
const cell = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  return `${percent(sorted[Math.floor(sorted.length / 2)] ?? 0)}/${percent(sorted.at(-1) ?? 0)}`;
};
console.log("Error in per cent, median/worst over systems and loads; `each`: by endpoint.\n");
console.log(`| change | ${columns.join(" | ")} |`);
console.log(`|---|${columns.map(() => "---|").join("")}`);
for (const [change, cells] of errors) {
  if (change !== "all") console.log(row(change, cells));
}
console.log(row("all", errors.get("all") ?? new Map()));

function row(name: string, cells: ReadonlyMap<string, readonly number[]>): string {
  return `| ${name} | ${columns.map((column) => cell(cells.get(column) ?? [])).join(" | ")} |`;
}
