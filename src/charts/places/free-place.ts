/** Where a note may stand in a plot without covering what is drawn there. Pixels from the top left. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What must stay visible, and how much it costs to cover a pixel of it. */
export interface Obstacle extends Box {
  readonly cost?: number;
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Places that are tried lie this far apart. */
const STEP = 6;
const MARGIN = 3;

/**
 * The place of a note that covers least, and of those the nearest to what it belongs to; with what
 * it costs, to be held against that of a note of another shape.
 *
 * @param near the point that the note belongs to
 */
export function freePlace(
  note: Room,
  near: { readonly x: number; readonly y: number },
  obstacles: readonly Obstacle[],
  plot: Room,
): { readonly left: number; readonly top: number; readonly cost: number } {
  let best = { left: 0, top: 0 };
  let least = Number.POSITIVE_INFINITY;
  const [lastLeft, lastTop] = [plot.width - note.width, plot.height - note.height];
  for (let top = 0; top <= Math.max(0, lastTop); top += STEP) {
    for (let left = 0; left <= Math.max(0, lastLeft); left += STEP) {
      const box = { left, top, right: left + note.width, bottom: top + note.height };
      const cost = covered(box, obstacles) + 0.4 * distance(box, near);
      if (cost >= least) continue;
      least = cost;
      best = { left, top };
    }
  }
  return { ...best, cost: least };
}

/** What a box hides, and what comes nearer to it than twice the margin. */
export function covered(box: Box, obstacles: readonly Obstacle[], margin = MARGIN): number {
  return obstacles.reduce((sum, one) => {
    const width = Math.min(box.right, one.right) - Math.max(box.left, one.left) + 2 * margin;
    const height = Math.min(box.bottom, one.bottom) - Math.max(box.top, one.top) + 2 * margin;
    return width > 0 && height > 0 ? sum + (one.cost ?? 1) * (40 + width * height) : sum;
  }, 0);
}

function distance({ left, top, right, bottom }: Box, { x, y }: { x: number; y: number }): number {
  const across = Math.max(left - x, 0, x - right);
  const down = Math.max(top - y, 0, y - bottom);
  return Math.hypot(across, down);
}

/** A line through points as boxes between neighbors. */
export function lineObstacles(
  points: readonly { readonly x: number; readonly y: number }[],
  cost = 1,
): Obstacle[] {
  return points.slice(1).map((to, i) => {
    const from = points[i] ?? to;
    return {
      left: Math.min(from.x, to.x),
      right: Math.max(from.x, to.x),
      top: Math.min(from.y, to.y),
      bottom: Math.max(from.y, to.y),
      cost,
    };
  });
}

/** A mark around a point. */
export function markObstacle(x: number, y: number, radius: number, cost = 3): Obstacle {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius, cost };
}
