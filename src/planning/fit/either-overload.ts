/** Overload of which a model names one law only. */
import type { Hypothesis, QueueOf, StationOf } from "../../platform/platform.ts";
import { isMultiple, isPrior, type Prior, type Quantity } from "../../platform/quantity.ts";
import { logNormal, logUniform } from "./rounded-prior.ts";

/**
 * The hypothesis with both laws of overload unknown where it says one is unknown and leaves the
 * other out. Measured loads hardly tell a slowdown that grows with the requests present from one
 * that grows with their square, and after a change they part: who looks for the one has not ruled
 * out the other. The prior of the other has the same effect at half the largest load.
 *
 * @param maxUsers the largest measured load
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
  const stations = hypothesis.platform.stations.map(
    (station): StationOf<Quantity> => (station.kind === "queue" ? either(station) : station),
  );
  return { ...hypothesis, platform: { ...hypothesis.platform, stations } };
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
