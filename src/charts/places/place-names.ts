import { type Box, covered, lineObstacles, type Obstacle, type Room } from "./free-place.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The room that a name takes, and the line that it belongs to, from left to right. */
export interface LineName extends Room {
  readonly line: readonly Point[];
}

/** Pixels between a name and its line, and from one place that is tried to the next. */
const GAP = 3;
const STEP = 6;
/** Further from its line a name goes only where it would cover something else. */
const OFFSETS = [0, 6, 12, 18, 24, 36, 48];

/** Costs: of a pixel from the right end, of a pixel from the line, of standing below it. */
const FROM_END = 0.05;
const FROM_LINE = 4;
const BELOW = 4;
/** Of each pixel further than a line of text: the name is then taken for that of something else. */
const FAR = 6;
const NEAR = 12;
/** Of another named line between a name and its own, with room for the name at its own: it would be read as the other's. */
const CROSSED = 6000;
/** Of a name that is covered by the next: more than anything else in a plot. */
const NAME = 60;

/**
 * Where the names of lines stand in a plot: each along its own line, above or below it, where it
 * covers least of the lines, marks and names there; at the right end where all is free.
 */
export function placeNames(
  names: readonly LineName[],
  obstacles: readonly Obstacle[],
  plot: Room,
): readonly Box[] {
  const taken: Obstacle[] = [...obstacles, ...names.flatMap(({ line }) => lineObstacles(line, 2))];
  return names.map((name) => {
    const others = names.filter((other) => other !== name).map(({ line }) => line);
    const box = placeOf(name, others, taken, plot);
    taken.push({ ...box, cost: NAME });
    return box;
  });
}

function placeOf(
  name: LineName,
  others: readonly (readonly Point[])[],
  taken: readonly Obstacle[],
  plot: Room,
): Box {
  let best: Box = { left: 0, top: 0, right: name.width, bottom: name.height };
  let least = Number.POSITIVE_INFINITY;
  const last = Math.max(0, plot.width - name.width);
  for (let left = last; left >= 0; left -= STEP) {
    const right = left + name.width;
    const span = spanOf(name.line, left, right);
    if (span === null) continue;
    for (const offset of OFFSETS) {
      for (const below of [false, true]) {
        const top = below ? span.bottom + GAP + offset : span.top - GAP - offset - name.height;
        if (top < 0 || top + name.height > plot.height) continue;
        const box = { left, top, right, bottom: top + name.height };
        const cost =
          covered(box, taken, GAP / 2) +
          FROM_END * (last - left) +
          FROM_LINE * (offset + (span.bottom - span.top) / 4) +
          FAR * Math.max(0, offset - NEAR) +
          CROSSED * others.filter((line) => isBetween(line, box, span)).length +
          (below ? BELOW : 0);
        if (cost >= least) continue;
        least = cost;
        best = box;
      }
    }
  }
  return best;
}

/**
 * Whether a line runs between a name and the line that it belongs to, all the way along the name,
 * although the name has room beside its own.
 */
function isBetween(line: readonly Point[], box: Box, own: { top: number; bottom: number }) {
  const other = spanOf(line, box.left, box.right);
  if (other === null) return false;
  const room = box.bottom - box.top + 2 * GAP;
  return box.top >= own.bottom
    ? other.top > own.bottom + room && other.bottom < box.top + GAP
    : other.bottom < own.top - room && other.top > box.bottom - GAP;
}

/** How high and how low a line runs between two places; null where it does not run at all. */
function spanOf(line: readonly Point[], left: number, right: number) {
  const heights = line.flatMap((to, i) => {
    const from = line[i - 1] ?? to;
    if (to.x < left || from.x > right) return [];
    const at = (x: number) =>
      to.x === from.x ? to.y : from.y + ((x - from.x) / (to.x - from.x)) * (to.y - from.y);
    return [at(Math.max(left, from.x)), at(Math.min(right, to.x))];
  });
  return heights.length === 0 ? null : { top: Math.min(...heights), bottom: Math.max(...heights) };
}
