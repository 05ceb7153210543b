import { describe, expect, it } from "vitest";
import type { Scenario } from "../../platform/scenario.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { plausibleGroup } from "../testing/plausible-group.ts";
import { scenarioAssumptions } from "./scenario-assumptions.ts";

const scenarioOf = (name: "db.readReplicas" | "db.cores" | "api.replicas"): Scenario => ({
  ...{ name: "one", title: "One", source: "", cost: null },
  levers: [{ name, text: "2", value: 2 }],
});

/** Two draws of which each has two mixed endpoints. */
const groupOf = (isUnsaid: boolean) =>
  plausibleGroup(
    "one",
    1,
    [0.4, 0.9].map((share) => {
      const plain = plainPlatform();
      const endpoints = plain.endpoints.flatMap((one) =>
        [share, 0.6].map((readShare, i) => ({
          ...{ ...one, name: `${i}`, kind: "mixed" as const, readShare },
          ...(isUnsaid ? { readShareUnsaid: true as const } : {}),
        })),
      );
      return { ...plain, endpoints };
    }),
  );

const assumed = (scenario: Scenario, isUnsaid: boolean) =>
  scenarioAssumptions(scenario, { assumptions: ["a", "a"], groups: [groupOf(isUnsaid)] });

describe("scenarioAssumptions", () => {
  it("says each once, and that nobody knows how many requests only read where replicas hang on it", () => {
    const guessed = (all: readonly string[]) => all.filter((one) => one.includes("--read-share"));
    expect(guessed(assumed(scenarioOf("db.readReplicas"), true))).toHaveLength(1);
    // Shares that a model says may differ from endpoint to endpoint, and by a prior from draw to draw.
    expect(guessed(assumed(scenarioOf("db.readReplicas"), false))).toEqual([]);
    expect(guessed(assumed(scenarioOf("db.cores"), true))).toEqual([]);
    const plain = plainPlatform();
    const pools = plain.pools.map((pool) => ({ ...pool, perReplicaUnsaid: true as const }));
    const groups = [plausibleGroup("one", 1, [{ ...plain, pools }])];
    const owned = (name: "db.cores" | "api.replicas") =>
      scenarioAssumptions(scenarioOf(name), { assumptions: [], groups }).filter((one) =>
        one.includes("--pool-of"),
      );
    expect([owned("api.replicas").length, owned("db.cores").length]).toEqual([1, 0]);
    expect(assumed(scenarioOf("db.cores"), false).filter((one) => one === "a")).toHaveLength(1);
  });
});
