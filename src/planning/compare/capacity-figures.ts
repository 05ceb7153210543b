/** The figures that decide whether capacity was lost. */
import { type Change, changeOf } from "./change.ts";
import { type NoisyLog, pooled } from "./level-figures.ts";
import type { CommonLevel } from "./matched-levels.ts";
import type { MeasuredBreakingPoint } from "./measured-breaking-point.ts";
import type { Repeatability } from "./repeatability.ts";
import type { Compared } from "./sure-figures.ts";

/** A level whose users get less than this share of what a user of the lightest gets is past the knee. */
const PAST_KNEE = 0.85;

const measured = { before: false, after: false } as const;

export function capacityFigures(
  pairs: readonly CommonLevel[],
  breakingPoint: {
    readonly before: MeasuredBreakingPoint | null;
    readonly after: MeasuredBreakingPoint | null;
  },
  noise: Repeatability,
): readonly Compared[] {
  const rates = pairs.flatMap(({ users, before, after }) => {
    const [a, b] = [before.figures.throughput, after.figures.throughput];
    return a === undefined || b === undefined ? [] : [{ users, before: a, after: b }];
  });
  const throughput = rates.map((rate): Compared => {
    const change = changeOf(rate.before, rate.after, noise);
    return { figure: "throughput", users: [rate.users], endpoint: null, atLeast: measured, change };
  });
  const [lightest] = rates;
  const slow = (rate: (typeof rates)[number], side: "before" | "after") =>
    lightest !== undefined &&
    rate[side].log - Math.log(rate.users) <
      lightest[side].log - Math.log(lightest.users) + Math.log(PAST_KNEE);
  const past = rates.filter((rate) => slow(rate, "before") && slow(rate, "after"));
  const together: Compared[] = [];
  // Of one load alone it would be the throughput there once more.
  if (past.length > 1) {
    const change = changeOf(
      pooled(past.map(({ before }) => before)),
      pooled(past.map(({ after }) => after)),
      noise,
    );
    const users = past.map((rate) => rate.users);
    together.push({ figure: "pastKnee", users, endpoint: null, atLeast: measured, change });
  }
  const { before, after } = breakingPoint;
  return [
    ...throughput,
    ...together,
    ...(before === null || after === null ? [] : [ofBreaking(before, after, noise)]),
  ];
}

function ofBreaking(
  before: MeasuredBreakingPoint,
  after: MeasuredBreakingPoint,
  noise: Repeatability,
): Compared {
  const atLeast = { before: !before.reached, after: !after.reached };
  const common = {
    figure: "breakingPoint",
    users: [before.users, after.users],
    endpoint: null,
    atLeast,
  } as const;
  // What lies above a load may have moved anywhere above it: only the other side tells.
  const unknown =
    (atLeast.before && atLeast.after) ||
    (atLeast.before && after.users >= before.users) ||
    (atLeast.after && before.users >= after.users);
  if (unknown) return { ...common, change: null, values: [before.users, after.users] };
  return { ...common, change: oneSided(changeOf(logOf(before), logOf(after), noise), atLeast) };
}

const logOf = ({ log, known, repeat }: MeasuredBreakingPoint): NoisyLog => ({ log, known, repeat });

function oneSided(change: Change, atLeast: Compared["atLeast"]): Change {
  const { fall, rise } = change.chance;
  return {
    ...change,
    chance: { fall: atLeast.after ? 1 : fall, rise: atLeast.before ? 1 : rise },
  };
}
