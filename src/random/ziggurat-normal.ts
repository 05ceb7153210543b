import type { RandomStream } from "./random-stream.ts";

/** Layers of equal area under exp(−x²/2), x ≥ 0. */
const LAYERS = 256;

/**
 * Right edge of the lowest full layer and the area of each: where 256 layers just close at the
 * top, found by bisection on r with area r·f(r) + √(π/2)·erfc(r/√2); the test walks the layers.
 */
const EDGE = 3.654152885361009;
const AREA = 0.004928673233974658;

/** Numbers of 23 bits that remain of a word: 8 have chosen the layer and 1 the sign. */
const CELLS = 2 ** 23;

/** Width of each layer, over CELLS; layer 0 is the bottom one and holds the tail. */
const widths = new Float64Array(LAYERS);
/** Below this number of 23 bits the point lies under the curve whatever its height. */
const inside = new Int32Array(LAYERS);
/** exp(−x²/2) at the layers' right edges: layer i lies between heights[i] and heights[i + 1]. */
const heights = new Float64Array(LAYERS + 1);

{
  const edges = new Float64Array(LAYERS + 1);
  edges[0] = AREA / Math.exp((-EDGE * EDGE) / 2);
  edges[1] = EDGE;
  for (let i = 1; i < LAYERS; i++) {
    const edge = edges[i] ?? 0;
    heights[i] = Math.exp((-edge * edge) / 2);
    const next = AREA / edge + (heights[i] ?? 0);
    if (i + 1 < LAYERS) edges[i + 1] = Math.sqrt(-2 * Math.log(next));
  }
  heights[LAYERS] = 1;
  for (let i = 0; i < LAYERS; i++) {
    const edge = edges[i] ?? 0;
    widths[i] = edge / CELLS;
    inside[i] = Math.floor(((edges[i + 1] ?? 0) / edge) * CELLS);
  }
}

/**
 * One draw from the standard normal distribution: the ziggurat, some four times as fast as
 * `normal`. 98.8 % of draws take one number from the stream, the others more; where streams must
 * stay in step use `normal`.
 *
 * Layer, sign and place take 8, 1 and 23 bits of the number and so are independent. Within a
 * layer values lie on a grid of 2^−23 of its width, at most 5e-7; else exact.
 *
 * Source: Marsaglia & Tsang, "The ziggurat method for generating random variables", Journal
 * of Statistical Software 5(8) (2000); the tail: Marsaglia, Technometrics 6 (1964).
 */
export function zigguratNormal(stream: RandomStream): number {
  return normalFrom(stream.next(), stream);
}

/** The same draw where its first number has been taken from the stream already. */
export function normalFrom(word: number, stream: RandomStream): number {
  const layer = word & (LAYERS - 1);
  const sign = 1 - ((word & LAYERS) >>> 7); // without a branch, which would be guessed wrong half the time
  const cell = word >>> 9;
  if (cell < (inside[layer] ?? 0)) return sign * (cell + 0.5) * (widths[layer] ?? 0);
  return rareNormal(layer, sign, cell, stream);
}

/** In the tail, or in the part of a layer that sticks out from under the curve. */
function rareNormal(layer: number, sign: number, cell: number, stream: RandomStream): number {
  if (layer === 0) return sign * tail(stream);
  const x = (cell + 0.5) * (widths[layer] ?? 0);
  const low = heights[layer] ?? 0;
  const high = heights[layer + 1] ?? 0;
  if (low + stream.uniform() * (high - low) < Math.exp((-x * x) / 2)) return sign * x;
  return zigguratNormal(stream);
}

/** A normal given that it is beyond the edge. */
function tail(stream: RandomStream): number {
  for (;;) {
    const beyond = -Math.log(stream.uniform()) / EDGE;
    if (-2 * Math.log(stream.uniform()) > beyond * beyond) return EDGE + beyond;
  }
}
