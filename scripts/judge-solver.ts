/**
 * Judges the analytic platform solver by the simulator, over a grid of platforms and loads:
 *
 *   node --import tsx scripts/judge-solver.ts                 the tables, as Markdown
 *   node --import tsx scripts/judge-solver.ts --write         into docs/solver-accuracy.md
 *   node --import tsx scripts/judge-solver.ts --csv           every cell
 *
 * Seeded: the same cells give the same figures. Some minutes on one core.
 */

import { writeFileSync } from "node:fs";
import { plainQueue } from "../src/platform/plain-queue.ts";
import type { Platform, QueueOf, WorkOf } from "../src/platform/platform.ts";
import { solvePlatform } from "../src/platform/solve/solve-platform.ts";
import {
  type JudgedCell,
  type JudgedQuantity,
  judgedCell,
} from "../src/simulation/course/judged-cell.ts";
import { simulatedPlatformOf } from "../src/simulation/course/simulated-platform-of.ts";
import { replicate } from "../src/simulation/engine/replicate.ts";
import { replicationOf, type SimulationRun } from "../src/simulation/engine/simulation-run.ts";
import type { Window } from "../src/simulation/engine/window.ts";
import type { SimulationResult } from "../src/simulation/result/simulation-result.ts";
import { summarizeSimulation } from "../src/simulation/result/summarize-simulation.ts";

/** What limits the platform. */
const walls = ["pool", "cores", "workers", "locks"] as const;
/** Users over those at which the bottleneck would be full if nobody ever waited. */
const loads = { light: 0.5, knee: 1, saturated: 1.5 } as const;
const variations = [0.5, 1, 2, 3] as const;
const sizes = [5, 20, 100] as const;
const classCounts = [1, 2, 3] as const;

interface Cell {
  readonly wall: (typeof walls)[number];
  readonly load: keyof typeof loads;
  readonly variation: (typeof variations)[number];
  readonly size: (typeof sizes)[number];
  readonly classes: (typeof classCounts)[number];
}

const SEED = 20_260_118;
const THINK_TIME = 1;
/** Mean work of a request in the database, s. */
const WORK = 0.05;
const API_WORK = 0.005;
/** Requests of one replication, and replications at first and at most. */
const REQUESTS = 15_000;
const ROUND = 10;
const MOST = 40;
/** Half of a 95 % interval over the value, at which a cell is known well enough. */
const ENOUGH = { throughput: 0.005, mean: 0.015, p95: 0.015 } as const;

/** Weight in the mix, work as a multiple, and whether it takes locks: heavy ones are rare. */
const mixes = {
  1: [[1, 1, true]],
  2: [
    [0.8, 1, false],
    [0.2, 4, true],
  ],
  3: [
    [0.6, 1, false],
    [0.3, 3, true],
    [0.1, 10, true],
  ],
} as const;

function platformOf({ wall, variation, size, classes }: Cell): Platform {
  const mix = mixes[classes];
  const mean = mix.reduce((sum, [weight, work]) => sum + weight * work, 0);
  const locking = mix.reduce((sum, [weight, , locks]) => sum + (locks ? weight : 0), 0);
  const name = (i: number) => `class ${i + 1}`;
  const work = (demand: (i: number) => number): WorkOf<number>[] =>
    mix.flatMap((_, i) =>
      demand(i) > 0 ? [{ endpoint: name(i), demand: demand(i), visits: 1, variation }] : [],
    );
  const queue = (of: Partial<QueueOf<number>> & Pick<QueueOf<number>, "name" | "work">) => ({
    ...solverQueue,
    ...of,
  });
  const plenty = 4 * size;
  const cores = wall === "cores" ? Math.max(1, Math.round(size / 3)) : plenty;
  return {
    title: wall,
    thinkTime: THINK_TIME,
    apiReplicas: 1,
    endpoints: mix.map(([weight, , locks], i) => ({
      name: name(i),
      weight,
      kind: locks ? "write" : "read",
      cacheHits: 0,
      cacheTime: 0,
    })),
    stations: [
      { kind: "delay", name: "api", role: "api", work: work(() => API_WORK) },
      queue({
        name: "database",
        role: "database",
        servers: cores,
        work: work((i) => (WORK * (mix[i]?.[1] ?? 0)) / mean),
      }),
      // Full when half of the connections would be.
      ...(wall === "locks"
        ? [
            queue({
              name: "locks",
              discipline: "fifo" as const,
              work: work((i) => (mix[i]?.[2] ? (2 * WORK) / size / locking : 0)),
            }),
          ]
        : []),
    ],
    pools: [
      {
        ...plainPool,
        name: "connections",
        role: "connections",
        size: wall === "workers" ? plenty : size,
        around: wall === "locks" ? ["database", "locks"] : ["database"],
      },
      ...(wall === "workers"
        ? [
            {
              ...plainPool,
              name: "workers",
              role: "workers" as const,
              size,
              around: ["api", "connections"],
            },
          ]
        : []),
    ],
    rateLimit: null,
    clientTimeOut: null,
    backgroundErrorRate: 0,
  };
}

const solverQueue = {
  ...plainQueue,
  role: "other",
  discipline: "ps",
  servers: 1,
} as const;

const plainPool = {
  perReplica: false,
  perNode: false,
  held: "request",
  acquireTimeOut: null,
} as const;

/** Requests per second at which the wall is full. */
function capacity({ wall, size }: Cell): number {
  if (wall === "cores") return Math.max(1, Math.round(size / 3)) / WORK;
  if (wall === "locks") return size / (2 * WORK);
  return size / (wall === "workers" ? WORK + API_WORK : WORK);
}

interface Judged extends JudgedCell {
  readonly cell: Cell;
}

function judge(cell: Cell, number: number): Judged {
  const platform = platformOf(cell);
  const alone = THINK_TIME + WORK + API_WORK;
  const users = Math.max(1, Math.round(loads[cell.load] * capacity(cell) * alone));
  const [solution] = solvePlatform(platform, [users]);
  const { throughput = 1, responseTime = 1 } = solution ?? {};
  const warmUp = 10 * (THINK_TIME + responseTime);
  const run: SimulationRun = {
    seed: SEED + number,
    load: { users },
    until: { time: warmUp + REQUESTS / throughput },
    warmUp,
  };
  const simulated = simulatedPlatformOf(platform);
  const made: (readonly Window[])[] = [];
  for (;;) {
    for (let i = 0; i < ROUND; i++) {
      const task = replicationOf(simulated, run, made.length);
      made.push(replicate(task));
    }
    const asked = { ...run, replications: made.length };
    const result = summarizeSimulation(simulated, asked, made) as SimulationResult;
    const judged = judgedCell(platform, users, result);
    if (made.length >= MOST || Object.keys(ENOUGH).every((name) => known(judged, name))) {
      return { ...judged, cell };
    }
  }
}

function known(judged: JudgedCell, name: string): boolean {
  return spread(judged, name as JudgedQuantity) <= ENOUGH[name as keyof typeof ENOUGH];
}

/** Half of the 95 % interval over the value. */
function spread({ figures }: JudgedCell, quantity: JudgedQuantity): number {
  const figure = figures.find((one) => one.quantity === quantity)?.simulated;
  return figure?.high == null ? 1 : (figure.high - figure.value) / figure.value;
}

const grid: Cell[] = walls.flatMap((wall) =>
  (Object.keys(loads) as (keyof typeof loads)[]).flatMap((load) =>
    variations.flatMap((variation) =>
      sizes.flatMap((size) =>
        classCounts.map((classes) => ({ wall, load, variation, size, classes })),
      ),
    ),
  ),
);

const columns = ["throughput", "mean", "p50", "p95", "p99"] as const;

const errorOf = ({ figures }: JudgedCell, quantity: JudgedQuantity) =>
  figures.find((one) => one.quantity === quantity)?.difference ?? Number.NaN;

const percent = (share: number) => (100 * share).toFixed(Math.abs(share) < 0.1 ? 1 : 0);

/** Median, nine of ten, and worst of the absolute errors; the worst with its sign. */
function errorsOf(cells: readonly Judged[], quantity: JudgedQuantity): string {
  const errors = cells
    .map((cell) => errorOf(cell, quantity))
    .sort((a, b) => Math.abs(a) - Math.abs(b));
  const at = (share: number) => errors[Math.floor(share * (errors.length - 1))] ?? 0;
  const worst = errors.at(-1) ?? 0;
  const sign = worst < 0 ? "−" : "+";
  return `${percent(Math.abs(at(0.5)))} · ${percent(Math.abs(at(0.9)))} · ${sign}${percent(Math.abs(worst))}`;
}

function table(all: readonly Judged[], head: string, regions: readonly Region[]): string {
  const rows = regions.map(([name, isIn]) => {
    const cells = all.filter(({ cell }) => isIn(cell));
    return `| ${name} | ${cells.length} | ${columns.map((q) => errorsOf(cells, q)).join(" | ")} |`;
  });
  return [
    `| ${head} | cells | X | mean R | P50 | P95 | P99 |`,
    "| --- | ---: | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

type Region = readonly [name: string, isIn: (cell: Cell) => boolean];

function tables(all: readonly Judged[]): string {
  const names = Object.keys(loads) as (keyof typeof loads)[];
  const byVariation = names.flatMap((load) =>
    variations.map(
      (cv): Region => [`${load}, CV ${cv}`, (cell) => cell.load === load && cell.variation === cv],
    ),
  );
  const byWall = walls.flatMap((wall) =>
    names.map(
      (load): Region => [`${wall}, ${load}`, (cell) => cell.wall === wall && cell.load === load],
    ),
  );
  const bySize = sizes.map((size): Region => [`${size}`, (cell) => cell.size === size]);
  const byClasses = classCounts.map((n): Region => [`${n}`, (cell) => cell.classes === n]);
  return [
    table(all, "all", [["all cells", () => true]]),
    table(all, "load and CV of the work", byVariation),
    table(all, "what limits, load", byWall),
    table(all, "places", bySize),
    table(all, "classes", byClasses),
  ].join("\n\n");
}

function worstCells(all: readonly Judged[]): string {
  const ranked = all
    .toSorted((a, b) => Math.abs(errorOf(b, "p95")) - Math.abs(errorOf(a, "p95")))
    .slice(0, 8);
  return ranked
    .map((judged) => {
      const { wall, load, variation, size, classes } = judged.cell;
      const errors = columns.map((q) => `${percent(errorOf(judged, q))}`).join(" | ");
      return `| ${wall}, ${size} places, ${classes} classes, CV ${variation}, ${load} | ${errors} |`;
    })
    .join("\n");
}

function document(all: readonly Judged[]): string {
  const requests = all.reduce((sum, cell) => sum + cell.requests, 0);
  const spreads = (quantity: JudgedQuantity) => {
    const sorted = all.map((cell) => spread(cell, quantity)).sort((a, b) => a - b);
    return `${percent(sorted[Math.floor(sorted.length / 2)] ?? 0)} % (at most ${percent(sorted.at(-1) ?? 0)} %)`;
  };
  return `# How far the analytic solver is off

Generated by \`node --import tsx scripts/judge-solver.ts --write\`, which simulates every cell of a
grid event by event and solves it: ${all.length} cells, ${Math.round(requests / 1e6)} million requests, seed ${SEED}.

What limits the platform is the connections (\`pool\`: more cores than connections), the database's
shared cores (\`cores\`: a third of the connections), the API workers that are held until the answer
(\`workers\`), or row locks inside the hold of a connection (\`locks\`: first come, first served, full
when half of the connections would be). It has 5, 20 or 100 of these places; 1, 2 or 3 classes of
requests, whose mean works are as 1 : 4 and as 1 : 3 : 10, heavy ones rarer; lognormal work of CV 0.5, 1, 2 or 3 within
each class; users think for 1 s and work takes 55 ms. \`light\` is half of the users at which the bottleneck
would be full if nobody ever waited, \`knee\` just those, \`saturated\` half as many again.

Errors in per cent of the simulated figure, absolute: median · nine of ten · worst (with its sign:
+ where the solver says more). The simulated figures have noise of their own, half of their 95 %
intervals being ${spreads("throughput")} of X in the median, ${spreads("mean")} of the mean and ${spreads("p95")} of P95.

${tables(all)}

The eight cells with the largest errors of P95, in per cent:

| cell | X | mean R | P50 | P95 | P99 |
| --- | ---: | ---: | ---: | ---: | ---: |
${worstCells(all)}

Percentiles and means are those of all requests together. What the grid leaves out: time-outs,
rate limits, read replicas and slowdown under load; for these see the docstrings of \`solvePlatform\` and
\`platformResponseTimes\`, and \`headroom predict --judge\`, which does the same for the platform at hand.
`;
}

const judged = grid.map((cell, i) => {
  process.stderr.write(`\r\u001b[K${i + 1} of ${grid.length}`);
  return judge(cell, i);
});
process.stderr.write("\r\u001b[K");
const [, , option] = process.argv;
if (option === "--csv") {
  const head = ["wall", "load", "cv", "places", "classes", "users", ...columns];
  console.log([...head, ...columns.map((q) => `${q}_half_interval`)].join(","));
  for (const one of judged) {
    const { wall, load, variation, size, classes } = one.cell;
    const figures = [...columns.map((q) => errorOf(one, q)), ...columns.map((q) => spread(one, q))];
    const numbers = figures.map((x) => x.toFixed(5));
    console.log([wall, load, variation, size, classes, one.users, ...numbers].join(","));
  }
} else if (option === "--write") {
  const file = new URL("../docs/solver-accuracy.md", import.meta.url);
  writeFileSync(file, document(judged));
} else {
  console.log(document(judged));
}
