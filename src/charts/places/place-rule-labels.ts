import { textWidth } from "./text-width.ts";

export interface RuleName {
  /** Of the rule, in pixels from the left of the plot. */
  readonly x: number;
  readonly text: string;
}

export interface PlacedName {
  /** Where the text begins. */
  readonly left: number;
  /** 0 is the row next to the plot. */
  readonly row: number;
}

const GAP = 6;

/**
 * Names of upright rules in rows above a plot, each beside its rule: left or right, so that it
 * stays inside and no rule that reaches a higher row runs through it.
 */
export function placeRuleLabels(
  names: readonly RuleName[],
  bounds: { readonly left: number; readonly right: number },
  fontSize: number,
): readonly PlacedName[] {
  const options = orders(names.length).flatMap((rows) =>
    sides(names.length).map((right) =>
      names.map(({ x, text }, i) => {
        const width = textWidth(text, fontSize, true);
        const wanted = right[i] === true ? x + GAP : x - GAP - width;
        const left = Math.max(bounds.left, Math.min(wanted, bounds.right - width));
        const moved = Math.abs(left - wanted);
        return { left, row: rows[i] ?? 0, width, x, moved, right: right[i] === true };
      }),
    ),
  );
  const cost = (placed: (typeof options)[number]) =>
    placed.reduce((sum, one) => {
      const crossed = placed.filter(
        (other) =>
          other !== one && other.row > one.row && within(other.x, one.left - 3, one.width + 6),
      );
      return sum + 1000 * crossed.length + 5 * one.moved + (one.right ? 0 : 1);
    }, 0);
  const best = options.reduce((a, b) => (cost(b) < cost(a) ? b : a), options[0] ?? []);
  return best.map(({ left, row }) => ({ left, row }));
}

const within = (x: number, from: number, width: number) => x > from && x < from + width;

/** All ways to number so many rows. */
function orders(count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return orders(count - 1).flatMap((order) =>
    Array.from({ length: count }, (_, at) => order.toSpliced(at, 0, count - 1)),
  );
}

/** All ways to stand left or right. */
function sides(count: number): readonly (readonly boolean[])[] {
  if (count === 0) return [[]];
  return sides(count - 1).flatMap((side) => [
    [...side, true],
    [...side, false],
  ]);
}
