import type { Platform } from "../../platform/platform.ts";
import type { RoundedCount } from "./whole-platform.ts";

/** Deviations of the logarithm of a station's capacity, by its name; of those that drift. */
export type Drifts = Readonly<Record<string, number>>;

/** The platform with every capacity that drifts at its median, where it stands still, and what drifts. */
export function stillPlatform(platform: Platform): {
  readonly platform: Platform;
  readonly drifts: Drifts;
} {
  const drifts: Record<string, number> = {};
  const stations = platform.stations.map((station) => {
    if (station.kind === "delay" || station.drift === 0) return station;
    drifts[station.name] = station.drift;
    return { ...station, drift: 0 };
  });
  return { platform: { ...platform, stations }, drifts };
}

/** How it is said where one run has to stand for all. */
export function stilled(drifts: Drifts): readonly RoundedCount[] {
  return Object.entries(drifts).map(([name, from]) => ({ name: `drift of ${name}`, from, to: 0 }));
}
