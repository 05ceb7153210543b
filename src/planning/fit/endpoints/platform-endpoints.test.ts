import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEndpoints } from "../../../ingest/parse-endpoints.ts";
import type { Campaign, EndpointLevel } from "../../../measurement/campaign.ts";
import { platformEndpoints } from "./platform-endpoints.ts";

const row = (users: number, path: string, mean: number, requests = 100): EndpointLevel => ({
  ...{ users, run: "", method: "GET", path, requests },
  ...{ responseTime: { mean }, quality: "measured", note: "" },
});

const bystanders = (endpoints: readonly EndpointLevel[]) =>
  platformEndpoints({ name: "x", levels: [], endpoints, failures: [] } as Campaign)
    .filter(({ bystander }) => bystander)
    .map(({ name }) => name)
    .sort();

describe("platformEndpoints", () => {
  it("weighs by share of the requests, with the kind of the method and the slowness at light load", () => {
    const campaign: Campaign = {
      name: "x",
      levels: [],
      endpoints: [
        row(10, "/a", 0.02, 300),
        { ...row(10, "/b", 0.06, 100), method: "POST" },
        row(100, "/a", 0.04, 600),
      ],
      failures: [],
    };
    // 300 of 400 and 600 of 600: 900/1000 of 1000; /b 100/400. Mean 30 ms at 10 users.
    const [a, b] = platformEndpoints(campaign);
    expect(a).toMatchObject({ name: "GET /a", weight: 900, kind: "read" });
    expect(b).toMatchObject({ name: "POST /b", weight: 250, kind: "write" });
    expect(a?.slower).toBeCloseTo(2 / 3, 12);
    expect(b?.slower).toBeCloseTo(2, 12);
  });

  it("takes shares of the work from all loads at which hardly anybody waits, by their requests", () => {
    const level = (users: number, slow: number, count: number) => [
      row(users, "/quick", 0.02, 9 * count),
      row(users, "/slow", slow, count),
    ];
    const slownessOf = (endpoints: readonly EndpointLevel[]) =>
      platformEndpoints({ name: "x", levels: [], endpoints, failures: [] }).map(
        (one) => one.slower,
      );
    // Ten requests by chance of 120 ms, then ninety of 100: 102 ms, of 28.2 on average.
    const light = [...level(3, 0.12, 10), ...level(30, 0.1, 90)];
    expect(slownessOf(light)[1]).toBeCloseTo(0.102 / 0.0282, 9);
    // Where requests wait, each for as long, and where others are listed, shares are other ones.
    const waiting = [row(300, "/quick", 0.52, 900), row(300, "/slow", 0.6, 100)];
    const other = row(10, "/slow", 0.02, 500);
    expect(slownessOf([...light, other, ...waiting])[1]).toBeCloseTo(0.102 / 0.0282, 9);
  });

  it("leaves each endpoint its own share of the work, and groups those of a campaign with many", () => {
    const slownessOf = (count: number) => {
      const endpoints = Array.from({ length: count }, (_, i) => row(10, `/${i}`, 0.01 * (i + 1)));
      return platformEndpoints({ name: "x", levels: [], endpoints, failures: [] })
        .map(({ slower }) => slower)
        .sort((a, b) => a - b);
    };
    // Of means 10 ms, 20 ms, … the mean is half of the first and the last together.
    for (const count of [2, 12, 30]) {
      for (const [i, slower] of slownessOf(count).entries()) {
        expect(slower).toBeCloseTo((2 * (i + 1)) / (count + 1), 12);
      }
    }
    expect(new Set(slownessOf(40)).size).toBeLessThan(10);
  });

  it("calls a bystander what gains under a tenth of what requests gain between two loads", () => {
    const rows = (slow: number) => [
      ...[row(10, "/health", 0.01), row(10, "/goals", 0.1)],
      ...[row(500, "/health", 0.01 + slow), row(500, "/goals", 2.1)],
    ];
    // Requests gain (2 + slow)/2 on average: about 1 s.
    expect(bystanders(rows(0.09))).toEqual(["GET /health"]);
    expect(bystanders(rows(0.12))).toEqual([]);
  });

  it("tells nothing where hardly anything slows down", () => {
    const rows = [
      ...[row(10, "/health", 0.01), row(10, "/goals", 0.1)],
      ...[row(500, "/health", 0.01), row(500, "/goals", 0.15)],
    ];
    expect(bystanders(rows)).toEqual([]);
  });

  it("looks at the heaviest load alone where no light one was listed: four times apart or none", () => {
    const heavy = (fast: number) => [
      ...[row(500, "/health", fast), row(500, "/live", fast / 1.5)],
      ...[row(500, "/goals", 2), row(500, "/tasks", 3)],
    ];
    expect(bystanders(heavy(0.499))).toEqual(["GET /health", "GET /live"]);
    expect(bystanders(heavy(0.501))).toEqual([]);
    expect(bystanders([row(500, "/goals", 2)])).toEqual([]);
  });

  it("calls none a bystander where all stay fast, and two runs of one endpoint are one", () => {
    // Requests move to the slow one: their mean rises from 59 to 451 ms, no endpoint slows down.
    const mix = [
      ...[row(10, "/fast", 0.01, 900), row(10, "/slow", 0.5, 100)],
      ...[row(500, "/fast", 0.01, 100), row(500, "/slow", 0.5, 900)],
    ];
    expect(bystanders(mix)).toEqual([]);
    expect(bystanders([row(500, "/goals", 0.1), row(500, "/goals", 1)])).toEqual([]);
  });

  it("finds the list of goals and the single task of the reference load test", () => {
    const url = new URL("../../../../data/reference/endpoints.csv", import.meta.url);
    const parsed = parseEndpoints(readFileSync(url, "utf8"), "endpoints.csv");
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const found = bystanders(parsed.value);
    expect(found).toHaveLength(2);
    expect(found.some((name) => /^GET .*goals/.test(name))).toBe(true);
    expect(found.some((name) => /^GET .*tasks/.test(name))).toBe(true);
  });

  it("keeps thirty endpoints and puts the others together, losing no request", () => {
    const some = fc.array(fc.integer({ min: 1, max: 1e5 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(some, (counts) => {
        const endpoints = counts.map((requests, i) => row(10, `/${i}`, 0.1, requests));
        const found = platformEndpoints({ name: "x", levels: [], endpoints, failures: [] });
        expect(found.length).toBe(Math.min(counts.length, 31));
        const total = counts.reduce((a, b) => a + b, 0);
        const weights = found.map(({ weight }) => weight);
        expect(weights.reduce((a, b) => a + b, 0)).toBe(total);
        const single = weights.slice(0, 30);
        expect(single).toEqual(single.toSorted((a, b) => b - a));
      }),
    );
  });
});

describe("rare endpoints", () => {
  const made = (paths: readonly string[], requests: number) =>
    paths.map((path) => row(10, path, 0.1, requests));
  const among = (count: number, path: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => path(i));
  const heavy = made(
    among(30, (i) => `/page/${"abcdefghijklmnopqrstuvwxyzABCD"[i]}`),
    1000,
  );

  it("are put together by the paths that routers have, losing no request", () => {
    const uuid = (i: number) => `0f8fad5b-d9cb-469f-a165-${String(i).padStart(12, "0")}`;
    const endpoints = [
      ...heavy,
      ...made(
        among(600, (i) => `/orders/${i}`),
        3,
      ),
      ...made(
        among(300, (i) => `/users/${uuid(i)}/cart?page=${i}`),
        2,
      ),
      ...made(["/once", "/twice"], 1),
    ];
    const found = platformEndpoints({ name: "x", levels: [], endpoints, failures: [] });
    expect(found.slice(30).map(({ name, weight }) => [name, weight])).toEqual([
      ["600 other GET /orders/{id}", 1800],
      ["300 other GET /users/{id}/cart", 600],
      ["2 other reads", 2],
    ]);
  });

  it("may be more than a call takes arguments: a hundred thousand at two loads", () => {
    const paths = among(100_000, (i) => `/orders/${i}`);
    const endpoints = [10, 20].flatMap((users) =>
      paths.map((path) => ({ ...row(users, path, 0.1, 1) })),
    );
    const found = platformEndpoints({ name: "x", levels: [], endpoints, failures: [] });
    expect(found.at(-1)).toMatchObject({ name: "99970 other GET /orders/{id}", weight: 199_940 });
  });
});
