import { describe, expect, it } from "vitest";
import { shareInside } from "./share-inside.ts";
import { observed } from "./testing/observed.ts";

describe("shareInside", () => {
  it("is the share of users whose request is being answered", () => {
    // 100 users send 40 req/s of 0.5 s each: 20 of them are waiting.
    const observation = observed(100, { throughput: 40, mean: 0.5 });
    expect(shareInside({ users: 100, observation })).toBeCloseTo(0.2, 12);
  });

  it("takes the median where there is no mean, and says 0 where nothing was measured", () => {
    const ofMedian = observed(10, { throughput: 10, p50: 0.3 });
    expect(shareInside({ users: 10, observation: ofMedian })).toBeCloseTo(0.3, 12);
    expect(shareInside({ users: 10, observation: observed(10, { throughput: 10 }) })).toBe(0);
    expect(shareInside({ users: 10, observation: observed(10, { mean: 1 }) })).toBe(0);
  });

  it("is 1 at most, where counts contradict one another", () => {
    const observation = observed(10, { throughput: 100, mean: 1 });
    expect(shareInside({ users: 10, observation })).toBe(1);
  });
});
