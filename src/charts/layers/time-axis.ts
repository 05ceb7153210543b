import type { JsonObject } from "./chart-spec.ts";

export interface TimeScale {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** A logarithmic scale of seconds that holds all values, with ticks at 1, 2 and 5. */
export function timeScale(values: readonly number[], headroom = 1.6): TimeScale {
  const positive = values.filter((value) => value > 0);
  const low = positive.length === 0 ? 0.01 : Math.min(...positive) / 1.25;
  const high = positive.length === 0 ? 1 : Math.max(...positive) * headroom;
  return { domain: [low, high], ticks: ticksBetween(low, high) };
}

/** Pixels from the top at which a value stands on a logarithmic scale of that height. */
export function timePosition(scale: TimeScale, height: number, value: number): number {
  const [low, high] = scale.domain;
  const inside = Math.min(high, Math.max(low, value));
  return height * (1 - Math.log(inside / low) / Math.log(high / low));
}

/** Pixels that a tick of an axis needs. */
const TICK_ROOM = 22;

/** The ticks that a plot of that height has room for: all, or those of whole decades. */
export function ticksFor({ domain, ticks }: TimeScale, height: number): readonly number[] {
  if (ticks.length * TICK_ROOM <= height) return ticks;
  const decades = ticks.filter((tick) => Math.abs(Math.log10(tick) % 1) < 1e-9);
  if (decades.length > 1) return decades;
  return ticks.filter((_, i) => i % 2 === 0).filter((tick) => tick >= domain[0]);
}

/** The channel y of a response time, in ms below a second and in s from there on. */
export function timeChannel(scale: TimeScale, title: string, axis: JsonObject = {}): JsonObject {
  return {
    field: "value",
    type: "quantitative",
    scale: { type: "log", domain: scale.domain, nice: false, clamp: true },
    axis: {
      title,
      values: scale.ticks,
      labelExpr:
        "datum.value < 1 ? format(datum.value * 1000, '~r') + ' ms' : format(datum.value, '~r') + ' s'",
      ...axis,
    },
  };
}

function ticksBetween(low: number, high: number): number[] {
  const decades = Math.log10(high / low);
  // Past four decades the 2s and 5s would crowd.
  const steps = decades > 4 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const step of steps) ticks.push(Number(`${step}e${power}`));
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}
