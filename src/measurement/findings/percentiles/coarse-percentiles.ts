import { inLoads } from "../../../wording/in-loads.ts";
import { inNumber, inTime } from "../../../wording/wording.ts";
import type { Finding } from "../../finding.ts";
import type { Evidence } from "../evidence.ts";

/** Two significant digits are known to 5 %; a whole millisecond below this is known worse. */
const COARSE_BELOW = 0.01;

/** Percentiles in whole milliseconds that are only a few of them. */
export function coarsePercentiles({ measured }: Evidence): readonly Finding[] {
  const coarse = measured.flatMap(({ level }) => {
    const { p50, p90, p95 } = level.responseTime;
    const value = [p50, p90, p95].find((time) => time !== undefined);
    return value !== undefined && value > 0 && value < COARSE_BELOW && isWhole(value * 1000)
      ? [{ users: level.users, value }]
      : [];
  });
  const [worst] = coarse.toSorted((a, b) => a.value - b.value);
  if (worst === undefined) return [];
  return [
    {
      code: "coarse-percentiles",
      severity: "note",
      level: coarse.length === 1 ? worst.users : null,
      message:
        `${inLoads(coarse.map(({ users }) => users))}: percentiles of a few whole milliseconds; ` +
        `${inTime(worst.value)} at ${inNumber(worst.users)} users is known to ±0.5 ms, which is ${inNumber(Math.round(0.05 / worst.value))} % of it.`,
      law: "A figure rounded to whole milliseconds is uncertain by half of one.",
      remedy: "Rely on the mean at these levels, or keep a histogram of finer resolution.",
    },
  ];
}

const isWhole = (value: number) => Math.abs(value - Math.round(value)) < 1e-6;
