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
import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import type { PerSecond, Seconds } from "../../units.ts";
import { type RateLaw, readRates } from "./rate-law.ts";
import { ratioOf, type ScaledSeries, ScaledSum, scaledSeries } from "./scaled-series.ts";

interface Visited {
  readonly name?: string;
  /** Mean visits V to the station per request, default 1. */
  readonly visits?: number;
}

/** A station where nobody waits for anybody: network transfer, a sleep, a remote call. */
export interface DelayStation extends Visited {
  readonly kind: "delay";
  /** Mean time S of one visit. */
  readonly serviceTime: Seconds;
}

/** A station with one queue and c equal servers, default 1. */
export interface QueueStation extends Visited {
  readonly kind: "queue";
  /** Mean service time S of one visit. */
  readonly serviceTime: Seconds;
  readonly servers?: number;
}

/** A station whose speed depends on the number of users present, in completed visits/s. */
export interface LoadDependentStation extends Visited {
  readonly kind: "loadDependent";
  readonly rates: RateLaw;
}

export type NetworkStation = DelayStation | QueueStation | LoadDependentStation;

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

/** What the convolution needs of a station, in units of the whole demand. */
interface Term {
  /** f(0)…f(m-1): weights of j users at the station. */
  readonly head: ScaledSeries;
  readonly meanHead: Float64Array;
  /** f(m), and the ratio of every later weight to the one before. */
  readonly tail: ScaledSum;
  readonly ratio: number;
}

interface Prepared {
  readonly visits: number;
  readonly demand: number;
  readonly term: Term | undefined;
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
      const flow = (throughputs[n] as number) * demand;
      if (station.kind === "delay") {
        queueLengths[n] = flow;
        utilizations[n] = flow;
      } else if (station.kind === "queue") {
        const servers = station.servers ?? 1;
        // The arrival theorem for one server: a visit finds the queue of one user less.
        if (servers === 1) queueLengths[n] = flow * (1 + (queueLengths[n - 1] as number));
        utilizations[n] = Math.min(1, flow / servers);
      }
    }
    return { visits, queueLengths, utilizations };
  });

  return Array.from({ length: N - first + 1 }, (_, i) => {
    const n = first + i;
    const X = throughputs[n] as number;
    let responseTime = 0;
    const solved = columns.map(({ visits, queueLengths, utilizations }) => {
      const queueLength = queueLengths[n] as number;
      const residenceTime = queueLength / X;
      responseTime += residenceTime;
      return {
        throughput: visits * X,
        residenceTime,
        queueLength,
        utilization: utilizations[n] as number,
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
    element.set(own.mantissas[j] as number, own.blocks[j] as number);
    element.scale(others.mantissas[N - j] as number);
    element.block += others.blocks[N - j] as number;
  });
  const total = new ScaledSum();
  for (const [j, mantissa] of product.mantissas.entries()) {
    total.add(mantissa, product.blocks[j] as number);
  }
  total.normalize();
  return Array.from(
    product.mantissas,
    (mantissa, j) =>
      (mantissa / total.mantissa) * 2 ** (480 * ((product.blocks[j] as number) - total.block)),
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
  const terms: { readonly index: number; readonly term: Term }[] = [];
  const stations = network.stations.map((station, index): Prepared => {
    const demand = demands[index] as number;
    const visits = station.visits ?? 1;
    let term: Term | undefined;
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

/** Mean time per request with nobody else around, V·S. */
function demandOf(station: NetworkStation): Seconds {
  const visits = requireNonNegative("visits", station.visits ?? 1);
  if (station.kind === "loadDependent") {
    const { rates } = readRates(station.rates, 1);
    return visits / (rates[1] as number);
  }
  if (station.kind === "queue") requireCount("servers", station.servers ?? 1);
  return visits * requirePositive("serviceTime", station.serviceTime);
}

/** The step f(j)/f(j-1) of the weight of j users, and from which j on it stays equal. */
function stepsOf(
  station: NetworkStation,
  demand: number,
  unit: number,
  visits: number,
  N: number,
): { readonly step: (j: number) => number; readonly constantFrom: number } {
  if (station.kind === "loadDependent") {
    const { rates, constantFrom } = readRates(station.rates, N);
    return { step: (j) => visits / ((rates[j] as number) * unit), constantFrom };
  }
  const c = station.kind === "delay" ? Number.POSITIVE_INFINITY : (station.servers ?? 1);
  return { step: (j) => demand / Math.min(j, c), constantFrom: Math.min(c, N) };
}

function weightsOf(
  station: NetworkStation,
  demand: number,
  unit: number,
  visits: number,
  N: number,
): ScaledSeries {
  const { step } = stepsOf(station, demand, unit, visits, N);
  return scaledSeries(N, (element, j) => {
    if (j === 0) element.set(1, 0);
    else element.scale(step(j));
  });
}

function termOf(
  station: NetworkStation,
  demand: number,
  unit: number,
  visits: number,
  N: number,
): Term {
  const { step, constantFrom: m } = stepsOf(station, demand, unit, visits, N);
  const head = scaledSeries(m - 1, (element, j) => {
    if (j === 0) element.set(1, 0);
    else element.scale(step(j));
  });
  const meanHead = head.mantissas.map((mantissa, j) => mantissa * j);
  const tail = new ScaledSum().set(head.mantissas[m - 1] as number, head.blocks[m - 1] as number);
  return { head, meanHead, tail: tail.scale(step(m)), ratio: step(m) };
}

/** g ⊕ f of one server: h(n) = g(n) + D·h(n-1). */
function addSingleServer(g: ScaledSeries, ratio: number, N: number): ScaledSeries {
  return scaledSeries(N, (element, n) => {
    element.scale(ratio);
    element.add(g.mantissas[n] as number, g.blocks[n] as number);
    element.normalize();
  });
}

/**
 * g ⊕ f where f becomes geometric from m on: the head by its definition, the tail by
 * T(n) = r·T(n-1) + f(m)·g(n-m), so the cost is O(N·m) and no sum holds a negative term.
 */
function addTerm(g: ScaledSeries, term: Term, N: number): ScaledSeries {
  const { head, tail, ratio } = term;
  const m = head.mantissas.length;
  const rest = new ScaledSum();
  return scaledSeries(N, (element, n) => {
    rest.scale(ratio);
    if (n >= m) {
      rest.add(tail.mantissa * (g.mantissas[n - m] as number), tail.block + blockOf(g, n - m));
    }
    element.mantissa = 0;
    element.addProducts(head.mantissas, head, g, n, Math.min(n, m - 1));
    element.add(rest.mantissa, rest.block);
    element.normalize();
  });
}

/** Mean number and share of time occupied for n = first…N, from the constants of all others. */
function stationMeans(
  term: Term,
  others: ScaledSeries,
  constants: ScaledSeries,
  first: number,
  N: number,
  queueLengths: Float64Array,
  utilizations: Float64Array,
): void {
  const { head, meanHead, tail, ratio } = term;
  const m = head.mantissas.length;
  const rest = new ScaledSum(); // Σ f(j)·g(n-j) over j ≥ m
  const meanRest = new ScaledSum(); // Σ j·f(j)·g(n-j) over j ≥ m
  const busyHead = head.mantissas.map((mantissa, j) => (j === 0 ? 0 : mantissa));
  const element = new ScaledSum();
  for (let n = 0; n <= N; n++) {
    meanRest.add(rest.mantissa, rest.block);
    meanRest.scale(ratio);
    rest.scale(ratio);
    if (n >= m) {
      const block = tail.block + blockOf(others, n - m);
      const weight = tail.mantissa * (others.mantissas[n - m] as number);
      rest.add(weight, block);
      meanRest.add(weight * m, block);
    }
    if (n < first) continue;
    const last = Math.min(n, m - 1);
    element.mantissa = 0;
    element.addProducts(busyHead, head, others, n, last);
    element.add(rest.mantissa, rest.block);
    utilizations[n] = Math.min(1, share(element.normalize(), constants, n));
    element.mantissa = 0;
    element.addProducts(meanHead, head, others, n, last);
    element.add(meanRest.mantissa, meanRest.block);
    queueLengths[n] = share(element.normalize(), constants, n);
  }
}

function share(part: ScaledSum, whole: ScaledSeries, n: number): number {
  const distance = part.block - blockOf(whole, n);
  const ratio = part.mantissa / (whole.mantissas[n] as number);
  return distance === 0 ? ratio : ratio * 2 ** (480 * distance);
}

function blockOf(series: ScaledSeries, index: number): number {
  return series.blocks[index] as number;
}
