import { inNumber, inPercent } from "../../wording/wording.ts";
import { least, most } from "../extremes.ts";
import type { Finding } from "../finding.ts";
import type { Evidence } from "./evidence.ts";

/** Runs of one load further apart than this are not repetitions of one experiment. */
const RERUN_TOLERANCE = 0.1;

/** Runs of the same load that disagree on throughput. */
export function repeatedLevel({ measured }: Evidence): readonly Finding[] {
  const loads = new Map<number, number[]>();
  for (const { level, point } of measured) {
    const known = loads.get(level.users) ?? [];
    loads.set(level.users, known);
    if (point.throughput !== undefined) known.push(point.throughput);
  }
  return [...loads].flatMap(([users, X]) => {
    const [low, high] = [least(X), most(X)];
    if (X.length < 2 || high <= low * (1 + RERUN_TOLERANCE)) return [];
    return [
      {
        code: "runs-disagree",
        severity: "warning",
        level: users,
        message: `${inNumber(users)} users: ${X.length} runs gave between ${inNumber(low)} and ${inNumber(high)} req/s (${inPercent(high / low - 1)} apart).`,
        law: "Runs of one load agree within about 10 %.",
        remedy: "Find out what differed between the runs; until then the limits carry this spread.",
      },
    ];
  });
}
