import type { PerSecond, Seconds, Share } from "../../units.ts";
import type { PoolModel } from "../pool-model.ts";
import { poolRate } from "./pool-rate.ts";
import { visitMoments } from "./visit-moments.ts";

/** Requests that met about the same queue: a lognormal part of the response times. */
export interface ResponsePart {
  /** Share of all admitted requests. */
  readonly weight: Share;
  readonly mean: Seconds;
  /** Mean of the squared response time, from which the spread follows. */
  readonly meanSquare: number;
}

/** Requests that find a queue at most this much longer than another's are put together with them. */
const GROUP_WIDTH = 1.25;
const LOG_GROUP_WIDTH = Math.log(GROUP_WIDTH);

/** Rates and moments of the requests that find about the same queue, four sums for each group. */
export class ResponseParts {
  private readonly model: PoolModel;
  private readonly moments: ReturnType<typeof visitMoments>;
  /** Sums of rate, rate·mean, rate·cross, rate·meanSquare for each group. */
  private readonly sums: Float64Array;

  constructor(model: PoolModel, users: number) {
    this.model = model;
    this.moments = visitMoments(model);
    this.sums = new Float64Array(4 * (groupOf(users) + 1));
  }

  /** Adds requests that make it k present; `slowed` and `slowedSquare` are their rate × slowness, × slowness². */
  add(k: number, rate: PerSecond, slowed: number, slowedSquare: number): void {
    const { sums, model } = this;
    const { mean, cross, meanSquare } = this.moments(k, poolRate(model, k));
    const at = 4 * groupOf(k);
    sums[at] = (sums[at] as number) + rate;
    sums[at + 1] = (sums[at + 1] as number) + slowed * mean;
    sums[at + 2] = (sums[at + 2] as number) + slowed * cross;
    sums[at + 3] = (sums[at + 3] as number) + slowedSquare * meanSquare;
  }

  /** The parts, cache hits included; `share` turns a rate at the pool into a share of all requests. */
  all(share: number): ResponsePart[] {
    const { model } = this;
    const D = model.apiTime;
    const ownSquare = 1 + model.holdVariation ** 2;
    const parts: ResponsePart[] = [];
    for (let at = 0; at < this.sums.length; at += 4) {
      const rate = this.sums[at] as number;
      if (rate === 0) continue;
      const cross = (this.sums[at + 2] as number) / rate;
      parts.push({
        weight: share * rate,
        mean: D + (this.sums[at + 1] as number) / rate,
        meanSquare: D * D * ownSquare + 2 * D * cross + (this.sums[at + 3] as number) / rate,
      });
    }
    return [...parts, ...hitParts(model)];
  }
}

function groupOf(present: number): number {
  return Math.floor(Math.log(present) / LOG_GROUP_WIDTH);
}

/** Cache hits as a part of their own. */
function hitParts(model: PoolModel): ResponsePart[] {
  if (model.bypassShare === 0) return [];
  const time = model.bypassTime;
  const meanSquare = time * time * (1 + model.holdVariation ** 2);
  return [{ weight: model.bypassShare, mean: time, meanSquare }];
}
