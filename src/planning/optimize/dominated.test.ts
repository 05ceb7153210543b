import { describe, expect, it } from "vitest";
import type { HypothesisChange, Limits, ScenarioResult } from "../plan/plan-result.ts";
import { samplePlan } from "../testing/sample-plan.ts";
import { dominated } from "./dominated.ts";

const [sample] = samplePlan().scenarios as [ScenarioResult];

/** Limits with that breaking point and a ceiling of half as many requests. */
const limits = (users: number): Limits => {
  const breakingPoint = { ...sample.limits.breakingPoint, value: users };
  const { peak } = sample.limits;
  const throughput = { ...peak.throughput, value: users / 2 };
  return { ...sample.limits, breakingPoint, peak: { ...peak, throughput } };
};

const scenario = (
  name: string,
  value: string,
  users: number,
  perHypothesis: readonly (readonly [number, number])[] = [],
  lever = "pool.size",
): ScenarioResult => ({
  ...sample,
  name,
  title: name,
  levers: [{ lever, value }],
  limits: limits(users),
  perHypothesis: perHypothesis.map(([weight, after], i) => ({
    ...(sample.perHypothesis[0] as HypothesisChange),
    name: `hypothesis ${i}`,
    weight,
    wallAfter: `wall ${i}`,
    limits: limits(after),
  })),
});

describe("dominated", () => {
  it("names the larger of two that do the same, whatever their order", () => {
    const [larger, smaller] = [scenario("b", "150 connections", 410), scenario("a", "100", 400)];
    for (const list of [
      [larger, smaller],
      [smaller, larger],
    ]) {
      expect(dominated(list)).toEqual([
        { name: "b", title: "b", by: "a", sentence: "b gains nothing over a." },
      ]);
    }
  });

  it("keeps what gains 5 % or more, mixed or under a hypothesis that counts", () => {
    expect(dominated([scenario("a", "100", 400), scenario("b", "150", 421)])).toEqual([]);
    const under = (weight: number) => [
      scenario("a", "100", 400, [
        [1 - weight, 400],
        [weight, 400],
      ]),
      scenario("b", "150", 400, [
        [1 - weight, 400],
        [weight, 800],
      ]),
    ];
    expect(dominated(under(0.2))).toEqual([]);
    expect(dominated(under(0.01)).map(({ sentence }) => sentence)).toEqual([
      "b gains nothing over a: the wall is the wall 0.",
    ]);
  });

  it("compares only sizes of the same lever, as plain numbers", () => {
    expect(
      dominated([
        scenario("a", "100", 400),
        scenario("b", "2 * pool.size", 400),
        scenario("c", "3 replicas", 400, [], "api.replicas"),
        scenario("d", "0.5", 400, [], "demand"),
        scenario("e", "0.7", 400, [], "demand"),
      ]),
    ).toEqual([]);
  });
});
