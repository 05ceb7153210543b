import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EndpointOf } from "../platform.ts";
import { solvePlatform } from "../solve/solve-platform.ts";
import { plainPlatform } from "../testing/plain-platform.ts";
import { requestClasses } from "./request-classes.ts";

const plain = plainPlatform({ thinkTime: 0.5, queue: { readReplicas: 1, primaryReads: false } });

/** The platform with other endpoints that do the same work. */
function withEndpoints(endpoints: readonly EndpointOf<number>[]) {
  const stations = plain.stations.map((station) => ({
    ...station,
    work: endpoints.flatMap(({ name }) =>
      station.work.map((work) => ({ ...work, endpoint: name })),
    ),
  }));
  return { ...plain, endpoints, stations };
}

const endpoint = (
  name: string,
  weight: number,
  kind: EndpointOf<number>["kind"],
): EndpointOf<number> => ({ name, weight, kind, cacheHits: 0, cacheTime: 0 });

describe("requestClasses", () => {
  it("takes a mixed endpoint for its reads and its writes, each with its share", () => {
    const mixed = { ...endpoint("POST /graphql", 3, "mixed"), readShare: 0.75, cacheHits: 0.5 };
    const classes = requestClasses({ ...plain, endpoints: [mixed, endpoint("GET /", 1, "read")] });
    expect(classes.map(({ share, reads, hit }) => [share, reads, hit])).toEqual([
      [0.28125, true, false],
      [0.28125, true, true],
      [0.09375, false, false],
      [0.09375, false, true],
      [0.25, true, false],
    ]);
  });

  it("solves it as two endpoints of one kind each, whatever the share", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (readShare) => {
        const one = withEndpoints([{ ...endpoint("all", 1, "mixed"), readShare }]);
        const two = withEndpoints([
          endpoint("reads", readShare, "read"),
          endpoint("writes", 1 - readShare, "write"),
        ]);
        const [mixed, apart] = [one, two].map((platform) => solvePlatform(platform, [200])[0]);
        expect(mixed?.throughput).toBeCloseTo(apart?.throughput ?? Number.NaN, 9);
        expect(mixed?.responseTime).toBeCloseTo(apart?.responseTime ?? Number.NaN, 9);
      }),
      { numRuns: 20 },
    );
  });

  it("takes the middle of what is possible where nobody has said", () => {
    const [reads, writes] = requestClasses({ ...plain, endpoints: [endpoint("all", 1, "mixed")] });
    expect([reads?.share, writes?.share]).toEqual([0.55, expect.closeTo(0.45, 12)]); // of 10 to 100 %
  });

  it("refuses a share that is none", () => {
    const endpoints = [{ ...endpoint("all", 1, "mixed"), readShare: 1.5 }];
    expect(() => requestClasses({ ...plain, endpoints })).toThrow(RangeError);
  });
});
