// Fits platforms drawn at random to noisy load tests of them, and counts how often 90 % intervals
// hold the truth: node --import tsx scripts/recovery.ts [count] [seed] [--part 1/2] [--json] [--simulated]
// The truth comes from the platform solver; with --simulated from the simulator (minutes a platform).
import {
  type RecoveredFigure,
  type Recovery,
  recoverPlatform,
} from "../src/planning/testing/recover-platform.ts";
import { simulatedPoints } from "../src/planning/testing/simulated-points.ts";

const words = process.argv.slice(2);
const wordAfter = (flag: string) => (words.includes(flag) ? words[words.indexOf(flag) + 1] : null);
const part = wordAfter("--part") ?? "1/1";
const [mine = 1, parts = 1] = part.split("/").map(Number);
const json = words.includes("--json");
const options = {
  draws: 64,
  ...(words.includes("--simulated") ? { measure: simulatedPoints } : {}),
};
const numbers = words.filter((word) => /^\d+$/.test(word)).map(Number);
const [count = 20, first = 1] = numbers;
if (![count, first, mine, parts].every(Number.isInteger) || mine < 1 || mine > parts) {
  console.error(
    "usage: node --import tsx scripts/recovery.ts [count] [seed] [--part 1/2] [--json] [--simulated]",
  );
  process.exit(2);
}

const recoveries: Recovery[] = [];
const failures: string[] = [];
for (let i = mine - 1; i < count; i += parts) {
  const start = performance.now();
  try {
    const recovery = recoverPlatform(first + i, options);
    recoveries.push(recovery);
    if (json) console.log(JSON.stringify(recovery));
    const missed = recovery.figures.filter(({ side }) => side !== 0).length;
    const { seed, bound, ended, solved, rHat, noiseScale, unknowns } = recovery;
    const fit = `solved ${solved.toFixed(2)}, R ${rHat.toFixed(2)}`;
    console.error(
      `${seed} ${bound}, ${unknowns} unknowns, breaks at ${recovery.breakingPoint.toFixed(0)}: ${ended}, ${fit}, noise ${noiseScale.toFixed(2)}, ${missed} of ${recovery.figures.length} missed, ${((performance.now() - start) / 1000).toFixed(1)} s`,
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    failures.push(`${first + i}: ${error.message}`);
    console.error(`${first + i} could not be fitted: ${error.message}`);
  }
}

const used = recoveries.filter(({ ended }) => ended === "converged");
console.log(
  `${count} platforms, ${used.length} of this part's ${recoveries.length + failures.length} converged`,
);
console.log(
  "| figure | where | cells | inside the 90 % interval | truth below | above | median error | median width |",
);
console.log("|---|---|---|---|---|---|---|---|");
const all = used.flatMap(({ figures }) => figures);
for (const figure of ["throughput", "p95", "breakingPoint"] as const) {
  for (const place of ["measured", "between", "beyond"] as const) {
    const cells = all.filter((cell) => cell.figure === figure && cell.place === place);
    if (cells.length > 0) console.log(rowOf(figure, place, cells));
  }
  console.log(
    rowOf(
      figure,
      "all",
      all.filter((cell) => cell.figure === figure),
    ),
  );
}

function rowOf(figure: string, place: string, cells: readonly RecoveredFigure[]): string {
  const share = (side: number) =>
    `${((100 * cells.filter((cell) => cell.side === side).length) / cells.length).toFixed(0)} %`;
  const median = (values: readonly number[]) =>
    `${(100 * ([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0)).toFixed(1)} %`;
  const errors = median(cells.map(({ error }) => Math.abs(error)));
  const widths = median(cells.map(({ width }) => width));
  return `| ${figure} | ${place} | ${cells.length} | ${share(0)} | ${share(-1)} | ${share(1)} | ${errors} | ${widths} |`;
}
