/** One hypothesis for each resource that could set the ceiling, where nobody knows which. */
import type { Hypothesis, PlatformModel, QueueOf, StationOf } from "../../platform/platform.ts";
import { isPrior, medianOf, type Prior, type Quantity } from "../../platform/quantity.ts";
import { AROUND, SPARE } from "./one-pool.ts";

/**
 * The totals of a load test look the same whether the database, the API or the pool is what fills
 * up first, and a change tells them apart. A hypothesis whose ceiling is unknown, as written with
 * the database there, stands for three: in each another size lies around what the figures need,
 * the other two have that or more, and how capacity falls under load goes with the ceiling.
 * Sizes that are known stay. Other hypotheses stand for themselves.
 */
export function ceilingsOf(hypothesis: Hypothesis): readonly Hypothesis[] {
  const { stations, pools } = hypothesis.platform;
  const api = stations.find((station) => station.kind === "queue" && station.role === "api");
  const database = stations.find((one) => one.kind === "queue" && one.role === "database");
  if (hypothesis.ceiling !== "unknown" || api?.kind !== "queue" || database?.kind !== "queue") {
    return [hypothesis];
  }
  const spare = { ...database, servers: withSpare(database.servers) };
  const variant = (name: string, title: string, change: Partial<PlatformModel>): Hypothesis => ({
    ...hypothesis,
    name: `${hypothesis.name}-${name}`,
    platform: {
      ...hypothesis.platform,
      title: `${hypothesis.platform.title}; ${title} at its limit`,
      ...change,
    },
  });
  return [
    variant("database", "the database", {}),
    variant("api", "the API", {
      stations: replaced(stations, [
        { ...api, servers: aroundNeed(api.servers), ...slowdownOf(database, api) },
        { ...spare, ...noSlowdown },
      ]),
    }),
    variant("pool", "the pool", {
      stations: replaced(stations, [spare]),
      pools: pools.map((pool) =>
        pool.role === "connections" && isPrior(pool.size) && isPrior(database.servers)
          ? { ...pool, size: wholePlaces(database.servers) }
          : pool,
      ),
    }),
  ];
}

/** From around what is needed to that and more. */
function withSpare(servers: Quantity): Quantity {
  return isPrior(servers) ? range(medianOf(servers), SPARE * medianOf(servers)) : servers;
}

/** From what is needed and more to around it. */
function aroundNeed(servers: Quantity): Quantity {
  if (!isPrior(servers)) return servers;
  const needed = servers.prior === "logNormal" ? servers.median : servers.low;
  return range(needed / AROUND, needed * AROUND);
}

/** A pool has one place at least. */
function wholePlaces(servers: Prior): Prior {
  if (servers.prior === "logNormal") return servers;
  const low = Math.max(1, servers.low);
  return range(low, Math.max(servers.high, 2 * low));
}

const range = (low: number, high: number): Prior => ({ prior: "logUniform", low, high });

const noSlowdown = {
  contention: 0,
  overloadContention: 0,
  overloadCoherency: 0,
  drift: 0,
  delayVariation: null,
} as const;

function slowdownOf(from: QueueOf<Quantity>, to: QueueOf<Quantity>) {
  const { contention, overloadContention, overloadCoherency, drift, delayVariation } = from;
  const overload = overloadContention === 0 ? to.overloadContention : overloadContention;
  return { contention, overloadContention: overload, overloadCoherency, drift, delayVariation };
}

function replaced(
  stations: readonly StationOf<Quantity>[],
  by: readonly QueueOf<Quantity>[],
): readonly StationOf<Quantity>[] {
  return stations.map((station) => by.find(({ name }) => name === station.name) ?? station);
}
