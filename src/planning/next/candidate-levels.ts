import { numberAt } from "../../entry-at.ts";
/** Loads at which a measurement could be made next. */
export interface CandidateLevels {
  /** Measured levels, which could be repeated. */
  readonly repeated: readonly number[];
  /** Half-way between neighbors. */
  readonly between: readonly number[];
  /** Past the largest measured one. */
  readonly beyond: readonly number[];
}

/** Multiples of the largest measured load; past twice of it Headroom predicts nothing. */
const BEYOND = [1.25, 1.5, 2] as const;

/** Of campaigns with more levels an even choice is enough. */
const MOST_LEVELS = 12;

/** @throws RangeError unless there is a level */
export function candidateLevels(measured: readonly number[], maxUsers: number): CandidateLevels {
  const all = [...new Set(measured)].sort((a, b) => a - b);
  const largest = all.at(-1);
  if (largest === undefined) throw new RangeError("measured must hold a level or more, got none");
  const step = Math.max(1, (all.length - 1) / (MOST_LEVELS - 1));
  const repeated = all.filter((_, i) => Math.round(Math.round(i / step) * step) === i);
  const between = repeated.slice(1).flatMap((users, i) => {
    const before = numberAt(repeated, i);
    const middle = rounded((before + users) / 2);
    return middle > before && middle < users && !all.includes(middle) ? [middle] : [];
  });
  const beyond = BEYOND.map((factor) => rounded(factor * largest)).filter(
    (users) => users > largest && users <= maxUsers,
  );
  return { repeated, between, beyond: [...new Set(beyond)] };
}

/** Two digits, as a planner would choose a load. */
function rounded(users: number): number {
  return Math.round(Number(users.toPrecision(2)));
}
