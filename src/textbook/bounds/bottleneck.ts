import type { PerSecond, Seconds } from "../../units.ts";
import type { ClosedNetwork } from "../closed/closed-network.ts";
import { sumDemands } from "../closed/sum-demands.ts";

export interface Bottleneck {
  /** Positions in `stations` of the stations that saturate first; several where they tie. */
  readonly stations: readonly number[];
  /** Their demand for each server, D/c. */
  readonly demandPerServer: Seconds;
  /** The throughput at which they are busy all the time, c/D: no load drives it higher. */
  readonly throughputLimit: PerSecond;
}

/** Demands within rounding of each other tie: 0.3 and 0.1 + 0.2 are one demand. */
const tie = 1e-12;

/**
 * The station that limits throughput: the one with the largest demand for each server. Exact.
 * O(stations) time.
 *
 * Source: Denning & Buzen, "The Operational Analysis of Queueing Network Models", ACM
 * Computing Surveys 10(3) (1978) 225–261.
 *
 * @throws RangeError unless the network is valid
 */
export function bottleneck(network: ClosedNetwork): Bottleneck {
  const { largest } = sumDemands(network);
  const stations = [...network.stations.keys()].filter((i) => {
    const station = network.stations[i];
    if (station?.kind !== "queue") return false;
    const demand = (station.visits ?? 1) * station.serviceTime;
    return demand / (station.servers ?? 1) >= largest * (1 - tie);
  });
  return { stations, demandPerServer: largest, throughputLimit: 1 / largest };
}
