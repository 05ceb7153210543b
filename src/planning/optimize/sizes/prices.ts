/** What machines cost a month, as the workspace says it. */

import { changedQueues } from "../../../platform/levers/change/change-queues.ts";
import type { Platform } from "../../../platform/platform.ts";

/** Money a month; what is not said costs nothing. */
export interface Prices {
  /** "EUR" */
  readonly currency: string;
  /** One vCPU of a database node. */
  readonly vcpu: number;
  /** One GB of a database node's memory. */
  readonly gb: number;
  /** Memory that comes with each vCPU of a database node. */
  readonly gbPerVcpu: number;
  /** One replica of the API. */
  readonly replica: number;
}

/** What the machines of a platform cost a month: nodes of the database by their cores, replicas of the API. */
export function monthlyCost(platform: Platform, prices: Prices): number {
  const perCore = prices.vcpu + prices.gb * prices.gbPerVcpu;
  const nodes = changedQueues(platform).reduce(
    (sum, { servers, shards, readReplicas }) => sum + servers * shards * (1 + readReplicas),
    0,
  );
  return nodes * perCore + platform.apiReplicas * prices.replica;
}
