import { requireCount, requireNonNegative } from "../../require.ts";
import type { PerSecond, Seconds, Share } from "../../units.ts";
import { nth } from "../element.ts";
import { waitShare } from "./erlang-c.ts";
import { overloaded } from "./require-stable.ts";
import { spareOfClasses } from "./spare-servers.ts";

/** A station of an open network. */
export interface OpenNetworkStation {
  readonly name: string;
  /** A queue of equal servers, or a delay at which nobody waits. */
  readonly kind: "queue" | "delay";
  /** Equal servers c of a queue, default 1. */
  readonly servers?: number;
  /** How a queue serves: "ps" (default) shares its servers evenly, "fifo" in order of arrival. */
  readonly discipline?: "ps" | "fifo";
}

/** A class of requests that arrive from outside and leave in the end. */
export interface OpenClass {
  readonly name: string;
  /** Arrival rate λ of the class at the network; 0 or more. */
  readonly arrivalRate: PerSecond;
  /** Visits V to each station, in the order of the stations; 0 or more. */
  readonly visits: readonly number[];
  /** Mean service time S of one visit to each station; 0 or more. */
  readonly serviceTimes: readonly Seconds[];
}

export interface OpenNetwork {
  readonly stations: readonly OpenNetworkStation[];
  readonly classes: readonly OpenClass[];
}

/** What one class meets at one station. */
export interface OpenClassAtStation {
  /** Visits per second, X = λ·V. */
  readonly throughput: PerSecond;
  /** Response time of one visit. */
  readonly responseTime: Seconds;
  /** Residence time of all visits of a request, V times the response time. */
  readonly residenceTime: Seconds;
  /** Mean number of the class at the station. */
  readonly queueLength: number;
  /** Its part of the station's utilization; 0 at a delay. */
  readonly utilization: Share;
}

export interface OpenNetworkSolution {
  readonly stations: readonly {
    readonly name: string;
    readonly throughput: PerSecond;
    readonly utilization: Share;
    readonly queueLength: number;
    readonly probabilityOfWait: Share;
  }[];
  readonly classes: readonly {
    readonly name: string;
    readonly throughput: PerSecond;
    /** Mean time from arrival to departure, over all visits. */
    readonly responseTime: Seconds;
    readonly queueLength: number;
    readonly perStation: readonly OpenClassAtStation[];
  }[];
  /** Requests of all classes per second, and their mean response time (0 without any). */
  readonly throughput: PerSecond;
  readonly responseTime: Seconds;
  readonly queueLength: number;
  /** The busiest station that can saturate; null if there is none. */
  readonly bottleneck: string | null;
  /** All arrival rates may be multiplied by less than this before the bottleneck saturates; null without one. */
  readonly growthLimit: number | null;
}

/**
 * An open product-form network, of one class (Jackson) or several (BCMP).
 *
 * Exact if every station shares its servers evenly (PS), or is FCFS with exponential
 * service of the same mean for all classes, or is a delay; arrivals are Poisson. Each
 * station is then an M/M/c of its whole load a = Σ λVS: the number in it splits among the
 * classes as their loads do. Visits of a class may come from trafficEquations. Cost: K·R plus
 * about √c per station.
 *
 * A FCFS queue that serves classes in unequal times has no product form: where it is the only
 * queue, of one server, and a request comes there at most once, it is M/G/1 of the mixed service
 * law, exact; others are refused.
 *
 * Source: Baskett, Chandy, Muntz & Palacios, J. ACM 22 (1975) 248-260; Lazowska, Zahorjan,
 * Graham & Sevcik, Quantitative System Performance (1984), §6.3 and §7.3; of M/G/1 Kleinrock,
 * Queueing Systems I (1975), §5.6.
 *
 * @throws RangeError if a list does not match the stations, a number is negative, servers
 *   are no whole number ≥ 1, a station cannot keep up or has no known answer (naming it and its
 *   remedy)
 */
export function openNetwork(network: OpenNetwork): OpenNetworkSolution {
  const loads = network.classes.map((one) => classLoads(one, network.stations.length));
  requireOneWithoutProductForm(network, loads);
  const stations = network.stations.map((station, k) => {
    const throughput = loads.reduce((sum, load) => sum + (load[k]?.throughput ?? 0), 0);
    const a = loads.reduce((sum, load) => sum + (load[k]?.load ?? 0), 0);
    return { name: station.name, throughput, load: a, ...crowd(station, throughput, loads, k) };
  });
  const classes = network.classes.map((one, r) => {
    const perStation = stations.map((station, k): OpenClassAtStation => {
      const { throughput = 0, load = 0, serviceTime = 0, visits = 0 } = loads[r]?.[k] ?? {};
      const responseTime = serviceTime * station.stretch + (load > 0 ? station.wait : 0);
      return {
        throughput,
        responseTime,
        residenceTime: visits * responseTime,
        queueLength: load * station.stretch + (load > 0 ? throughput * station.wait : 0),
        utilization: Math.min(1, load / station.servers),
      };
    });
    return {
      name: one.name,
      throughput: one.arrivalRate,
      responseTime: total(perStation, (at) => at.residenceTime),
      queueLength: total(perStation, (at) => at.queueLength),
      perStation,
    };
  });
  const throughput = total(classes, (one) => one.throughput);
  const queueLength = total(classes, (one) => one.queueLength);
  const busiest = stations.reduce<(typeof stations)[number] | null>(
    (most, one) => (one.load / one.servers > (most ? most.load / most.servers : 0) ? one : most),
    null,
  );
  return {
    stations: stations.map((one) => ({
      name: one.name,
      throughput: one.throughput,
      utilization: Math.min(1, one.load / one.servers),
      queueLength: one.load * one.stretch + one.throughput * one.wait,
      probabilityOfWait: one.probabilityOfWait,
    })),
    classes,
    throughput,
    responseTime: throughput > 0 ? queueLength / throughput : 0,
    queueLength,
    bottleneck: busiest?.name ?? null,
    growthLimit: busiest ? limitOf(busiest) : null,
  };
}

/** A load next to nothing grows beyond the range of a double before it fills anything: no limit. */
function limitOf({ servers, load }: { readonly servers: number; readonly load: number }) {
  const limit = servers / load;
  return Number.isFinite(limit) ? limit : null;
}

interface Load {
  readonly arrivalRate: PerSecond;
  readonly visits: number;
  readonly serviceTime: Seconds;
  readonly throughput: PerSecond;
  readonly load: number;
}

function classLoads(one: OpenClass, K: number): readonly Load[] {
  const rate = requireNonNegative(`arrivalRate of ${one.name}`, one.arrivalRate);
  for (const list of [one.visits, one.serviceTimes]) {
    if (list.length !== K) {
      throw new RangeError(
        `visits and serviceTimes of ${one.name} must have ${K} numbers, one per station, got ${list.length}`,
      );
    }
  }
  return one.visits.map((count, k) => {
    const visits = requireNonNegative(`visits of ${one.name}`, count);
    const serviceTime = requireNonNegative(`serviceTimes of ${one.name}`, nth(one.serviceTimes, k));
    const throughput = rate * visits;
    return { arrivalRate: rate, visits, serviceTime, throughput, load: throughput * serviceTime };
  });
}

/**
 * How far the station stretches a service (response time over service time, L/a), and the wait that
 * is the same for every service.
 */
function crowd(
  station: OpenNetworkStation,
  throughput: PerSecond,
  loads: readonly (readonly Load[])[],
  k: number,
) {
  if (station.kind === "delay") {
    return { servers: Number.POSITIVE_INFINITY, stretch: 1, wait: 0, probabilityOfWait: 0 };
  }
  const servers = requireCount(`servers of ${station.name}`, station.servers ?? 1);
  const present = loads.flatMap((load) => load.slice(k, k + 1)).filter((load) => load.load > 0);
  const a = present.reduce((sum, load) => sum + load.load, 0);
  const spare = spareOfClasses(servers, present);
  if (!(spare > 0)) {
    throw new RangeError(overloaded(station.name, throughput, a / throughput, servers));
  }
  if (isUnequal(station, present)) {
    requireLonePoisson(station, servers, loads, k);
    // λ·E[S²]/2 of a mixture of exponential laws is Σ λ·S².
    const residual = present.reduce((sum, one) => sum + one.load * one.serviceTime, 0);
    return { servers, stretch: 1, wait: residual / spare, probabilityOfWait: a };
  }
  const C = waitShare(servers, a, spare);
  return { servers, stretch: 1 + C / spare, wait: 0, probabilityOfWait: C };
}

/** Relative difference of two service times that are the same number, typed or computed. */
const SAME = 1e-12;

/** What leaves such a queue is no Poisson stream: it must be the only queue. */
function requireOneWithoutProductForm(
  { stations }: OpenNetwork,
  loads: readonly (readonly Load[])[],
): void {
  const busy = (k: number) =>
    loads.flatMap((load) => load.slice(k, k + 1)).filter((load) => load.load > 0);
  const queues = stations.filter(({ kind }, k) => kind === "queue" && busy(k).length > 0);
  const unequal = stations.find((one, k) => one.kind === "queue" && isUnequal(one, busy(k)));
  if (unequal === undefined || queues.length === 1) return;
  throw new RangeError(
    `${unequal.name} must be the only queue where it serves classes in unequal times first come, ` +
      `first served, got ${queues.length} queues; ${remedy}`,
  );
}

function isUnequal({ discipline }: OpenNetworkStation, present: readonly Load[]): boolean {
  if (discipline !== "fifo") return false;
  const times = present.map(({ serviceTime }) => serviceTime);
  return Math.max(...times) - Math.min(...times) > SAME * Math.max(...times);
}

/** Poisson arrivals at one server are certain only where nothing but delays comes before. */
function requireLonePoisson(
  { name }: OpenNetworkStation,
  servers: number,
  loads: readonly (readonly Load[])[],
  k: number,
): void {
  const wrong =
    servers > 1
      ? `one server, got ${servers}`
      : loads.some((load) => (load[k]?.visits ?? 0) > 1)
        ? "one visit of each request at most"
        : null;
  if (wrong === null) return;
  throw new RangeError(
    `${name} must have ${wrong} where it serves classes in unequal times first come, first served; ${remedy}`,
  );
}

const remedy = "make it discipline ps, or simulate it with headroom simulate";

function total<T>(list: readonly T[], value: (one: T) => number): number {
  return list.reduce((sum, one) => sum + value(one), 0);
}
