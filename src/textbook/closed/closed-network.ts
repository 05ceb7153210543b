/**
 * Single-class closed network: N users go round delays, queues of one or many servers and
 * load-dependent stations.
 *
 * Exact for product-form networks (Baskett, Chandy, Muntz & Palacios, JACM 22(2), 1975):
 * delays of any law; first-come-first-served queues with exponential service; processor
 * sharing with any law. Solved by Buzen's convolution of normalizing constants, which adds
 * and multiplies non-negative numbers only, so nothing cancels: multi-server mean-value
 * analysis subtracts and returns negative throughputs from some hundred users on.
 *
 * Sources: J. P. Buzen, "Computational Algorithms for Closed Queueing Networks with
 * Exponential Servers", CACM 16(9), 1973; Bolch, Greiner, de Meer & Trivedi, Queueing
 * Networks and Markov Chains, 2nd ed. (Wiley, 2006), §8.1.
 */

import { requireCount, requireNonNegative } from "../../require.ts";
import type { PerSecond, Seconds } from "../../units.ts";
import { at, countAt, nth } from "../element.ts";
import { demandOf, type NetworkStation } from "./network-station.ts";
import { ratioOf, type ScaledSeries, ScaledSum, scaledSeries } from "./scaled-series.ts";
import { stationMeans } from "./station-means.ts";
import { addSingleServer, addTerm, type StationTerm, termOf, weightsOf } from "./station-term.ts";

export type {
  DelayStation,
  LoadDependentStation,
  NetworkStation,
  QueueStation,
} from "./network-station.ts";

export interface ClosedNetwork {
  /** Mean think time Z between a reply and the next request, outside the response time. */
  readonly thinkTime: Seconds;
  readonly stations: readonly NetworkStation[];
}

export interface StationSolution {
  /** Completed visits per second, V·X. */
  readonly throughput: PerSecond;
  /** Time per request spent here over all visits, waiting included. */
  readonly residenceTime: Seconds;
  /** Mean number of users here. */
  readonly queueLength: number;
  /**
   * Queue: share of time that a server is busy, X·V·S/c. Load-dependent: share of time that
   * anybody is present. Delay: mean number of users here, which may exceed 1.
   */
  readonly utilization: number;
}

export interface ClosedNetworkSolution {
  /** Users N. */
  readonly users: number;
  /** Requests per second X. */
  readonly throughput: PerSecond;
  /** Mean response time R, the sum of the residence times; think time is not part of it. */
  readonly responseTime: Seconds;
  /** One for each station, in the order of the input. */
  readonly stations: readonly StationSolution[];
}

interface Prepared {
  readonly visits: number;
  readonly demand: number;
  readonly term: StationTerm | undefined;
}

/**
 * Solves the network for every population 1…maxUsers in one go. Exact.
 *
 * Cost: O(N) for each delay and single server, O(N·c) for each multi-server or table of c
 * values, O(N²) for a rate law; 500 users with a station of 10 servers take a fraction of a
 * millisecond, 10,000 users with a rate law about a tenth of a second.
 *
 * @throws RangeError unless maxUsers and servers are whole numbers ≥ 1, visits and thinkTime
 *   are ≥ 0, service times and rates are > 0 and a user spends some time somewhere
 * @example closedNetworkSweep({ thinkTime: 1.4, stations: [
 *   { kind: "queue", servers: 10, serviceTime: 0.065 },
 *   { kind: "delay", serviceTime: 0.02 } ] }, 500)[499].throughput // users 500
 */
export function closedNetworkSweep(
  network: ClosedNetwork,
  maxUsers: number,
): readonly ClosedNetworkSolution[] {
  return solveFrom(1, requireCount("maxUsers", maxUsers), network);
}

/** The solutions for first…N users; the constants of fewer are needed all the same. */
function solveFrom(
  first: number,
  N: number,
  network: ClosedNetwork,
): readonly ClosedNetworkSolution[] {
  const { stations, constants, unit, leaveOneOut } = convolve(network, N);

  const throughputs = new Float64Array(N + 1);
  for (let n = 1; n <= N; n++) throughputs[n] = ratioOf(constants, n - 1, constants, n) / unit;

  const columns = network.stations.map((station, k) => {
    const { visits, demand, term } = stations[k] as Prepared;
    const queueLengths = new Float64Array(N + 1);
    const utilizations = new Float64Array(N + 1);
    const others = leaveOneOut.get(k);
    if (term !== undefined && others !== undefined) {
      stationMeans(term, others, constants, first, N, queueLengths, utilizations);
    }
    for (let n = 1; n <= N; n++) {
      const flow = at(throughputs, n) * demand;
      if (station.kind === "delay") {
        queueLengths[n] = flow;
        utilizations[n] = flow;
      } else if (station.kind === "queue") {
        const servers = station.servers ?? 1;
        // The arrival theorem for one server: a visit finds the queue of one user less.
        if (servers === 1) queueLengths[n] = flow * (1 + at(queueLengths, n - 1));
        utilizations[n] = Math.min(1, flow / servers);
      }
    }
    return { visits, queueLengths, utilizations };
  });

  return Array.from({ length: N - first + 1 }, (_, i) => {
    const n = first + i;
    const X = at(throughputs, n);
    let responseTime = 0;
    const solved = columns.map(({ visits, queueLengths, utilizations }) => {
      const queueLength = at(queueLengths, n);
      const residenceTime = queueLength / X;
      responseTime += residenceTime;
      return {
        throughput: visits * X,
        residenceTime,
        queueLength,
        utilization: at(utilizations, n),
      };
    });
    return { users: n, throughput: X, responseTime, stations: solved };
  });
}

/**
 * Solves the network for one population. Exact; the constants cost as much as in
 * {@link closedNetworkSweep}, the means of stations only a step per user: 100,000 users at a
 * station of 10 servers and one of 1 take some milliseconds.
 *
 * @throws RangeError as {@link closedNetworkSweep}
 */
export function closedNetwork(network: ClosedNetwork, users: number): ClosedNetworkSolution {
  const N = requireCount("users", users);
  return solveFrom(N, N, network)[0] as ClosedNetworkSolution;
}

/**
 * Probabilities that 0, 1, … N users are at one station of the network. Exact.
 *
 * @param station index in `network.stations`
 * @throws RangeError as {@link closedNetworkSweep}, or if there is no such station
 */
export function stationProbabilities(
  network: ClosedNetwork,
  station: number,
  users: number,
): readonly number[] {
  const N = requireCount("users", users);
  const chosen = network.stations[requireCount("station", station, 0)];
  if (chosen === undefined) {
    throw new RangeError(`station must be below ${network.stations.length}, got ${station}`);
  }
  const { stations, unit, leaveOneOut } = convolve(network, N, station);
  const { visits, demand } = stations[station] as Prepared;
  if (visits === 0) return Array.from({ length: N + 1 }, (_, j) => (j === 0 ? 1 : 0));
  const own = weightsOf(chosen, demand / unit, unit, visits, N);
  const others = leaveOneOut.get(station) as ScaledSeries;
  const product = scaledSeries(N, (element, j) => {
    element.set(at(own.mantissas, j), countAt(own.blocks, j));
    element.scale(at(others.mantissas, N - j));
    element.block += countAt(others.blocks, N - j);
  });
  const total = new ScaledSum();
  for (const [j, mantissa] of product.mantissas.entries()) {
    total.add(mantissa, countAt(product.blocks, j));
  }
  total.normalize();
  return Array.from(
    product.mantissas,
    (mantissa, j) =>
      (mantissa / total.mantissa) * 2 ** (480 * (countAt(product.blocks, j) - total.block)),
  );
}

function convolve(network: ClosedNetwork, N: number, wanted = -1) {
  const Z = requireNonNegative("thinkTime", network.thinkTime);
  const demands = network.stations.map(demandOf);
  // Times in units of one user's whole round: answers are then the same in s and in ms.
  const unit = demands.reduce((sum, demand) => sum + demand, Z);
  if (unit === 0) throw new RangeError("thinkTime must be above 0 where no station takes time");

  let delay = Z / unit;
  const ratios: number[] = [];
  const terms: { readonly index: number; readonly term: StationTerm }[] = [];
  const stations = network.stations.map((station, index): Prepared => {
    const demand = nth(demands, index);
    const visits = station.visits ?? 1;
    let term: StationTerm | undefined;
    if (index === wanted) {
      term = undefined;
    } else if (demand === 0) {
      term = undefined;
    } else if (station.kind === "delay") {
      delay += demand / unit;
    } else if (station.kind === "queue" && (station.servers ?? 1) === 1) {
      ratios.push(demand / unit);
    } else {
      term = termOf(station, demand / unit, unit, visits, N);
      terms.push({ index, term });
    }
    return { visits, demand, term };
  });

  let fixed = scaledSeries(N, (element, n) => {
    if (n === 0) element.set(1, 0);
    else element.scale(delay / n);
  });
  for (const ratio of ratios) fixed = addSingleServer(fixed, ratio, N);

  const leaveOneOut = new Map<number, ScaledSeries>();
  let constants = fixed;
  const divide = (base: ScaledSeries, part: typeof terms): void => {
    const [first] = part;
    if (first === undefined) return;
    if (part.length === 1) {
      leaveOneOut.set(first.index, base);
      if (constants === fixed) constants = addTerm(base, first.term, N);
      return;
    }
    const middle = part.length >> 1;
    const [left, right] = [part.slice(0, middle), part.slice(middle)];
    divide(
      right.reduce((sum, { term }) => addTerm(sum, term, N), base),
      left,
    );
    divide(
      left.reduce((sum, { term }) => addTerm(sum, term, N), base),
      right,
    );
  };
  divide(fixed, terms);

  // `constants` lacks the wanted station: of all others.
  if (wanted >= 0) leaveOneOut.set(wanted, constants);
  return { stations, constants, unit, leaveOneOut };
}
