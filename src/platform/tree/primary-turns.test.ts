import { describe, expect, it } from "vitest";
import { solvePlatform } from "../solve/solve-platform.ts";
import { plainPlatform } from "../testing/plain-platform.ts";

const cores = 4;
const databaseTime = 0.05;
const plain = plainPlatform({ thinkTime: 0, databaseTime, cores, poolSize: 1000 });

/** At the ceiling, with a share of writes and one read replica. */
function ceiling(writes: number, primaryReads: boolean): number {
  const endpoints = [
    { name: "GET /", weight: 1 - writes, kind: "read" as const, cacheHits: 0, cacheTime: 0 },
    { name: "POST /", weight: writes, kind: "write" as const, cacheHits: 0, cacheTime: 0 },
  ];
  const platform = {
    ...plain,
    endpoints,
    stations: plain.stations.map((station) => {
      const work = station.work.flatMap((one) =>
        endpoints.map(({ name }) => ({ ...one, endpoint: name })),
      );
      return station.kind === "queue" && station.role === "database"
        ? { ...station, work, readReplicas: 1, primaryReads }
        : { ...station, work };
    }),
  };
  return solvePlatform(platform, [400])[0]?.throughput ?? Number.NaN;
}

describe("primaryTurns", () => {
  // One node completes 4/0.05 = 80 requests per second.
  const one = cores / databaseTime;

  it("shares reads between primary and replica: writes w and half of the reads at the primary", () => {
    // The primary has w + (1 − w)/2 of the requests: 0.2 + 0.4 = 0.6 of them, so 80/0.6 at most.
    expect(ceiling(0.2, true) / (one / 0.6)).toBeCloseTo(1, 2);
  });

  it("leaves the primary to the writes where it serves no reads: the replica has 0.8 of the requests", () => {
    expect(ceiling(0.2, false) / (one / 0.8)).toBeCloseTo(1, 2);
  });
});
