/** Overload of which a model names one law only. */
import type { Hypothesis, QueueOf, StationOf } from "../../platform/platform.ts";
import { isMultiple, isPrior, type Prior, type Quantity } from "../../platform/quantity.ts";
import type { Unknown } from "../../platform/unknowns-of.ts";
import { logNormal, logUniform } from "./rounded-prior.ts";

/**
 * The hypothesis with both laws of overload unknown where it says one is unknown and leaves the
 * other out. Measured loads hardly tell a slowdown that grows with the requests present from one
 * that grows with their square, and after a change they part: who looks for the one has not ruled
 * out the other. The prior of the other has the same effect at half the largest load.
 *
 * @param maxUsers the largest measured load
 * @returns the hypothesis itself where it names both laws or none
 */
export function eitherOverload(hypothesis: Hypothesis, maxUsers: number): Hypothesis {
  const half = maxUsers / 2;
  const either = (station: QueueOf<Quantity>): QueueOf<Quantity> => {
    const linear = unknownOf(station.overloadContention, hypothesis);
    const quadratic = unknownOf(station.overloadCoherency, hypothesis);
    if (quadratic !== null && station.overloadContention === 0) {
      return { ...station, overloadContention: scaled(quadratic, half) };
    }
    if (linear !== null && station.overloadCoherency === 0) {
      return { ...station, overloadCoherency: scaled(linear, 1 / half) };
    }
    return station;
  };
  const given = hypothesis.platform.stations;
  const stations = given.map(
    (station): StationOf<Quantity> => (station.kind === "queue" ? either(station) : station),
  );
  if (stations.every((station, i) => station === given[i])) return hypothesis;
  return { ...hypothesis, platform: { ...hypothesis.platform, stations } };
}

/**
 * Places from which the hypothesis with both laws is fitted: where the one with one law ended, the
 * other next to nothing; and the other as strong as the one was, the one next to nothing.
 *
 * @param position of the unknowns with one law, in their order
 */
export function eitherOverloadStarts(
  one: readonly Unknown[],
  position: readonly number[],
  both: readonly Unknown[],
): readonly (readonly number[])[] {
  const known = new Map(one.map(({ name }, i) => [name, position[i] ?? 0]));
  const added = new Set(both.map(({ name }) => name).filter((name) => !known.has(name)));
  return [
    both.map(({ name }) => known.get(name) ?? NEXT_TO_NOTHING),
    both.map(({ name }) => {
      if (added.has(name)) return known.get(otherLaw(name)) ?? 0;
      return added.has(otherLaw(name)) ? NEXT_TO_NOTHING : (known.get(name) ?? 0);
    }),
  ];
}

/** In prior deviations. */
const NEXT_TO_NOTHING = -2;

/** "stations.database.overloadCoherency" for the contention of the same station, and the reverse. */
function otherLaw(name: string): string {
  return name.endsWith("Contention")
    ? name.replace(/Contention$/, "Coherency")
    : name.replace(/Coherency$/, "Contention");
}

/** What is believed of a number; null where it is known. */
function unknownOf(quantity: Quantity, { numbers }: Hypothesis): Prior | null {
  if (isPrior(quantity)) return quantity;
  const named = isMultiple(quantity) ? numbers[quantity.of] : undefined;
  return isMultiple(quantity) && isPrior(named) ? scaled(named, quantity.times) : null;
}

function scaled(prior: Prior, times: number): Prior {
  switch (prior.prior) {
    case "logNormal":
      return logNormal(prior.median * times, prior.spread);
    case "logUniform":
      return logUniform(prior.low * times, prior.high * times);
    case "uniform":
      return { ...prior, low: prior.low * times, high: prior.high * times };
  }
}
