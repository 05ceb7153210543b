import type { Percentile } from "../limits/plausible-platform.ts";
import type { LoadUnit } from "../simulation/course/profile.ts";
import type { Seconds, Share } from "../units.ts";
import { axisName } from "./axis-name.ts";
import type { Digest } from "./cell-key.ts";
import { type Shard, shardSize } from "./shard.ts";
import { sweepSize } from "./sweep-axes.ts";
import type { SweepStudy } from "./sweep-study.ts";

/** The first line of a file of results: which sweep they are of, and how many belong into it. */
export interface ResultsHeader {
  readonly schema: 1;
  /** Names the sweep: its grid, its platforms and the program. */
  readonly sweep: string;
  readonly program: string;
  readonly title: string;
  readonly method: "analytic" | "simulated";
  readonly unit: LoadUnit;
  /** Of the whole sweep. */
  readonly cells: number;
  /** Null: all of them are in this file. */
  readonly shard: Shard | null;
  /** Levers, and what one more of each costs. A cell has what they are set to under "levers". */
  readonly axes: readonly { readonly name: string; readonly price: number }[];
  readonly percentiles: readonly Percentile[];
  readonly models: readonly SweptModel[];
  readonly redLine: { readonly p95: Seconds; readonly errorRate: Share };
  /** Whether the simulated load has a spike. */
  readonly spike: boolean;
}

export interface SweptModel {
  readonly name: string;
  /** Weights of its draws together. */
  readonly weight: Share;
  readonly draws: number;
}

export function resultsHeader(
  study: SweepStudy,
  shard: Shard | null,
  digest: Digest,
): ResultsHeader {
  const { title, program, design, task, redLine } = study;
  return {
    schema: 1,
    sweep: digest(JSON.stringify(study)),
    program,
    title,
    method: task.method,
    unit: task.unit,
    cells: sweepSize(study),
    shard,
    axes: design.levers.map((axis) => ({ name: axisName(axis), price: axis.price })),
    percentiles: task.method === "analytic" ? task.percentiles : ["p50", "p95", "p99"],
    models: modelsOf(study),
    redLine,
    spike: task.method === "simulated" && task.spike !== null,
  };
}

function modelsOf({ platforms }: SweepStudy): readonly SweptModel[] {
  const models = new Map<string, SweptModel>();
  for (const { model, weight } of platforms) {
    const before = models.get(model) ?? { name: model, weight: 0, draws: 0 };
    models.set(model, { name: model, weight: before.weight + weight, draws: before.draws + 1 });
  }
  return [...models.values()];
}

/** Cells that belong into a file. */
export function ownCells({ cells, shard }: Pick<ResultsHeader, "cells" | "shard">): number {
  return shard === null ? cells : shardSize(cells, shard);
}
