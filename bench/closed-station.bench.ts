/**
 * Closed M/M/10 against bench/next-event.cpp, compiled here with g++ -O3 where there is one, and run in turn with
 * the simulator, so that both meet the same machine. Requests a second of processor time, medians.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Bench, type Figure, medianOf } from "./bench.ts";
import { CLOSED_TIME } from "./closed-station.ts";
import { compileYardstick } from "./compile-yardstick.ts";
import { runMeasured } from "./run-measured.ts";

const ROUNDS = 5;
const script = fileURLToPath(new URL("closed-station.ts", import.meta.url));

export const bench: Bench = async () => {
  const folder = mkdtempSync(join(tmpdir(), "headroom-bench-"));
  try {
    const yardstick = compileYardstick("next-event", folder);
    const rounds = Array.from({ length: ROUNDS }, (_, round) => {
      const theirs = yardstick === null ? null : rateOfYardstick(yardstick, round + 1);
      const { stdout } = runMeasured([...process.execArgv, script]);
      const ours: { readonly cold: number; readonly warm: number } = JSON.parse(stdout);
      return { ...ours, theirs };
    });
    return figuresOf(rounds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

function rateOfYardstick(program: string, seed: number): number {
  const args = [500, 10, 0.06, 3, CLOSED_TIME, seed].map(String);
  const [requests, seconds] = execFileSync(program, args, { encoding: "utf8" })
    .split(" ")
    .map(Number);
  return (requests ?? 0) / (seconds ?? 0);
}

interface Round {
  readonly cold: number;
  readonly warm: number;
  readonly theirs: number | null;
}

function figuresOf(rounds: readonly Round[]): readonly Figure[] {
  const millions = (of: (round: Round) => number) => medianOf(rounds.map(of)) / 1e6;
  const ours: readonly Figure[] = [
    { name: "closed M/M/10, 500 users", value: millions(({ warm }) => warm), unit: "M requests/s" },
    { name: "  its first run", value: millions(({ cold }) => cold), unit: "M requests/s" },
  ];
  const compared = rounds.flatMap(({ theirs, ...rest }) =>
    theirs === null ? [] : [{ ...rest, theirs }],
  );
  if (compared.length === 0) return ours;
  const ratio = (of: "cold" | "warm") =>
    medianOf(compared.map((round) => round[of] / round.theirs));
  const asked = "closed M/M/10, N 500, over C++ with a binary heap";
  return [
    ...ours,
    {
      name: "  C++ -O3, in turn",
      value: millions(({ theirs }) => theirs ?? 0),
      unit: "M requests/s",
    },
    { name: "  ratio", value: ratio("warm"), unit: "×", least: 1, row: `${asked}, warm` },
    {
      name: "  ratio of the first run",
      value: ratio("cold"),
      unit: "×",
      least: 0.9,
      row: `${asked}, first run`,
    },
  ];
}
