import { describe, expect, it } from "vitest";
import { type EndpointShare, selectEndpoints } from "./endpoint-shares.ts";

const endpoints: readonly EndpointShare[] = [
  { name: "GET /api/v1/goals/", requests: 0.5, work: 0.2, reads: true },
  { name: "POST /api/v1/goals/", requests: 0.2, work: 0.3, reads: false },
  { name: "GET /api/v1/agents/a.b", requests: 0.1, work: 0.4, reads: true },
];

describe("selectEndpoints", () => {
  it("means the whole without a glob", () => {
    expect(selectEndpoints(endpoints, undefined)).toEqual({ requests: 1, work: 1 });
  });

  it("adds up what matches, a star standing for slashes too", () => {
    const reads = selectEndpoints(endpoints, "GET *");
    expect(reads.requests).toBeCloseTo(0.6, 15);
    expect(reads.work).toBeCloseTo(0.6, 15);
    expect(selectEndpoints(endpoints, "*/goals/").work).toBeCloseTo(0.5, 15);
    expect(selectEndpoints(endpoints, "POST /api/v1/goals/")).toEqual({ requests: 0.2, work: 0.3 });
  });

  it("takes every other character for itself", () => {
    expect(selectEndpoints(endpoints, "GET /api/v1/agents/a?b").requests).toBe(0);
    expect(selectEndpoints(endpoints, "GET /api/v1/agents/aXb").requests).toBe(0);
    expect(selectEndpoints(endpoints, "GET /api/v./agents/a.b").requests).toBe(0);
    expect(selectEndpoints(endpoints, "GET /api/v1/agents/a.b").requests).toBe(0.1);
    expect(selectEndpoints(endpoints, "/api/v1/goals/").requests).toBe(0);
  });

  it("never exceeds the whole where rounding would", () => {
    const thirds = [1, 2, 3].map((i) => ({
      name: `GET /${i}`,
      requests: 0.3333333333333334,
      work: 0.34,
      reads: true,
    }));
    expect(selectEndpoints(thirds, "*")).toEqual({ requests: 1, work: 1 });
  });
});
