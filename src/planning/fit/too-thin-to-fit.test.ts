import { describe, expect, it } from "vitest";
import type { Campaign, Level } from "../../measurement/campaign.ts";
import { tooThinToFit } from "./too-thin-to-fit.ts";

const level = (users: number, figures: Partial<Level> = {}): Level => ({
  ...{ users, run: "", quality: "measured", note: "", responseTime: {} },
  ...figures,
});
const campaign = (...levels: readonly Level[]): Campaign => ({
  ...{ name: "x", levels, endpoints: [], failures: [] },
});

describe("tooThinToFit", () => {
  it("has nothing against throughput at two loads and one response time", () => {
    const both = { throughput: 5, responseTime: { mean: 0.1 } };
    expect(tooThinToFit(campaign(level(10, both), level(20, { throughput: 10 })))).toBeNull();
  });

  it("refuses loads whose states no memory holds, at once", () => {
    const at = (users: number) =>
      campaign(
        level(10, { throughput: 5, responseTime: { mean: 0.1 } }),
        level(users, { throughput: 9 }),
      );
    expect(tooThinToFit(at(1_000_000))).toBeNull();
    expect(tooThinToFit(at(1e9))).toMatch(/up to 1000000 users, got a load of 1000000000/);
  });

  it.each([
    [campaign(), /at two loads at least, got 0$/],
    [
      campaign(level(10, { throughput: 5, responseTime: { mean: 0.1, p50: 0.1, p95: 0.2 } })),
      /at two loads at least, got 1$/,
    ],
    [
      campaign(level(10, { throughput: 5 }), level(20, { throughput: 10 })),
      /at least 3 measured figures .*, got 2$/,
    ],
    [
      campaign(
        level(10, { responseTime: { p50: 0.1, p95: 0.2 } }),
        level(20, { responseTime: { p50: 0.1, p95: 0.2 } }),
      ),
      /needs a measured throughput/,
    ],
  ])("says what is missing: case %#", (thin, why) => {
    expect(tooThinToFit(thin)).toMatch(why);
  });
});
