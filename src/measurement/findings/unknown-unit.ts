import { inLoads } from "../../wording/in-loads.ts";
import { inLevel, inNumber, inTime } from "../../wording/wording.ts";
import { least, most } from "../extremes.ts";
import type { Finding } from "../finding.ts";
import { median } from "../median.ts";
import { spreadOver } from "../spread-over.ts";
import { type Evidence, type MeasuredLevel, placeOf } from "./evidence.ts";

/** Seconds for milliseconds, and seconds for microseconds. */
const FACTORS = [1e3, 1e6];

/** A time that is off by a unit comes out right, by this much, when the unit is put right. */
const FITS = 0.25;

/** Within its own cycle a response time never is; by twice it cannot be the window or rounding. */
const IMPOSSIBLE = 2;

/** Up to this many times the cycle, users that were not counted are as good a reason as a unit. */
const CLEARLY = 20;

/** Response times that make less of the cycle than this tell nothing of their unit. */
const TELLING = 0.1;

const law =
  "N̄ = X·(Z + R): a user's cycle N̄/X is at least R, and grows by 1 s for each second of R.";

interface Cycle {
  readonly one: MeasuredLevel;
  readonly R: number;
  /** N̄/X. */
  readonly cycle: number;
}

/** Response times whose unit cannot be the one stated: 1,000 or a million times off. */
export function unknownUnit({ measured }: Evidence): readonly Finding[] {
  const cycles = measured.flatMap((one): readonly Cycle[] => {
    const { throughput: X, mean: R, averageUsers: N } = one.point;
    return X === undefined || X === 0 || R === undefined || R === 0
      ? []
      : [{ one, R, cycle: N / X }];
  });
  const long = cycles.filter(({ R, cycle }) => R > IMPOSSIBLE * cycle);
  const tooLong = long.flatMap((found) => {
    const factor = FACTORS.find((f) => found.R / f <= found.cycle * (1 + FITS));
    return factor === undefined ? [] : [{ ...found, factor }];
  });
  const set = new Set(long);
  const rest = cycles.filter((found) => !set.has(found));
  const all = rest.length >= 3 ? slopeFactor(rest) : undefined;
  if (all !== undefined) return [everyLevel(rest, all), ...tooLong.map(oneLevel("long"))];
  return [...tooLong.map(oneLevel("long")), ...tooShort(rest).map(oneLevel("short"))];
}

/** The factor by which every response time is too short, from how the cycles grow with them. */
function slopeFactor(cycles: readonly Cycle[]): number | undefined {
  const times = cycles.map(({ cycle }) => cycle);
  if (most(times) - least(times) < TELLING * most(times)) return undefined;
  const some = spreadOver(cycles, ({ R }) => R);
  const slopes = some.flatMap((a, i) =>
    some.slice(0, i).flatMap((b) => (a.R === b.R ? [] : [(a.cycle - b.cycle) / (a.R - b.R)])),
  );
  if (slopes.length === 0) return undefined;
  const slope = median(slopes);
  return FACTORS.find((f) => Math.abs(slope / f - 1) <= FITS);
}

/** Levels that fit the think time of the others only when their times are taken as longer. */
function tooShort(cycles: readonly Cycle[]): readonly (Cycle & { readonly factor: number })[] {
  if (cycles.length < 3) return [];
  const Z = median(cycles.map(({ R, cycle }) => cycle - R));
  return cycles.flatMap((found) => {
    const due = found.cycle - Z;
    if (due < TELLING * found.cycle) return [];
    const factor = FACTORS.find((f) => Math.abs((found.R * f) / due - 1) <= FITS);
    return factor === undefined ? [] : [{ ...found, factor }];
  });
}

const oneLevel =
  (way: "long" | "short") =>
  ({ one: { level }, R, cycle, factor }: Cycle & { readonly factor: number }): Finding => ({
    code: "unknown-unit",
    severity: "error",
    ...placeOf(level),
    ...(way === "long" && R < CLEARLY * cycle
      ? {
          message:
            `${inLevel(level)}: a mean response time of ${inTime(R)} is longer than a user's whole cycle of ${inTime(cycle)}: ` +
            `more users than ${inNumber(level.users)} sent requests, or the times have another unit.`,
          remedy: "Check the number of users, and the unit of this level's response times.",
        }
      : {
          message:
            `${inLevel(level)}: a mean response time of ${inTime(R)} is about ${inNumber(factor)} times too ${way} ` +
            `for a user's cycle of ${inTime(cycle)}; in the right unit it may be ${inTime(way === "long" ? R / factor : R * factor)}.`,
          remedy:
            "Check the unit of this level's response times: seconds, milliseconds or microseconds.",
        }),
    law,
  });

function everyLevel(cycles: readonly Cycle[], factor: number): Finding {
  const names = inLoads(cycles.map(({ one }) => one.level.users));
  return {
    code: "unknown-unit",
    severity: "error",
    level: null,
    message:
      `${names}: users/throughput grows about ${inNumber(factor)} times as much as the response times do; ` +
      `they seem to be ${inNumber(factor)} times too short.`,
    law,
    remedy: "Check the unit of the response times: seconds, milliseconds or microseconds.",
  };
}
