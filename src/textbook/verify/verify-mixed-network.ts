import { multiclassConvolution } from "../closed/multiclass-convolution.ts";
import { type MixedNetwork, mixedNetwork } from "../open/mixed-network.ts";
import { compare, type Verification } from "./verification.ts";

/**
 * A mixed network: its closed part by mean-value analysis and by convolution over the lattice,
 * at stations slowed by the open classes. Cost of both.
 *
 * @throws RangeError as `mixedNetwork`
 */
export function verifyMixedNetwork(network: MixedNetwork): readonly Verification[] {
  const { closed } = mixedNetwork(network);
  const second = multiclassConvolution({
    classes: network.classes,
    stations: network.stations.map(({ kind, demands, openDemands }) => {
      const load = openDemands.reduce(
        (sum, demand, r) => sum + demand * (network.openClasses[r]?.arrivalRate ?? 0),
        0,
      );
      return { kind, demands: demands.map((d) => (kind === "delay" ? d : d / (1 - load))) };
    }),
  });
  return closed.classes.map(({ throughput }, r) =>
    compare(`throughput of class ${r + 1}`, throughput, second.classes[r]?.throughput ?? 0),
  );
}
