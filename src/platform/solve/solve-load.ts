import { entryAt } from "../../entry-at.ts";
import type { Share } from "../../units.ts";
import type { PlatformSolution } from "../platform.ts";
import { averageOver } from "./chain-probabilities.ts";
import { occupancy } from "./occupancy.ts";
import type { PlatformLoad } from "./platform-load.ts";
import type { PreparedPlatform } from "./prepare-platform.ts";

type LoadSolution = Omit<PlatformSolution, "users">;

/**
 * Throughput, mean response time, utilizations and queues of a prepared platform; under drift the
 * average over its capacities. Cost O(states).
 */
export function solveLoad(prepared: PreparedPlatform, load: PlatformLoad): LoadSolution {
  const { capacities } = prepared;
  if (capacities.length === 0) return solveSteady(prepared, load);
  return averageSolution(
    capacities.map(({ share, prepared: at }) => ({ share, solution: solveSteady(at, load) })),
  );
}

interface Weighed {
  /** Of the time. */
  readonly share: Share;
  readonly solution: LoadSolution;
}

/** Times average over requests, queues over time. */
function averageSolution(all: readonly Weighed[]): LoadSolution {
  const overTime = (of: (solution: LoadSolution) => number) =>
    all.reduce((sum, { share, solution }) => sum + share * of(solution), 0);
  const enteredOf = (one: LoadSolution) => one.throughput / (1 - one.acquireTimeOutShare);
  const admittedOf = (one: LoadSolution) => enteredOf(one) / (1 - one.fullShare);
  const throughput = overTime((one) => one.throughput);
  const entered = overTime(enteredOf);
  const admitted = overTime(admittedOf);
  const sent = overTime((one) => admittedOf(one) / (1 - one.refusedShare));
  const present = overTime((one) => one.present);
  const slowest = entryAt(all, 0).solution;
  const errors = overTime((one) => admittedOf(one) * one.errorRate);
  return {
    throughput,
    responseTime: present / throughput,
    refusedShare: 1 - admitted / sent,
    fullShare: Math.max(0, 1 - entered / admitted),
    acquireTimeOutShare: Math.max(0, 1 - throughput / entered),
    errorRate: errors / admitted,
    present,
    stations: slowest.stations.map(({ name }, i) => ({
      name,
      utilization: overTime((one) => one.stations[i]?.utilization ?? 0),
      queueLength: overTime((one) => one.stations[i]?.queueLength ?? 0),
    })),
    pools: slowest.pools.map(({ name }, i) => ({
      name,
      used: overTime((one) => one.pools[i]?.used ?? 0),
      utilization: overTime((one) => one.pools[i]?.utilization ?? 0),
      waiting: overTime((one) => one.pools[i]?.waiting ?? 0),
    })),
    bottleneck: slowest.bottleneck,
  };
}

function solveSteady(prepared: PreparedPlatform, load: PlatformLoad): LoadSolution {
  const { inside } = prepared;
  const { chain, admission } = occupancy(prepared, load);
  const { served, refusedShare, fullShare, inVainShare, present } = admission;
  const stations = inside.nodes.map((node) => ({
    name: node.name,
    utilization: node.delay ? 0 : Math.min(1, averageOver(chain, node.busy) / node.capacity),
    queueLength: averageOver(chain, node.present),
  }));
  const pools = inside.waits
    .filter(({ places }) => places > 0)
    .map((wait) => {
      const used = averageOver(chain, wait.used);
      const utilization = Math.min(1, used / wait.places);
      return { name: wait.name, used, utilization, waiting: averageOver(chain, wait.waiting) };
    });
  // Of a full pool and full servers inside it, the servers are what limits.
  const bottleneck = [...stations, ...pools].reduce((a, b) =>
    b.utilization > a.utilization + 1e-6 ? b : a,
  );
  return {
    throughput: served,
    responseTime: present / served,
    refusedShare,
    fullShare,
    acquireTimeOutShare: inVainShare,
    errorRate: 1 - (1 - fullShare) * (1 - inVainShare) * (1 - prepared.backgroundErrorRate),
    present,
    stations,
    pools,
    bottleneck: bottleneck.name,
  };
}
