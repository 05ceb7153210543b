import { plainQueue } from "../../platform/plain-queue.ts";
import type { Hypothesis, PoolOf, QueueOf, WorkOf } from "../../platform/platform.ts";
import type { Prior, Quantity } from "../../platform/quantity.ts";
import type { Seconds } from "../../units.ts";
import { changedAmount, type PublishedSeries } from "./published-change.ts";

/** Of a machine's hardware threads so many are worth a core of their own, within wide limits. */
const WORTH: Prior = { prior: "logNormal", median: 0.75, spread: 0.25 };

/** How the servers share the work: all present at once, or in order of arrival. */
type Discipline = QueueOf<number>["discipline"];

/**
 * Platform models of a published series out of no more than its entry says: users who think for
 * the stated time, or not at all; time outside any queue; servers that the change multiplies; a
 * part that it does not multiply (locks, network, the load generator) and that allows up to a
 * hundred times today's throughput; and the pool, where it is one that was changed. One with work
 * shared, slowed by all who are at work, which a pool can hold off; one with work in order of
 * arrival, slowed by all who are there at all, whose knee is the sharper the steadier the work.
 */
export function publishedModels(series: PublishedSeries): readonly Hypothesis[] {
  return (["ps", "fifo"] as const).map((discipline) => modelOf(series, discipline));
}

function modelOf(series: PublishedSeries, discipline: Discipline): Hypothesis {
  const amount = changedAmount(series);
  const thinkTime = series.think_time_s ?? 0;
  const peak = Math.max(...series.points.map(({ X }) => X));
  const light = lightTime(series, thinkTime);
  const around = (share: number): Prior => {
    return { prior: "logNormal", median: share * light, spread: 1 };
  };
  const slowdown: Prior = { prior: "logUniform", low: 1e-5, high: 0.03 };
  const variation: Prior = { prior: "logNormal", median: 0.5, spread: 0.7 };
  const main = queue("servers", "database", work(around(0.7)));
  return {
    name: discipline,
    source: "its entry",
    numbers: { worth: WORTH },
    platform: {
      title: series.id,
      thinkTime,
      apiReplicas: 1,
      endpoints: [{ name: "request", weight: 1, kind: "read", cacheHits: 0, cacheTime: 0 }],
      stations: [
        { kind: "delay", name: "outside", role: "other", work: [work(around(0.3))] },
        discipline === "ps"
          ? { ...main, servers: serversOf(series), contention: slowdown, crowding: slowdown }
          : {
              ...main,
              discipline,
              servers: serversOf(series),
              contention: slowdown,
              overloadContention: slowdown,
              work: [work(around(0.7), variation)],
            },
        queue(
          "unchanged part",
          "other",
          work({ prior: "logUniform", low: 0.01 / peak, high: 1 / peak }),
        ),
      ],
      pools: amount?.of === "pool" ? [poolOf(amount.amount)] : [],
      rateLimit: null,
      clientTimeOut: null,
      backgroundErrorRate: 0,
    },
  };
}

/** Response time of the lightest level; where it is not stated what users do not think of a cycle. */
function lightTime({ points }: PublishedSeries, thinkTime: Seconds): Seconds {
  const { N, X, R_ms } = points.reduce((a, b) => (b.N < a.N ? b : a));
  if (R_ms !== undefined) return R_ms / 1000;
  return Math.max(N / X - thinkTime, (0.01 * N) / X);
}

/** A stated number of threads, or unknown where only a ratio is known ("x2"). */
function serversOf(series: PublishedSeries): Quantity {
  const amount = changedAmount(series);
  const stated = String(Object.values(series.change ?? {})[0]);
  if (amount?.of === "power" && !/^x/i.test(stated)) return { of: "worth", times: amount.amount };
  const most = Math.max(...series.points.map(({ N }) => N));
  return { prior: "logUniform", low: 1, high: Math.max(2, most) };
}

function poolOf(size: number): PoolOf<Quantity> {
  return {
    name: "pool",
    role: "connections",
    size,
    perReplica: false,
    perNode: false,
    around: ["servers"],
    held: "request",
    acquireTimeOut: null,
  };
}

function work(demand: Quantity, variation: Quantity = 1): WorkOf<Quantity> {
  return { endpoint: "request", demand, visits: 1, variation };
}

function queue(name: string, role: "database" | "other", own: WorkOf<Quantity>): QueueOf<Quantity> {
  return {
    ...plainQueue,
    name,
    role,
    discipline: "ps",
    servers: 1,
    work: [own],
  };
}
