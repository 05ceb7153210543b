import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellOfShard, placeInShard, requireShard, shardSize } from "./shard.ts";
import { shardOfEnvironment } from "./shard-of-environment.ts";

describe("shards", () => {
  it("hold every cell once, in sizes that differ by one at most", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 40 }), (cells, of) => {
        const shards = Array.from({ length: of }, (_, i) => ({ index: i + 1, of }));
        const sizes = shards.map((shard) => shardSize(cells, shard));
        const held = shards.flatMap((shard, i) =>
          Array.from({ length: sizes[i] ?? 0 }, (_, place) => cellOfShard(place, shard)),
        );
        expect(held.toSorted((a, b) => a - b)).toEqual(Array.from({ length: cells }, (_, i) => i));
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        const astray = shards.flatMap((shard) =>
          held.filter((cell) => {
            const own = placeInShard(cell, shard);
            return own !== null && cellOfShard(own, shard) !== cell;
          }),
        );
        expect(astray).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    [0, 3],
    [4, 3],
    [1.5, 3],
    [1, 0],
  ])("refuses %s of %s", (index, of) => {
    expect(() => requireShard({ index, of })).toThrow(RangeError);
  });
});

describe("the index contract", () => {
  it.each([
    ["Kubernetes", { JOB_COMPLETION_INDEX: "2" }, 8, 3],
    ["AWS Batch", { AWS_BATCH_JOB_ARRAY_INDEX: "0", AWS_BATCH_JOB_ARRAY_SIZE: "8" }, null, 1],
    ["GitLab", { CI_NODE_INDEX: "8", CI_NODE_TOTAL: "8" }, null, 8],
    [
      "Slurm from 0",
      { SLURM_ARRAY_TASK_ID: "7", SLURM_ARRAY_TASK_MIN: "0", SLURM_ARRAY_TASK_COUNT: "8" },
      null,
      8,
    ],
    [
      "Slurm from 1",
      { SLURM_ARRAY_TASK_ID: "1", SLURM_ARRAY_TASK_MIN: "1", SLURM_ARRAY_TASK_COUNT: "8" },
      8,
      1,
    ],
  ])("reads what %s sets", (_, environment, of, index) => {
    expect(shardOfEnvironment(environment, of)).toEqual({ index, of: 8 });
  });

  it.each([
    ["nobody speaks", {}, 8, /none of .* is set/],
    ["nobody knows how many", { JOB_COMPLETION_INDEX: "0" }, null, /does not say how many/],
    ["two speak", { JOB_COMPLETION_INDEX: "0", CI_NODE_INDEX: "1" }, 2, /both .* are set/],
    ["they disagree", { CI_NODE_INDEX: "1", CI_NODE_TOTAL: "4" }, 8, /is 4, but 8/],
    ["beyond the last", { JOB_COMPLETION_INDEX: "8" }, 8, /at most 8, got 9/],
    ["no number", { JOB_COMPLETION_INDEX: "-1" }, 8, /whole number/],
    [
      "a step in the array",
      { SLURM_ARRAY_TASK_ID: "9", SLURM_ARRAY_TASK_MIN: "1", SLURM_ARRAY_TASK_COUNT: "5" },
      null,
      /at most 5, got 9/,
    ],
  ])("refuses where %s", (_, environment, of, message) => {
    expect(() => shardOfEnvironment(environment, of)).toThrow(message);
  });
});
