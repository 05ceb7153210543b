import { describe, expect, it } from "vitest";
import type { Lever, LeverName } from "../scenario.ts";
import type { EndpointShare } from "../solve/endpoint-shares.ts";
import { classicalModel } from "../testing/classical-model.ts";
import { applyLevers } from "./apply-levers.ts";

const endpoints: readonly EndpointShare[] = [
  { name: "GET /goals", requests: 0.5, work: 0.2, reads: true },
  { name: "POST /goals", requests: 0.25, work: 0.3, reads: false },
  { name: "GET /report", requests: 0.25, work: 0.5, reads: true },
];

const lever = (name: LeverName, value: number, glob?: string): Lever => ({
  name,
  text: String(value),
  value,
  ...(glob === undefined ? {} : { endpoints: glob }),
});

const base = classicalModel({ apiTime: 0.01, sharedLimit: 60, innerServers: 8 });
const pull = (...levers: readonly Lever[]) => applyLevers(base, levers, endpoints);

describe("applyLevers", () => {
  it("changes nothing without levers", () => {
    expect(pull()).toEqual(base);
  });

  it("changes the pool size and nothing else", () => {
    expect(pull(lever("pool.size", 40))).toEqual({ ...base, poolSize: 40 });
  });

  it("reads expressions on the platform as it was, not on what another lever made of it", () => {
    const twice: Lever = {
      name: "pool.size",
      text: "2 * pool.size",
      value: { operation: "multiply", values: [2, { figure: "pool.size" }] },
    };
    expect(pull(twice, twice).poolSize).toBe(40);
  });

  it("gives each API replica a pool, and servers only where the API is the ceiling", () => {
    expect(pull(lever("api.replicas", 3))).toEqual({
      ...base,
      apiReplicas: 3,
      poolSize: 60,
      sharedLimit: 180,
    });
    const api = applyLevers({ ...base, ceiling: "api" }, [lever("api.replicas", 3)], endpoints);
    expect(api.innerServers).toBe(24);
  });

  it("adds read replicas where the database is the ceiling, and nothing where it is not", () => {
    expect(pull(lever("db.readReplicas", 2))).toEqual({ ...base, readReplicas: 2 });
    const api = { ...base, ceiling: "api" as const };
    expect(applyLevers(api, [lever("db.readReplicas", 2)], endpoints)).toEqual(api);
  });

  it("sets think time and rate limit", () => {
    expect(pull(lever("thinkTime", 3))).toEqual({ ...base, thinkTime: 3 });
    expect(pull(lever("rateLimit", 125))).toEqual({ ...base, rateLimit: 125 });
  });

  it("takes demand from the share of the work that the endpoints cause", () => {
    expect(pull(lever("demand", 0.5)).serviceTime).toBeCloseTo(0.025, 15);
    // Half of the work at half its demand leaves three quarters.
    expect(pull(lever("demand", 0.5, "GET /report")).serviceTime).toBeCloseTo(0.0375, 15);
  });

  it("keeps cache hits away from the pool; what is left is the mix of the others", () => {
    const cached = pull(lever("cache", 0.8, "GET /goals"));
    expect(cached.bypassShare).toBeCloseTo(0.4, 15);
    expect(cached.bypassTime).toBeCloseTo(0.011, 15); // the API's time and 1 ms
    // Work left 1 − 0.8·0.2 = 0.84, spread over 60 % of the requests.
    expect(cached.serviceTime).toBeCloseTo((0.05 * 0.84) / 0.6, 15);
  });

  it("puts a second cache on what the first let pass", () => {
    const twice = pull(lever("cache", 0.5), lever("cache", 0.5));
    expect(twice.bypassShare).toBeCloseTo(0.75, 15);
    expect(twice.serviceTime).toBeCloseTo(0.05, 15);
  });

  it.each([
    ["pool.size", 0.5, /^pool\.size must be 1 connection or more, got 0\.5 = 0\.5/],
    ["api.replicas", 0, /^api\.replicas must be 1 or more/],
    ["db.readReplicas", -1, /^db\.readReplicas must be 0 or more/],
    ["cache", 1.1, /^cache must be a hit share/],
    ["cache", 1, /^cache: some requests must still reach the database/],
    ["demand", 0, /^demand must be a factor above 0/],
    ["rateLimit", 0, /^rateLimit must be above 0/],
    ["thinkTime", -1, /^thinkTime must be above 0/],
    ["thinkTime", Number.POSITIVE_INFINITY, /^thinkTime must be a finite number/],
    ["demand", Number.POSITIVE_INFINITY, /^demand must be a finite number/],
    ["pool.size", Number.NaN, /^pool\.size must be/],
  ] as const)("refuses %s = %d", (name, value, message) => {
    expect(() => pull(lever(name, value))).toThrow(message);
    expect(() => pull(lever(name, value))).toThrow(RangeError);
  });

  it.each(["api.workers", "db.cores", "shards", "contention", "visits", "mix", "pooler"] as const)(
    "refuses %s, which it has no place for, and says what would have one",
    (name) => {
      expect(() => pull(lever(name, 1))).toThrow(RangeError);
      expect(() => pull(lever(name, 1))).toThrow(
        `${name} needs a platform model: name one under hypotheses in headroom.yaml`,
      );
    },
  );

  it("refuses endpoints that nobody measured", () => {
    expect(() => pull(lever("cache", 0.5, "GET /nowhere"))).toThrow(
      /^cache: no measured endpoint matches "GET \/nowhere"/,
    );
  });

  it("refuses hits on all of the work when other requests cause none that is known", () => {
    const cut = [{ name: "GET /all", requests: 0.6, work: 1, reads: true }];
    expect(() => applyLevers(base, [lever("cache", 1, "GET *")], cut)).toThrow(
      /^cache: some work must be left/,
    );
  });
});
