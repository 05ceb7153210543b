/** Sizes set together that hold the objectives for the least money a month. */

import { changedQueues } from "../../../platform/levers/change/change-queues.ts";
import type { Share } from "../../../units.ts";
import type { Prices } from "./prices.ts";
import { type SizeLever, sizesSet } from "./size-levers.ts";
import { monthlyMore, type SizeQuestion, sizesHold, sizesMayHold } from "./smallest-sizes.ts";

type Sizes = Partial<Readonly<Record<SizeLever, number>>>;

export interface CheapestSizes {
  readonly sizes: Sizes;
  /** What the machines cost a month, of the sizes that are set. */
  readonly monthly: number;
  /** More than today, the median. */
  readonly more: number;
  readonly probability: Share;
}

export interface SizeBox {
  readonly replicas: readonly number[];
  /** As machines are sold. */
  readonly cores: readonly number[];
  readonly readReplicas: readonly number[];
  /** Connections of a pool; null: as it is. */
  readonly pools: readonly (number | null)[];
}

export const usualBox: SizeBox = {
  replicas: [1, 2, 3, 4, 6],
  cores: [1, 2, 4, 8, 16, 32, 64],
  readReplicas: [0, 1, 2],
  pools: [null, 50],
};

/** The money a month of sizes. */
export function priceOf(
  { replicas, cores, readReplicas }: { replicas: number; cores: number; readReplicas: number },
  { vcpu, gb, gbPerVcpu, replica }: Prices,
): number {
  return cores * (1 + readReplicas) * (vcpu + gb * gbPerVcpu) + replicas * replica;
}

/**
 * Of all sizes in the box the cheapest that hold; of equally dear ones the first. For each number of
 * replicas and each pool the least cores are found by bisection among those that cost less than what
 * has been found: exact where more cores never make it hold less.
 */
export function cheapestSizes(
  question: SizeQuestion,
  prices: Prices,
  box: SizeBox = usualBox,
): CheapestSizes | null {
  const { groups } = question;
  const { replicas, cores, readReplicas, pools } = relevant(box, question);
  const lines = pools.flatMap((pool) =>
    replicas.flatMap((r) => readReplicas.map((q) => ({ pool, replicas: r, readReplicas: q }))),
  );
  const sizesOf = (line: (typeof lines)[number], c: number): Sizes => ({
    "api.replicas": line.replicas,
    "db.cores": c,
    "db.readReplicas": line.readReplicas,
    ...(line.pool === null ? {} : { "pool.size": line.pool }),
  });
  const money = (line: (typeof lines)[number], c: number) => priceOf({ ...line, cores: c }, prices);
  const holds = (line: (typeof lines)[number], c: number) => {
    const set = sizesSet(sizesOf(line, c));
    return sizesMayHold(question, set) && sizesHold(question, set);
  };
  const [smallest = 1] = cores;
  let best: { line: (typeof lines)[number]; cores: number; money: number } | null = null;
  for (const line of lines.toSorted((a, b) => money(a, smallest) - money(b, smallest))) {
    const cheaper = cores.filter((c) => best === null || money(line, c) < best.money);
    const found = leastHolding(cheaper, (c) => holds(line, c));
    if (found !== null) best = { line, cores: found, money: money(line, found) };
  }
  if (best === null) return null;
  const sizes = sizesOf(best.line, best.cores);
  return {
    sizes,
    monthly: best.money,
    more: monthlyMore(sizesSet(sizes), groups, prices),
    probability: question.search.probability(sizesSet(sizes)),
  };
}

/** What no plausible platform has is left at its smallest. */
function relevant(box: SizeBox, { groups }: SizeQuestion): SizeBox {
  const platforms = groups.flatMap(({ drawn }) => drawn.map(({ platform }) => platform));
  const hasQueue = platforms.some((platform) => changedQueues(platform).length > 0);
  const hasPool = platforms.some(({ pools }) => pools.some(({ role }) => role === "connections"));
  return {
    replicas: box.replicas,
    cores: hasQueue ? box.cores : box.cores.slice(0, 1),
    readReplicas: hasQueue ? box.readReplicas : box.readReplicas.slice(0, 1),
    pools: hasPool ? box.pools : [null],
  };
}

/** By bisection, the largest first: where that fails, so do all. */
function leastHolding(sizes: readonly number[], holds: (size: number) => boolean): number | null {
  let [low, high] = [-1, sizes.length - 1];
  const largest = sizes[high];
  if (largest === undefined || !holds(largest)) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const size = sizes[middle];
    if (size !== undefined && holds(size)) high = middle;
    else low = middle;
  }
  return sizes[high] ?? null;
}
