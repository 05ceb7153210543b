import type { PerSecond, Seconds } from "../units.ts";
import { admission } from "./admission.ts";
import { chainProbabilities } from "./chain-probabilities.ts";
import type { PreparedPlatform } from "./prepare-platform.ts";

/** What arriving requests find, and how long each class stays on average. */
export interface ArrivalView {
  /** Share of the served requests that find k others. */
  readonly found: Float64Array;
  readonly from: number;
  readonly to: number;
  /** Factor on all waits and slowdowns that makes the mean agree with Little's law. */
  readonly scale: number;
  /** Mean response time by class. */
  readonly means: readonly Seconds[];
  /** Mean slowdown at each node. */
  readonly slowdowns: readonly number[];
  /** Rate at which the number present forgets where it was: throughput over its variance. */
  readonly forgetting: PerSecond;
  /** Mean time of the mix with k others present, unscaled. */
  readonly timeFinding: Float64Array;
}

/**
 * Averages waits and slowdowns over what requests find. In a product-form network that is the
 * arrival theorem (Lavenberg & Reiser 1980): the joins of N users see the chain of N − 1.
 */
export function arrivalView(prepared: PreparedPlatform, users: number): ArrivalView {
  const { inside, classes, overload } = prepared;
  const chain = chainProbabilities(prepared, users);
  const { served, finding, present } = admission(prepared, users, chain);
  const { from } = chain;
  const to = Math.min(chain.to, users - 1);
  const found = finding.map((rate) => rate / served);
  let spread = 0;
  for (let k = from; k <= chain.to; k++) {
    spread += (chain.shares[k] as number) * (k - present) ** 2;
  }
  const average = (table: Float64Array) => {
    let sum = 0;
    for (let k = from; k <= to; k++) {
      sum += (found[k] as number) * (overload[k + 1] as number) * (table[k] as number);
    }
    return sum;
  };
  const waits = inside.waits.map((wait) => average(wait.mean));
  const slowdowns = inside.nodes.map((node) => average(node.slowdown));
  const idle = classes.map((_, c) =>
    inside.nodes.reduce((sum, node) => sum + workAt(node.work[c]), 0),
  );
  const delays = classes.map((_, c) => {
    const waiting = inside.waits.reduce(
      (sum, wait, i) => sum + (wait.visits[c] ?? 0) * (waits[i] as number),
      0,
    );
    return inside.nodes.reduce(
      (sum, node, i) => sum + workAt(node.work[c]) * ((slowdowns[i] as number) - 1),
      waiting,
    );
  });
  const mix = (times: readonly number[]) =>
    classes.reduce((sum, { share }, c) => sum + share * (times[c] as number), 0);
  const base = mix(idle);
  const delay = mix(delays);
  const scale = delay > 1e-9 * base ? Math.max(0, present / served - base) / delay : 1;
  const timeFinding = new Float64Array(users);
  for (let k = from; k <= to; k++) timeFinding[k] = timeAt(prepared, k, base);
  return {
    found,
    from,
    to,
    scale,
    means: idle.map((time, c) => time + scale * (delays[c] as number)),
    slowdowns: slowdowns.map((slow) => 1 + scale * (slow - 1)),
    forgetting: spread > 0 ? served / spread : 0,
    timeFinding,
  };
}

function workAt(work: { readonly service: number; readonly visits: number } | null | undefined) {
  return work ? work.service * work.visits : 0;
}

function timeAt({ inside, classes, overload }: PreparedPlatform, k: number, base: Seconds) {
  const slowed = overload[k + 1] as number;
  let time = base;
  for (const wait of inside.waits) {
    const visits = classes.reduce((sum, { share }, c) => sum + share * (wait.visits[c] ?? 0), 0);
    time += visits * slowed * (wait.mean[k] as number);
  }
  for (const node of inside.nodes) {
    const work = classes.reduce((sum, { share }, c) => sum + share * workAt(node.work[c]), 0);
    time += work * (slowed * (node.slowdown[k] as number) - 1);
  }
  return time;
}
