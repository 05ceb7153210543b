import type { PlatformSolution } from "../platform.ts";
import { admission } from "./admission.ts";
import { averageOver, chainProbabilities } from "./chain-probabilities.ts";
import type { PlatformLoad } from "./platform-load.ts";
import type { PreparedPlatform } from "./prepare-platform.ts";

/** Throughput, mean response time, utilizations and queues of a prepared platform. Cost O(states). */
export function solveLoad(
  prepared: PreparedPlatform,
  load: PlatformLoad,
): Omit<PlatformSolution, "users"> {
  const { inside } = prepared;
  const chain = chainProbabilities(prepared, load);
  const { served, refusedShare, inVainShare, present } = admission(prepared, load, chain);
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
    acquireTimeOutShare: inVainShare,
    errorRate: 1 - (1 - inVainShare) * (1 - prepared.backgroundErrorRate),
    present,
    stations,
    pools,
    bottleneck: bottleneck.name,
  };
}
