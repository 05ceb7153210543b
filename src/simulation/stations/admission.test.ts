import { describe, expect, it } from "vitest";
import type { SimulationRun } from "../engine/simulation-run.ts";
import { oneEndpoint } from "../testing/one-endpoint.ts";
import { simulateTiered } from "../testing/simulate-tiered.ts";
import type { SimulatedRateLimit } from "./simulated-platform.ts";

const hundred: SimulationRun = { seed: 1, load: { users: 1 }, until: { time: 100 }, warmUp: 0 };

describe("the rate limit of each user", () => {
  it("admits a greedy user at its rate in the long run, and his burst once", () => {
    // Some 50 tries a second each, so that no token is ever lost: 3·(5·1000 + 8), but for the
    // part of a token and the last requests under way.
    const greedy = oneEndpoint(0.001, {
      thinkTime: { law: "exponential", mean: 0.02 },
      userRateLimit: { rate: 5, burst: 8 },
    });
    const run = { ...hundred, load: { users: 3 }, until: { time: 1000 } };
    const { total } = simulateTiered(greedy, run);
    const admitted = total.throughput.value * 1000;
    expect(admitted).toBeLessThanOrEqual(3 * 5008);
    expect(admitted).toBeGreaterThanOrEqual(3 * 5006);
    expect(total.failures.refused).toBeGreaterThan(50_000);
  });

  it("is the limit of all for a user alone", () => {
    const limit: SimulatedRateLimit = { rate: 0.1, burst: 2, retryAfter: 3 };
    const clients = { retry: { attempts: 4, backOff: 0.5 } };
    expect(simulateTiered(oneEndpoint(1, { clients, userRateLimit: limit }), hundred)).toEqual(
      simulateTiered(oneEndpoint(1, { clients, rateLimit: limit }), hundred),
    );
  });

  it("has a client who honors Retry-After wait for the next token, and no longer", () => {
    // Sent at 4, answered at 5; sent at 9 with half a token: refused until 14, answered at 15; at
    // 19 the same again: every 10 s one refused and one answered.
    const limited = (honorRetryAfter: boolean) =>
      oneEndpoint(1, {
        userRateLimit: { rate: 0.1, burst: 1, retryAfter: "nextToken" },
        clients: { retry: { attempts: 9, backOff: 2, factor: 1, jitter: 0, honorRetryAfter } },
      });
    const { total } = simulateTiered(limited(true), hundred);
    expect(total.failures.refused).toBe(10);
    expect(total.goodput.value * 100).toBeCloseTo(10, 9);
    // Who does not honor it asks at 9, 11 and 13 and is let in at 15; at 20 he has 0.6 tokens.
    const { total: hasty } = simulateTiered(limited(false), { ...hundred, until: { time: 20.5 } });
    expect(hasty.failures.refused).toBe(4);
  });

  it("is for users only", () => {
    const platform = oneEndpoint(1, { userRateLimit: { rate: 5, burst: 5 } });
    expect(() => simulateTiered(platform, { ...hundred, load: { arrivalRate: 1 } })).toThrow(
      /^userRateLimit must be left out/,
    );
    expect(() =>
      simulateTiered(oneEndpoint(1, { userRateLimit: { rate: 0, burst: 5 } }), hundred),
    ).toThrow(/^userRateLimit\.rate must/);
  });
});
