import { describe, expect, it } from "vitest";
import { plainQueue } from "../../platform/plain-queue.ts";
import type { PlatformModel } from "../../platform/platform.ts";
import type { Prior } from "../../platform/quantity.ts";
import { parameterMeaning } from "./parameter-meaning.ts";

const prior: Prior = { prior: "logUniform", low: 1, high: 10 };
const endpoint = (name: string) => ({
  name,
  weight: 1,
  kind: "read" as const,
  cacheHits: 0,
  cacheTime: 0,
});
const work = (name: string, of: string) => ({
  endpoint: name,
  demand: { of, times: 2 },
  visits: 1,
  variation: 1,
});

const platform: PlatformModel = {
  title: "Shop",
  thinkTime: prior,
  apiReplicas: 1,
  endpoints: ["GET /a", "GET /b", "GET /c"].map(endpoint),
  stations: [
    {
      ...plainQueue,
      name: "data v1.2",
      role: "database",
      discipline: "ps",
      servers: prior,
      crowding: prior,
      work: [work("GET /a", "fast"), work("GET /b", "fast"), work("GET /c", "slow")],
    },
    {
      kind: "delay",
      name: "network",
      role: "other",
      work: ["GET /a", "GET /b", "GET /c"].map((name) => work(name, "way")),
    },
  ],
  pools: [
    {
      name: "connections",
      role: "connections",
      size: prior,
      perReplica: false,
      perNode: false,
      around: ["data v1.2"],
      held: "request",
      acquireTimeOut: prior,
    },
  ],
  rateLimit: null,
  clientTimeOut: null,
  backgroundErrorRate: 0,
};

describe("parameterMeaning", () => {
  it.each([
    ["thinkTime", "s", /think time/],
    ["fast", "s", /^time of one visit to data v1\.2, GET \/a and GET \/b$/],
    ["slow", "s", /, GET \/c$/],
    ["way", "s", /^time of one visit to network, every endpoint$/],
    ["stations.data v1.2.servers", "servers", /^servers of one node of data v1\.2$/],
    ["stations.data v1.2.crowding", "", /beyond its servers$/],
    ["pools.connections.size", "connections", /^size of the pool connections$/],
    ["pools.connections.acquireTimeOut", "s", /gives up waiting for connections$/],
  ])("tells %s by where it stands", (name, unit, meaning) => {
    const told = parameterMeaning(platform, name);
    expect(told.unit).toBe(unit);
    expect(told.meaning).toMatch(meaning);
  });

  it("makes no claim about a name that stands nowhere", () => {
    expect(parameterMeaning(platform, "unused")).toEqual({ unit: "", meaning: "" });
  });
});
