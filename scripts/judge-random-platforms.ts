/**
 * Solves and simulates random platforms of the whole tree and prints how far apart they are:
 *
 *   node --import tsx scripts/judge-random-platforms.ts            200 of them
 *   node --import tsx scripts/judge-random-platforms.ts 50 20      50 of them, the 20 worst
 *   node --import tsx scripts/judge-random-platforms.ts 50 20 40000   of so many requests each
 *
 * Seeded: the same numbers every time. Some minutes on one core.
 */
import fc from "fast-check";
import { anyTree } from "../src/platform/testing/any-tree.ts";
import type { JudgedQuantity } from "../src/simulation/course/judged-cell.ts";
import { type JudgedTree, judgeTree, refusalsOf } from "../src/simulation/testing/judge-tree.ts";
import { quantile } from "../src/stats/quantile.ts";
import { markdownTable } from "./markdown-table.ts";

const SEED = 20_261_128;
const [count = 200, worst = 15, requests = 100_000] = process.argv.slice(2).map(Number);

const drawn = fc
  .sample(anyTree, { seed: SEED, numRuns: 2 * count })
  .map((one) => ({ ...one, platform: { ...one.platform, clientTimeOut: null } }));
const refused = drawn.filter(
  ({ platform }) =>
    refusalsOf("solver", platform).length + refusalsOf("simulator", platform).length > 0,
);
const judged = drawn
  .filter((one) => !refused.includes(one))
  .slice(0, count)
  .map((one, i) => judgeTree(one, i, requests));

const quantities: readonly JudgedQuantity[] = ["throughput", "mean", "p50", "p95", "p99"];
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const sizes = (list: readonly JudgedTree[], quantity: JudgedQuantity) =>
  list
    .flatMap(({ differences }) => differences[quantity] ?? [])
    .map(Math.abs)
    .sort((a, b) => a - b);

process.stdout.write(
  `${judged.length} random platforms of ${requests} requests each, ${refused.length} of ${drawn.length} drawn refused by a reader.\n\n`,
);
process.stdout.write(
  markdownTable(
    ["|solver/simulator − 1|", "median", "nine of ten", "worst", "within 2 %", "within 7 %"],
    quantities.map((quantity) => {
      const all = sizes(judged, quantity);
      const within = (by: number) => percent(all.filter((x) => x <= by).length / all.length);
      const figures = [0.5, 0.9, 1].map((p) => percent(quantile(all, p)));
      return [quantity, ...figures, within(0.02), within(0.07)];
    }),
  ),
);
process.stdout.write("\n");

const features = [...new Set(judged.flatMap((one) => one.features))];
process.stdout.write("\nBy what a platform has, the difference in nine of ten:\n\n");
process.stdout.write(
  markdownTable(
    ["has", "platforms", "throughput", "mean", "p95"],
    features.map((feature) => {
      const own = judged.filter((one) => one.features.includes(feature));
      const figure = (quantity: JudgedQuantity) => percent(quantile(sizes(own, quantity), 0.9));
      return [feature, `${own.length}`, figure("throughput"), figure("mean"), figure("p95")];
    }),
  ),
);
process.stdout.write("\n");

const off = ({ differences }: JudgedTree) =>
  Math.max(
    Math.abs(differences.throughput ?? 0) / 0.02,
    Math.abs(differences.mean ?? 0) / 0.07,
    Math.abs(differences.p95 ?? 0) / 0.2,
  );
process.stdout.write("\nThe worst, and what they have:\n\n");
process.stdout.write(
  markdownTable(
    ["users", "throughput", "mean", "P95 (± half interval)", "has"],
    [...judged]
      .sort((a, b) => off(b) - off(a))
      .slice(0, worst)
      .map(({ users, differences, noise, features: has }) => [
        `${users}`,
        percent(differences.throughput ?? Number.NaN),
        percent(differences.mean ?? Number.NaN),
        `${percent(differences.p95 ?? Number.NaN)} ± ${percent(noise.p95 ?? Number.NaN)}`,
        has.join(", "),
      ]),
  ),
);
process.stdout.write("\n");
