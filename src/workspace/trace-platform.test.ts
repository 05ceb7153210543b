import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameable } from "../ingest/nameable.ts";
import { otlpTraces, shopRequests } from "../ingest/testing/synthetic-traces.ts";
import { readTraces } from "../ingest/traces/read-traces.ts";
import type { TraceProfile } from "../ingest/traces/trace-profile.ts";
import { fillPlatform } from "../platform/fill-platform.ts";
import { medianOf } from "../platform/quantity.ts";
import { solvePlatform } from "../platform/solve/solve-platform.ts";
import { unknownsOf } from "../platform/unknowns-of.ts";
import { parsePlatform } from "./platform/parse-platform.ts";
import { tracePlatform } from "./trace-platform.ts";

const { profile } = readTraces([otlpTraces(shopRequests)]);
const shop = profile as TraceProfile;

function platformOf(yaml: string) {
  const parsed = parsePlatform(yaml, "traces.yaml", "traces");
  if (!parsed.ok) throw new Error(`${JSON.stringify(parsed.problems)}\n${yaml}`);
  const medians = unknownsOf(parsed.value).map(({ name, prior }) => [name, medianOf(prior)]);
  return {
    hypothesis: parsed.value,
    platform: fillPlatform(parsed.value, Object.fromEntries(medians)),
  };
}

describe("tracePlatform", () => {
  it("writes a platform whose medians are what was traced", () => {
    const { platform } = platformOf(tracePlatform("Shop", shop));
    expect(platform.endpoints).toMatchObject([
      { name: "GET /goals/{id}", weight: 3, kind: "read" },
      { name: "POST /buy/{id}", weight: 1, kind: "write" },
    ]);
    const database = platform.stations.find(({ role }) => role === "database");
    expect(database).toMatchObject({ kind: "queue", name: "postgresql shop" });
    expect(database?.work[0]?.visits).toBe(2);
    // Three digits are written.
    expect(database?.work[0]?.demand).toBeCloseTo(0.03, 4);
    expect(platform.pools).toMatchObject([{ name: "connections", around: ["postgresql shop"] }]);
    expect(platform.stations.find(({ name }) => name === "bank")).toMatchObject({ kind: "delay" });
    expect(platform.backgroundErrorRate).toBeCloseTo(0.25, 9);
  });

  it("gives a lone user the traced answer time", () => {
    const { platform } = platformOf(tracePlatform("Shop", shop));
    const lone = solvePlatform({ ...platform, thinkTime: 1 }, [1])[0]?.responseTime;
    // (3 · 95 ms + 200 ms) / 4
    expect(lone).toBeCloseTo(0.12125, 3);
  });

  it("says what each number rests on and what was left out", () => {
    const yaml = tracePlatform("Shop", shop);
    expect(yaml).toContain("# postgresql shop: own time per request, mean of 7 spans.");
    expect(yaml).toMatch(/3 spans that no answer waits for were left out/);
  });

  it("scales what traces do not tell by a load test beside them", () => {
    const test = { thinkTime: "2 s", maxThroughput: 100, maxUsers: 300 };
    const { hypothesis } = platformOf(tracePlatform("Shop", shop, test));
    expect(hypothesis.platform.thinkTime).toBe(2);
    // 100/s × 60 ms keep 6 connections busy at least.
    expect(hypothesis.platform.pools[0]?.size).toEqual({
      ...{ prior: "logUniform", low: 3, high: 300 },
    });
  });

  it("writes what parses, of any number of endpoints and stations with any names", () => {
    const name = fc.oneof(fc.string({ minLength: 1, maxLength: 12 }), fc.constant("a: b # *"));
    const seconds = fc.double({ min: 0, max: 20, noNaN: true });
    const names = fc.uniqueArray(
      name.map((one) => nameable(one.trim()) || "x"),
      { minLength: 1, maxLength: 30 },
    );
    const any = fc.tuple(names, names, fc.array(seconds, { minLength: 4, maxLength: 4 })).map(
      ([endpoints, stations, [a = 1, b = 1, c = 1, d = 1]]): TraceProfile => ({
        endpoints: endpoints.map((one, i) => ({
          ...{ name: one, requests: 1 + i, failures: i % 2, mean: a },
        })),
        stations: stations.map((one, i) => ({
          ...{ name: one, entry: i === 0 },
          kind: (["service", "database", "external", "network"] as const)[i % 4] ?? "service",
          work: endpoints
            .filter((_, j) => i === 0 || (i + j) % 2 === 0)
            .map((endpoint) => ({
              ...{
                endpoint,
                visits: 0.1 + b,
                demand: i === 0 ? 0.01 + c : c,
                variation: d,
                spans: 1,
              },
            })),
        })),
        ...{
          requests: endpoints.length,
          spans: 9,
          incomplete: 1,
          afterwards: 1,
          overlap: 0.2,
          window: a,
        },
      }),
    );
    fc.assert(
      fc.property(any, (made) => {
        expect(parsePlatform(tracePlatform("any", made), "t.yaml", "t")).toMatchObject({
          ok: true,
        });
      }),
      { numRuns: 200 },
    );
  });

  it("refuses traces without a request", () => {
    expect(() => tracePlatform("none", { ...shop, requests: 0 })).toThrow(/at least one request/);
  });
});
