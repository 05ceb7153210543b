import { describe, expect, it } from "vitest";
import type { Platform } from "../platform.ts";
import { preparePlatform } from "../solve/prepare-platform.ts";
import { plainPlatform } from "../testing/plain-platform.ts";
import type { Part } from "./part.ts";
import { platformParts } from "./platform-parts.ts";
import { requestClasses } from "./request-classes.ts";
import { unsupported } from "./supports.ts";

const treeOf = (platform: Platform): Part[] => platformParts(platform, requestClasses(platform));

describe("unsupported", () => {
  it("finds nothing in an API and a pool around a database", () => {
    const tree = treeOf(plainPlatform());
    expect([unsupported("solver", tree), unsupported("simulator", tree)]).toEqual([[], []]);
  });

  it("names the station whose discipline nobody knows, for both readers alike", () => {
    const platform = plainPlatform({ queue: { discipline: "by-name" as "ps" } });
    const words = "station database: the solver cannot serve in the order of by-name";
    expect(unsupported("solver", treeOf(platform))).toEqual([words]);
    expect(unsupported("simulator", treeOf(platform))).toEqual([
      words.replace("solver", "simulator"),
    ]);
    expect(() => preparePlatform(platform, 1)).toThrow(words);
  });

  it("tells the simulator's limits from the solver's", () => {
    const repeated = treeOf(plainPlatform({ queue: { readReplicas: 1, replication: 0.5 } }));
    expect(unsupported("solver", repeated)).toEqual([]);
    expect(unsupported("simulator", repeated)[0]).toMatch(/^station database: .*replication 0.5/);
    const read = treeOf(
      plainPlatform({ queue: { readReplicas: 1, primaryReads: true, replication: 0.5 } }),
    );
    expect(unsupported("solver", read)[0]).toMatch(/^station database: the solver cannot repeat/);
    const served = treeOf(plainPlatform({ queue: { readReplicas: 1, primaryReads: true } }));
    expect(unsupported("solver", served)).toEqual([]);
    expect(unsupported("simulator", served)).toEqual([]);
  });

  it("refuses pools whose nodes cannot be told apart, and holds that contradict each other", () => {
    const plain = plainPlatform({ queue: { shards: 2 } });
    const [own] = plain.pools;
    if (own === undefined) throw new Error("the plain platform has a pool");
    const outer = { ...own, name: "outer", around: [own.name] };
    const nested = {
      ...plain,
      pools: [
        { ...own, perNode: true },
        { ...outer, perNode: true },
      ],
    };
    expect(unsupported("solver", treeOf(nested))).toHaveLength(2);
    const held = {
      ...plain,
      pools: [
        { ...own, held: "request" as const },
        { ...outer, perNode: false, held: "visit" as const },
      ],
    };
    expect(unsupported("simulator", treeOf(held))).toEqual([
      `pool ${own.name}: the simulator cannot hold it for a whole request inside a pool that is taken for each visit`,
    ]);
  });
});
