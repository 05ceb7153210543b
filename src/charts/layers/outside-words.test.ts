import { describe, expect, it } from "vitest";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { samplePlan } from "../../planning/testing/sample-plan.ts";
import { outsideWords } from "./outside-words.ts";

const sample = samplePlan();
/** Two levels whose band reaches from 1 to 2, measured as told. */
const plan = {
  ...sample,
  audit: { ...sample.audit, incidents: [] },
  campaign: {
    ...sample.campaign,
    levels: [100, 200].map((users) => ({ ...sample.campaign.levels[0], users })),
  },
  points: [100, 200].map((users) => ({ ...sample.points[0], users })),
} as PlanResult;
const told = (values: Readonly<Record<number, number>>, chance = 0) =>
  outsideWords(plan, [
    {
      curve: () => ({ value: 1.5, low: 1, high: 2 }),
      level: ({ users }) => values[users],
      chance: ({ users }) => {
        const value = values[users] ?? 0;
        return chance === 0 ? null : { low: value - chance, high: value + chance };
      },
    },
  ]);

describe("outsideWords", () => {
  it("counts the dots that neither the band nor chance explains", () => {
    expect(told({ 100: 1.2, 200: 2.05 })).toEqual([]);
    expect(told({ 100: 1.2, 200: 2.5 })).toEqual([
      "1 of 2 dots lies outside the band, beyond chance: there the fit misses what was measured.",
    ]);
    expect(told({ 100: 0.5, 200: 2.5 })[0]).toMatch(/^2 of 2 dots lie outside/);
    expect(told({ 100: 0.5, 200: 2.5 }, 0.6)).toEqual([]);
    expect(told({})).toEqual([]);
  });
});
