import { describe, expect, it } from "vitest";
import type { Campaign, EndpointLevel, Level } from "../../measurement/campaign.ts";
import { endpointTable } from "./endpoint-table.ts";

const level = (users: number, changes: Partial<Level> = {}): Level => ({
  users,
  run: "",
  responseTime: {},
  quality: "measured",
  note: "",
  ...changes,
});

const row = (method: string, path: string, changes: Partial<EndpointLevel>): EndpointLevel => ({
  users: 100,
  run: "",
  method,
  path,
  responseTime: {},
  quality: "measured",
  note: "",
  ...changes,
});

const campaign = (levels: readonly Level[], endpoints: readonly EndpointLevel[]): Campaign => ({
  name: "shop",
  levels,
  endpoints,
  failures: [],
});

const both = [
  row("GET", "/seats", { requests: 300, responseTime: { mean: 0.1 } }),
  row("post", "/orders", { requests: 100, responseTime: { p50: 0.2 } }),
];

describe("endpointTable", () => {
  it("is empty without endpoints that have requests and response times", () => {
    expect(endpointTable(campaign([level(100)], []))).toEqual([]);
    expect(endpointTable(campaign([level(100)], [row("GET", "/", { requests: 5 })]))).toEqual([]);
    const estimated = both.map((one) => ({ ...one, quality: "estimated" as const }));
    expect(endpointTable(campaign([level(100)], estimated))).toEqual([]);
  });

  it("shares requests, and work as requests × mean or else median", () => {
    // Work 30 and 20 of 50.
    expect(endpointTable(campaign([level(100)], both))).toEqual([
      { name: "GET /seats", reads: true, requests: 0.75, work: 0.6 },
      { name: "post /orders", reads: false, requests: 0.25, work: 0.4 },
    ]);
  });

  it("measures a table that was cut against the level's own totals", () => {
    const whole = level(100, { requests: 800, responseTime: { mean: 0.125 } });
    const table = endpointTable(campaign([whole], both));
    expect(table.map(({ requests }) => requests)).toEqual([0.375, 0.125]);
    expect(table.map(({ work }) => work)).toEqual([0.3, 0.2]); // of 100
  });

  it("reads the level that lists most", () => {
    const more = both.map((one) => ({ ...one, users: 200, requests: 10 }));
    const table = endpointTable(
      campaign([level(100), level(200)], [both[0] as EndpointLevel, ...more]),
    );
    expect(table.map(({ requests }) => requests)).toEqual([0.5, 0.5]);
  });
});
