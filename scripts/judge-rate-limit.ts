/**
 * The solver behind a rate limit against the simulator's token bucket: pools, shared cores and fifo
 * servers, the limit at 80 and 95 % of their ceiling, users who would send 0.9 to 2 times the limit.
 *
 * Usage: node --import tsx scripts/judge-rate-limit.ts [requests a cell, 150000]
 */
import type { Platform } from "../src/platform/platform.ts";
import { plainPlatform } from "../src/platform/testing/plain-platform.ts";
import { judgedCell } from "../src/simulation/course/judged-cell.ts";
import { simulatedPlatformOf } from "../src/simulation/course/simulated-platform-of.ts";
import { simulate } from "../src/simulation/engine/simulate.ts";
import { textTable } from "../src/wording/text-table.ts";

const requests = Number(process.argv[2] ?? 150_000);
const CEILING = 100;
const THINK = 2;

const pool = (size: number, variation: number) =>
  plainPlatform({
    ...{ databaseTime: size / CEILING, cores: 64, poolSize: size, thinkTime: THINK, variation },
  });
const cores = (servers: number, discipline: "fifo" | "ps") =>
  plainPlatform({
    ...{ databaseTime: servers / CEILING, cores: servers, poolSize: 1000, thinkTime: THINK },
    queue: { discipline },
  });
const platforms: readonly (readonly [string, Platform])[] = [
  ["pool of 10, CV 0.5", pool(10, 0.5)],
  ["pool of 10, CV 1", pool(10, 1)],
  ["pool of 10, CV 2", pool(10, 2)],
  ["pool of 2, CV 1", pool(2, 1)],
  ["1 server, fifo", cores(1, "fifo")],
  ["1 core, shared", cores(1, "ps")],
  ["4 cores, shared", cores(4, "ps")],
];

const percent = (share: number) => `${share > 0 ? "+" : ""}${(100 * share).toFixed(1)} %`;
const worst = new Map<string, number>();
const rows = platforms.flatMap(([name, platform]) =>
  [0.8, 0.95].flatMap((limit) =>
    [0.9, 1.02, 1.1, 1.25, 2].map((sent) => {
      const limited = { ...platform, rateLimit: limit * CEILING };
      const users = Math.round(sent * limit * CEILING * (THINK + 0.1));
      const result = simulate(simulatedPlatformOf(limited), {
        ...{ seed: 7, load: { users }, until: { requests }, warmUp: 30 },
      });
      const { figures } = judgedCell(limited, users, result);
      const difference = (asked: string) =>
        figures.find(({ quantity }) => quantity === asked)?.difference ?? Number.NaN;
      const judged = ["throughput", "mean", "p95"].map(difference);
      for (const [i, asked] of ["throughput", "mean", "p95"].entries()) {
        const key = `${limit} ${asked}`;
        worst.set(key, Math.max(worst.get(key) ?? 0, Math.abs(judged[i] ?? 0)));
      }
      return [name, percent(limit).slice(1), `${sent} ×`, ...judged.map(percent)];
    }),
  ),
);
process.stdout.write(
  textTable(["behind the limit", "of ceiling", "sent", "throughput", "mean", "P95"], rows),
);
process.stdout.write("\n");
for (const [key, most] of worst) process.stdout.write(`worst, limit at ${key}: ${percent(most)}\n`);
