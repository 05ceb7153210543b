import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../../limits/policy.ts";
import { plainPlatform } from "../../../platform/testing/plain-platform.ts";
import { RandomStream } from "../../../random/random-stream.ts";
import { plausibleGroup } from "../../testing/plausible-group.ts";
import { randomPlatform } from "../../testing/random-platform.ts";
import { likelyGroups } from "../likely-groups.ts";
import {
  askedMargin,
  askedObjectives,
  marginLoad,
  type SetSearch,
  setSearch,
} from "../set-search.ts";
import { cheapestSizes, priceOf, type SizeBox } from "./cheapest-sizes.ts";
import { monthlyCost, type Prices } from "./prices.ts";
import { leverSizes, sizesSet } from "./size-levers.ts";
import { smallestSize } from "./smallest-size.ts";
import { smallestOf } from "./smallest-sizes.ts";

const prices: Prices = { currency: "EUR", vcpu: 30, gb: 5, gbPerVcpu: 2, replica: 70 };

/** Ten platforms, each believed as three that differ a little, at a load that is too much for it. */
const questions = Array.from({ length: 10 }, (_, i) => {
  const { truth, policy, breakingPoint } = randomPlatform(RandomStream.fromSeed(100 + i, 1));
  const draws = [0.9, 1.1].map((factor) => ({
    ...truth,
    thinkTime: truth.thinkTime * factor,
  }));
  const groups = [plausibleGroup("one", 1, draws)];
  const users = Math.max(2, Math.round(Math.min(breakingPoint * (i % 2 === 0 ? 1.4 : 0.8), 400)));
  const asked = askedObjectives({ objectives: { p95: policy.redLine.p95 }, refused: 0.01 });
  const search = setSearch(groups, asked, users);
  const margin = setSearch(groups, askedMargin(policy), marginLoad(defaultPolicy, users));
  return { groups, search, margin, probability: 0.8, prices };
});

/** By the two probabilities of all draws, one after the other. */
function holds(
  { groups, search, margin, probability }: (typeof questions)[number],
  sizes: Parameters<typeof sizesSet>[0],
): boolean {
  const set = sizesSet(sizes);
  const mixed = (of: SetSearch) =>
    groups.reduce((sum, { weight }, g) => sum + weight * of.probabilityIn(set, g), 0);
  // Half of an even number of draws says that the load lies above the lower middle one.
  return mixed(search) >= probability && mixed(margin) > 0.5;
}

describe("sizes of ten random platforms", () => {
  const tried = {
    "pool.size": 12,
    "api.replicas": 3,
    "db.cores": 8,
    "db.readReplicas": 2,
    rateLimit: 4,
  };

  it("alone are the smallest by trying all", () => {
    const found = questions.map((question) =>
      leverSizes(defaultPolicy, 100).map(({ lever, sizes }) => {
        const few = { lever, sizes: sizes.slice(0, tried[lever]) };
        const all = few.sizes.filter((size) => holds(question, { [lever]: size }));
        const { smallest, probability } = smallestOf(few, question);
        expect(smallest).toBe(all[0] ?? null);
        if (smallest !== null) expect(probability).toBeGreaterThanOrEqual(question.probability);
        return smallest;
      }),
    );
    const held = found.flat().filter((size) => size !== null);
    expect(held.length).toBeGreaterThan(3); // else nothing was tried
    expect(held.length).toBeLessThan(50);
  });

  it("together are the cheapest by trying all", () => {
    const box: SizeBox = {
      replicas: [1, 2],
      cores: [1, 4, 16],
      readReplicas: [0, 1],
      pools: [null],
    };
    const costs = questions.map((question) => {
      const all = box.replicas.flatMap((replicas) =>
        box.readReplicas.flatMap((readReplicas) =>
          box.cores.flatMap((cores) => {
            const sizes = { "api.replicas": replicas, "db.cores": cores };
            return holds(question, { ...sizes, "db.readReplicas": readReplicas })
              ? [priceOf({ replicas, cores, readReplicas }, prices)]
              : [];
          }),
        ),
      );
      const found = cheapestSizes(question, prices, box);
      expect(found?.monthly ?? null).toBe(all.length === 0 ? null : Math.min(...all));
      return found?.monthly ?? null;
    });
    expect(costs.filter((cost) => cost !== null).length).toBeGreaterThan(2);
  });
});

describe("smallestSize", () => {
  const sizes = Array.from({ length: 100 }, (_, i) => i + 1);

  it.each([1, 2, 37, 100])("finds %i among a hundred in few steps", (least) => {
    let asked = 0;
    const holds = (size: number) => {
      asked++;
      return size >= least;
    };
    expect(smallestSize(sizes, holds, holds)).toBe(least);
    expect(asked).toBeLessThan(25);
  });

  it("mends what few draws promised too early or too late", () => {
    expect(
      smallestSize(
        sizes,
        (size) => size >= 20,
        (size) => size >= 23,
      ),
    ).toBe(23);
    expect(
      smallestSize(
        sizes,
        (size) => size >= 30,
        (size) => size >= 28,
      ),
    ).toBe(28);
    expect(
      smallestSize(
        sizes,
        () => false,
        () => true,
      ),
    ).toBeNull();
  });
});

describe("monthlyCost", () => {
  it("counts the cores and memory of every database node and the replicas of the API", () => {
    const platform = plainPlatform({ poolSize: 10, databaseTime: 0.1, apiTime: 0, cores: 4 });
    // 4 cores × (30 + 2 GB × 5) + 1 replica × 70
    expect(monthlyCost(platform, prices)).toBe(4 * 40 + 70);
  });
});

describe("likelyGroups", () => {
  it("drops what nobody believes, and lets the rest add up to 1", () => {
    const one = plainPlatform({ poolSize: 10, databaseTime: 0.1, apiTime: 0, cores: 4 });
    const groups = [0.6, 0.395, 0.005].map((weight, i) => plausibleGroup(`g${i}`, weight, [one]));
    const kept = likelyGroups(groups);
    expect(kept.map(({ hypothesis }) => hypothesis.name)).toEqual(["g0", "g1"]);
    expect(kept.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  });
});
