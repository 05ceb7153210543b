import { describe, expect, it } from "vitest";
import type { Hypothesis } from "../../platform/platform.ts";
import { alikeInAll } from "./alike-in-all.ts";
import { type StructureScale, structureHypothesis } from "./structure-hypothesis.ts";

const count = 40;
const scale: StructureScale = {
  thinkTime: 1,
  lightLoad: 0.1,
  maxThroughput: 100,
  maxUsers: 500,
  endpoints: Array.from({ length: count }, (_, i) => ({
    name: `GET /${i}`,
    weight: 1,
    kind: "read" as const,
    // Two steps of work, and two of those that stay fast.
    slower: i % 2 === 0 ? 1 : 2,
    variation: 1,
    bystander: i < 10,
  })),
};
const levels = [10, 50, 100].map((users) => ({ users }));
const of = (visits: "all" | "two kinds"): Hypothesis =>
  structureHypothesis({ resource: "connections", visits, laws: [] }, scale);

describe("alikeInAll", () => {
  it("puts together what every model holds alike: the finest of their partitions", () => {
    const groups = (list: readonly Hypothesis[]) => new Set(alikeInAll(list, levels).values()).size;
    expect(groups([of("all")])).toBe(2);
    expect(groups([of("two kinds")])).toBe(4);
    expect(groups([of("all"), of("two kinds")])).toBe(4);
  });

  it("tells all apart where one model does, or where there are few", () => {
    const { platform } = of("all");
    const stations = platform.stations.map((station) => ({
      ...station,
      work: station.work.map((work, i) => ({ ...work, visits: 1 + i })),
    }));
    const apart: Hypothesis = { ...of("all"), platform: { ...platform, stations } };
    expect(new Set(alikeInAll([of("all"), apart], levels).values()).size).toBe(count);
    const few = structureHypothesis(
      { resource: "connections", visits: "all", laws: [] },
      { ...scale, endpoints: scale.endpoints.slice(0, 6) },
    );
    expect(alikeInAll([of("all"), few], levels).size).toBe(0);
    expect(alikeInAll([], levels).size).toBe(0);
  });
});
