/** One plausible staging platform as production would be, by numbers that nobody knows yet. */
import { numberAt } from "../../entry-at.ts";
import type { ModelError } from "../../limits/model-error.ts";
import { applyScenario } from "../../platform/levers/change/apply-scenario.ts";
import type { LeverName } from "../../platform/levers/levers.ts";
import type { Platform } from "../../platform/platform.ts";
import type { DrawnPlatform } from "../what-if/drawn-platform.ts";
import { type Production, type SpeedPrior, usualSpeed } from "./production.ts";

type Station = Platform["stations"][number];

/**
 * Of servers that production has more or fewer, the capacity follows their number to this power:
 * twice the cores are worth a little less than twice, since threads share cores, caches and buses.
 */
const WORTH = { mean: 0.95, deviation: 0.08 } as const;

/** What the model misses on machines it has not seen, as deviations of logarithms. */
const MISSED = { time: 0.1, throughput: 0.1 } as const;

export interface ProductionDraw {
  /** How many standard normal numbers `at` wants. */
  readonly unknowns: number;
  /** Production by standard normal numbers: speeds, worths of servers, errors of the model. */
  readonly at: (z: readonly number[]) => {
    readonly platform: Platform;
    readonly modelError: ModelError;
  };
  /** Speed of each station by the same numbers. */
  readonly speeds: (z: readonly number[]) => Readonly<Record<string, number>>;
  /** Levers of the sizes that find nothing to act on here. */
  readonly without: readonly LeverName[];
}

/** @throws RangeError where a size makes no sense on this platform */
export function productionDraw(
  { platform: staging, modelError }: DrawnPlatform,
  { sizes, speeds }: Pick<Production, "sizes" | "speeds">,
): ProductionDraw {
  const { platform: sized, without } =
    sizes === null ? { platform: staging, without: [] } : applyScenario(sizes, staging);
  const priors = sized.stations.map((station) => priorOf(station, speeds));
  const grown = sized.stations.map((station) => growth(station, staging));
  const worths = grown.flatMap((ratio, i) => (ratio === 1 ? [] : [i]));
  const [firstWorth, firstError] = [priors.length, priors.length + worths.length];
  const speedOf = (i: number, z: readonly number[]) => {
    const { median, spread } = priors[i] ?? usualSpeed;
    return median * Math.exp(spread * numberAt(z, i));
  };
  const worthOf = (i: number, z: readonly number[]) => {
    const place = worths.indexOf(i);
    if (place < 0) return 1;
    const power = WORTH.mean + WORTH.deviation * numberAt(z, firstWorth + place);
    return numberAt(grown, i) ** (power - 1);
  };
  return {
    unknowns: firstError + 2,
    at: (z) => ({
      platform: {
        ...sized,
        stations: sized.stations.map((station, i) =>
          withMachine(station, speedOf(i, z), worthOf(i, z)),
        ),
      },
      modelError: {
        ...modelError,
        time: modelError.time * Math.exp(MISSED.time * numberAt(z, firstError)),
        throughput:
          modelError.throughput * Math.exp(MISSED.throughput * numberAt(z, firstError + 1)),
      },
    }),
    speeds: (z) => Object.fromEntries(sized.stations.map(({ name }, i) => [name, speedOf(i, z)])),
    without,
  };
}

function priorOf({ name, role }: Station, speeds: readonly SpeedPrior[]): SpeedPrior {
  const named = (wanted: string) => speeds.find(({ station }) => station === wanted);
  return named(name) ?? named(role) ?? named("*") ?? usualSpeed;
}

/** By what its servers were multiplied; a station that is new or waits for nobody has none. */
function growth(station: Station, { stations }: Platform): number {
  const before = stations.find(({ name }) => name === station.name);
  if (station.kind !== "queue" || before?.kind !== "queue") return 1;
  return station.servers / before.servers;
}

function withMachine(station: Station, speed: number, worth: number): Station {
  const work = station.work.map((one) => ({ ...one, demand: one.demand / speed }));
  return station.kind === "queue"
    ? { ...station, work, servers: station.servers * worth }
    : { ...station, work };
}
