import { entryAt } from "../entry-at.ts";
import type { Lever } from "../platform/scenario.ts";
import { RandomStream } from "../random/random-stream.ts";
import type { LeverAxis, LeverRange, SweepDesign } from "./sweep-study.ts";

/**
 * What each lever of a design is set to at one of its points, in the order of its levers; null
 * where it is left as it is. A random point is drawn from a stream of its own: it is the same
 * whoever computes it, and whatever others are computed.
 */
export function leversAt(design: SweepDesign, point: number): readonly (Lever | null)[] {
  const { levers, random } = design;
  if (random !== null) {
    const stream = RandomStream.fromSeed(random.seed * 2 ** 32 + point);
    return levers.map((axis) => drawn(axis, stream.uniform()));
  }
  let rest = point;
  // The last lever runs fastest, as it is read.
  const chosen = levers.toReversed().map(({ values }) => {
    const place = rest % values.length;
    rest = Math.floor(rest / values.length);
    return entryAt(values, place);
  });
  return chosen.reverse();
}

/** @param uniform in (0, 1) */
function drawn({ name, endpoints, values, range }: LeverAxis, uniform: number): Lever | null {
  if (range === null) return entryAt(values, Math.floor(uniform * values.length));
  const value = between(range, uniform);
  const lever = { name, text: `${value}${range.unit}`, value };
  return endpoints === undefined ? lever : { ...lever, endpoints };
}

/** Digits of a number that is drawn: more would only make it harder to type again. */
const DIGITS = 4;

function between({ from, to, whole }: LeverRange, uniform: number): number {
  // Whole numbers are all equally likely, both ends among them.
  if (whole) return from + Math.floor(uniform * (to - from + 1));
  const value = Number((from + uniform * (to - from)).toPrecision(DIGITS));
  return Math.min(Math.max(value, from), to);
}
