/**
 * Mixed networks: some classes are closed (users who wait for their reply), others open
 * (requests that come at a given rate whatever happens).
 *
 * Open classes take their share of each queue first; closed classes see a station slower by
 * 1/(1 - U_open); open requests queue behind the closed ones. Exact for product-form networks.
 *
 * Source: Lazowska et al., Quantitative System Performance (1984), §7.4.3 "Mixed Models";
 * Bolch et al., Queueing Networks and Markov Chains, 2nd ed. (2006), §8.2.3.
 */

import { requireNonNegative } from "../../require.ts";
import type { PerSecond } from "../../units.ts";
import { multiclassMva } from "../closed/multiclass-mva.ts";
import {
  type ClassAtStation,
  type ClassSolution,
  flatten,
  type MulticlassNetwork,
  type MulticlassSolution,
  type MulticlassStation,
  requireProductForm,
  requireSingleServers,
} from "../closed/multiclass-network.ts";
import { nth } from "../element.ts";

import { spareOfClasses } from "./spare-servers.ts";

export interface MixedStation extends MulticlassStation {
  /** Demand of each open class, in the order of `openClasses`. */
  readonly openDemands: readonly number[];
}

export interface MixedNetwork extends MulticlassNetwork {
  readonly stations: readonly MixedStation[];
  readonly openClasses: readonly { readonly name?: string; readonly arrivalRate: PerSecond }[];
}

export interface MixedSolution {
  /** The closed classes. Utilizations are their own share of the stations. */
  readonly closed: MulticlassSolution;
  readonly open: {
    readonly classes: readonly ClassSolution[];
    /** For each station, the open classes there. */
    readonly stations: readonly (readonly ClassAtStation[])[];
  };
}

/**
 * Solves a mixed network of single servers and delays exactly; cost of `multiclassMva`.
 *
 * @throws RangeError if a number is out of range, open classes alone fill a queue, a queue has
 *   several servers, or nobody is in the closed classes
 */
export function mixedNetwork(network: MixedNetwork): MixedSolution {
  requireSingleServers(flatten(network), "simulation");
  requireProductForm({
    classes: network.classes,
    stations: network.stations.map((one) => ({
      ...one,
      demands: [...one.demands, ...one.openDemands],
    })),
  });
  const rates = network.openClasses.map(({ arrivalRate }, r) =>
    requireNonNegative(`openClasses[${r}].arrivalRate`, arrivalRate),
  );
  const free = network.stations.map(({ kind, openDemands }, i) => {
    if (openDemands.length !== rates.length) {
      throw new RangeError(
        `stations[${i}].openDemands must be ${rates.length}, one for each open class, got ${openDemands.length}`,
      );
    }
    const loads = openDemands.map((demand, r) => ({
      arrivalRate: rates[r] ?? 0,
      visits: 1,
      serviceTime: requireNonNegative(`stations[${i}].openDemands[${r}]`, demand),
    }));
    if (kind === "delay") return 1;
    // Everything is divided by this share: taken without the rounding of the products.
    const spare = spareOfClasses(1, loads);
    if (!(spare > 0)) {
      throw new RangeError(
        `stations[${i}] must be loaded below 1 by open classes, got ${1 - spare}`,
      );
    }
    return spare;
  });

  const seen = multiclassMva({
    classes: network.classes,
    stations: network.stations.map((station, i) => ({
      kind: station.kind,
      demands: station.demands.map((demand) => demand / nth(free, i)),
    })),
  });
  const closed: MulticlassSolution = {
    classes: seen.classes,
    stations: seen.stations.map((station, i) => {
      const share = nth(free, i);
      return {
        queueLength: station.queueLength,
        utilization: station.utilization * share,
        classes: station.classes.map((at) => ({ ...at, utilization: at.utilization * share })),
      };
    }),
  };
  const responseTimes = rates.map(() => 0);
  const stations = network.stations.map(({ kind, openDemands }, i) =>
    openDemands.map((demand, r): ClassAtStation => {
      const others = kind === "delay" ? 0 : (closed.stations[i]?.queueLength ?? 0);
      const residenceTime = (demand * (1 + others)) / nth(free, i);
      const rate = nth(rates, r);
      responseTimes[r] = nth(responseTimes, r) + residenceTime;
      return { residenceTime, queueLength: rate * residenceTime, utilization: rate * demand };
    }),
  );
  return {
    closed,
    open: {
      classes: rates.map((throughput, r) => ({
        throughput,
        responseTime: nth(responseTimes, r),
      })),
      stations,
    },
  };
}
