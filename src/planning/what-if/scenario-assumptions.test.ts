import { describe, expect, it } from "vitest";
import type { Scenario } from "../../platform/scenario.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { plausibleGroup } from "../testing/plausible-group.ts";
import { scenarioAssumptions } from "./scenario-assumptions.ts";

const scenarioOf = (name: "db.readReplicas" | "db.cores" | "api.replicas"): Scenario => ({
  ...{ name: "one", title: "One", source: "", cost: null },
  levers: [{ name, text: "2", value: 2 }],
});

const groupOf = (...shares: readonly number[]) =>
  plausibleGroup(
    "one",
    1,
    shares.map((readShare) => {
      const plain = plainPlatform();
      const endpoints = plain.endpoints.map((one) => ({
        ...{ ...one, kind: "mixed" as const, readShare },
      }));
      return { ...plain, endpoints };
    }),
  );

const assumed = (scenario: Scenario, ...shares: readonly number[]) =>
  scenarioAssumptions(scenario, { assumptions: ["a", "a"], groups: [groupOf(...shares)] });

describe("scenarioAssumptions", () => {
  it("says each once, and that nobody knows how many requests only read where replicas hang on it", () => {
    const guessed = (all: readonly string[]) => all.filter((one) => one.includes("--read-share"));
    expect(guessed(assumed(scenarioOf("db.readReplicas"), 0.4, 0.9))).toHaveLength(1);
    expect(guessed(assumed(scenarioOf("db.readReplicas"), 0.7, 0.7))).toEqual([]);
    expect(guessed(assumed(scenarioOf("db.cores"), 0.4, 0.9))).toEqual([]);
    const plain = plainPlatform();
    const pools = plain.pools.map((pool) => ({ ...pool, perReplicaUnsaid: true as const }));
    const groups = [plausibleGroup("one", 1, [{ ...plain, pools }])];
    const owned = (name: "db.cores" | "api.replicas") =>
      scenarioAssumptions(scenarioOf(name), { assumptions: [], groups }).filter((one) =>
        one.includes("--pool-of"),
      );
    expect([owned("api.replicas").length, owned("db.cores").length]).toEqual([1, 0]);
    expect(assumed(scenarioOf("db.cores"), 1).filter((one) => one === "a")).toHaveLength(1);
  });
});
