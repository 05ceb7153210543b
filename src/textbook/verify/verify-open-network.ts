import { mg1 } from "../open/mg1.ts";
import { type OpenNetwork, openNetwork } from "../open/open-network.ts";
import { compare, type Verification } from "./verification.ts";
import { chainMmc } from "./verify-mmc.ts";

/**
 * An open network against the birth-death chain of each station under its whole load (one server
 * first come, first served: against Pollaczek and Khinchine's formula), and against Little's law
 * over all classes. Cost O(servers).
 *
 * @throws RangeError as openNetwork
 */
export function verifyOpenNetwork(network: OpenNetwork): readonly Verification[] {
  const first = openNetwork(network);
  const stations = network.stations.map((station, k) => {
    let arrivalRate = 0;
    let load = 0;
    for (const one of network.classes) {
      arrivalRate += one.arrivalRate * (one.visits[k] ?? 0);
      load += one.arrivalRate * (one.visits[k] ?? 0) * (one.serviceTimes[k] ?? 0);
    }
    const mean = arrivalRate > 0 ? load / arrivalRate : 0;
    // Of the mixture of exponential laws, where it is not exponential itself: E[S²]/E[S]² - 1.
    const square = network.classes.reduce(
      (sum, { arrivalRate: rate, visits, serviceTimes }) =>
        sum + 2 * rate * (visits[k] ?? 0) * (serviceTimes[k] ?? 0) ** 2,
      0,
    );
    const serviceVariation = load > 0 ? square / arrivalRate / mean ** 2 - 1 : 1;
    if (station.discipline === "fifo" && (station.servers ?? 1) === 1 && load > 0) {
      const second = mg1({ arrivalRate, serviceTime: mean, serviceVariation }).queueLength;
      return compare(`queueLength of ${station.name}`, first.stations[k]?.queueLength ?? 0, second);
    }
    const second =
      station.kind === "delay" || load === 0
        ? load
        : chainMmc({ arrivalRate, serviceTime: load / arrivalRate, servers: station.servers ?? 1 })
            .queueLength;
    return compare(`queueLength of ${station.name}`, first.stations[k]?.queueLength ?? 0, second);
  });
  const inside = first.classes.reduce((sum, one) => sum + one.throughput * one.responseTime, 0);
  return [...stations, compare("Little's law", first.queueLength, inside)];
}
