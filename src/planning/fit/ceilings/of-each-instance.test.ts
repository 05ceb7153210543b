import { describe, expect, it } from "vitest";
import { fillKnown } from "../../../platform/fill-known.ts";
import { fillPlatform } from "../../../platform/fill-platform.ts";
import type { KnownFacts } from "../../../platform/known-facts.ts";
import { plainQueue } from "../../../platform/plain-queue.ts";
import type { Hypothesis, PlatformModel } from "../../../platform/platform.ts";
import { preparePlatform } from "../../../platform/solve/prepare-platform.ts";
import { platformPercentile } from "../../../platform/solve/response/platform-response-times.ts";
import { ceilingsOf } from "./ceilings-of.ts";
import { ofEachInstance } from "./of-each-instance.ts";

const line = { maxThroughput: 100, alone: new Set<string>(), visits: [] };

const work = (demand: number) => [{ endpoint: "GET /a", demand, visits: 1, variation: 1 }];

const ample = { prior: "logUniform", low: 500, high: 2000 } as const;

/** A first guess: one pool, of which nobody has said anything. */
const platform: PlatformModel = {
  title: "Guess",
  thinkTime: 1,
  apiReplicas: 1,
  apiReplicasUnsaid: true,
  endpoints: [{ name: "GET /a", weight: 1, kind: "read", cacheHits: 0, cacheTime: 0 }],
  stations: [
    {
      ...{ ...plainQueue, name: "api", role: "api", discipline: "ps", servers: ample },
      ...{ perReplica: true, work: work(0.01) },
    },
    {
      ...{ ...plainQueue, name: "database", role: "database", discipline: "ps", servers: ample },
      work: work(0.09),
    },
  ],
  pools: [
    {
      ...{ name: "connections", role: "connections", perReplica: false, perReplicaUnsaid: true },
      size: { prior: "logUniform", low: 6, high: 24 },
      ...{ perNode: true, around: ["database"], held: "request", acquireTimeOut: null },
    },
  ],
  rateLimit: null,
  clientTimeOut: null,
  backgroundErrorRate: 0,
};
const hypothesis: Hypothesis = {
  ...{ name: "guess", source: "a test", ceiling: "unknown", numbers: {}, platform },
};
const knowing = (known: KnownFacts) =>
  fillKnown(hypothesis, known, { apiReplicas: true, readReplicas: true });
const namesOf = (one: Hypothesis) =>
  ceilingsOf(one, line).flatMap(({ name, onlyWhereLacking }) => (onlyWhereLacking ? [] : [name]));

describe("ofEachInstance", () => {
  it("has two, three or five lines with as many places together", () => {
    const each = ofEachInstance(platform, "connections");
    expect(each.map(({ apiReplicas }) => apiReplicas)).toEqual([2, 3, 5]);
    expect(each[1]?.pools).toMatchObject([
      { perReplica: true, size: { prior: "logUniform", low: 2, high: 8 } },
    ]);
  });

  it("lets requests wait longer than one line of as many places", () => {
    const at = (of: PlatformModel, size: number) => {
      const filled = fillPlatform(
        { ...hypothesis, platform: of },
        {
          ...{ "stations.api.servers": 1000, "stations.database.servers": 1000 },
          "pools.connections.size": size,
        },
      );
      return platformPercentile(preparePlatform(filled, 110), 110, 0.95);
    };
    const [two, three] = ofEachInstance(platform, "connections").map((each, i) =>
      at(each, i === 0 ? 6 : 4),
    );
    expect(two).toBeGreaterThan(1.02 * at(platform, 12));
    expect(three).toBeGreaterThan(1.02 * (two ?? 0));
  });

  it("has three event loops that serve in turn, of as many servers together", () => {
    expect(ofEachInstance(platform, "loops")[1]).toMatchObject({
      apiReplicas: 3,
      stations: [
        { name: "api", discipline: "fifo", perReplica: true, servers: { low: 500 / 3 } },
        { name: "database", discipline: "ps" },
      ],
    });
    const { apiReplicasUnsaid: _, ...said } = platform;
    expect(ofEachInstance({ ...said, apiReplicas: 3 }, "loops")).toEqual([]);
  });

  it("is an explanation of its own where nobody has said how many instances there are", () => {
    expect(namesOf(hypothesis)).toEqual([
      "guess-database",
      "guess-api",
      "guess-loops-of-each",
      "guess-workers",
      "guess-workers-of-each",
      "guess-pool",
      "guess-pool-of-each",
    ]);
    const each = ceilingsOf(hypothesis, line).filter(({ startsAt }) => startsAt !== undefined);
    expect(each.map(({ startsAt, ceiling }) => [startsAt, ceiling])).toEqual([
      ["guess-api", "api"],
      ["guess-workers", "api"],
      ["guess-pool", "pool"],
    ]);
  });

  it("is none of a single instance, nor of what is known", () => {
    const one = ["guess-database", "guess-api", "guess-workers", "guess-pool"];
    expect(namesOf(knowing({ apiReplicas: 1 }))).toEqual(one);
    expect(namesOf(knowing({ apiReplicas: 4, poolOf: "all" }))).toEqual(one);
    expect(namesOf(knowing({ apiReplicas: 4, poolOf: "instance" }))).toEqual(one);
    expect(namesOf(knowing({ apiReplicas: 4 }))).toEqual([...one, "guess-pool-of-each"]);
  });
});
