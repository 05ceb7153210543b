import { describe, expect, it } from "vitest";
import { measuredLevels } from "./measured-levels.ts";
import { reachesKnee } from "./reaches-knee.ts";
import { measuredLevel } from "./testing/measured-level.ts";

// 24 servers of 2 ms after 1 ms: 1 to 16 users meet no queue (ceiling 12,000 req/s, knee 36 users).
const below = [
  [1, 337.63, 0.0029618],
  [2, 682.25, 0.0029315],
  [4, 1333.88, 0.0029988],
  [8, 2676.62, 0.0029888],
  [16, 5293.98, 0.0030223],
].map(([users = 0, throughput = 0, mean = 0]) => measuredLevel(users, { throughput, mean }));

describe("reachesKnee", () => {
  it("is false where every level lies on the light-load line", () => {
    expect(reachesKnee(below)).toBe(false);
  });

  it("is true from a level on whose throughput is a tenth below the line", () => {
    // At 40 users the ceiling of 12,000 req/s: 300 users·s of cycle per request against 337.
    const at = measuredLevel(40, { throughput: 11_900, mean: 40 / 11_900 });
    expect(reachesKnee([...below, at])).toBe(true);
  });

  it("is true where the response time doubles, although thinking hides it in the throughput", () => {
    const slow = [
      measuredLevel(10, { throughput: 9.7, mean: 0.03 }),
      measuredLevel(50, { throughput: 47, mean: 0.065 }),
    ];
    expect(reachesKnee(slow)).toBe(true);
    expect(reachesKnee(slow.map((one) => ({ ...one, mean: 0.03 })))).toBe(false);
  });

  it("has nothing to say of a single load or of none", () => {
    expect(reachesKnee([])).toBe(false);
    expect(reachesKnee(below.slice(0, 1))).toBe(false);
  });
});

describe("measuredLevels", () => {
  it("needs three loads with response times to reach the limits", () => {
    const line = [200, 350, 500].map((users) =>
      measuredLevel(users, { throughput: 150, mean: users / 150 - 1 }),
    );
    expect(measuredLevels(line).reachLimits).toBe(true);
    expect(measuredLevels([line[0], line[2]].flatMap((one) => one ?? [])).reachLimits).toBe(false);
  });

  it("holds limits against no incident and no level that counts half or less", () => {
    const levels = [
      measuredLevel(10),
      measuredLevel(20, { incident: true }),
      measuredLevel(30, { trust: 0.5 }),
      measuredLevel(40, { trust: 0.7 }),
    ];
    expect(measuredLevels(levels).trusted.map(({ users }) => users)).toEqual([10, 40]);
  });
});
