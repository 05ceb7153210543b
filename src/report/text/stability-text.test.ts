import { describe, expect, it } from "vitest";
import { stabilitySentences } from "./stability-text.ts";

const searched = { unit: "users" as const, from: 50, to: 600 };
const tips = { low: 308, high: 310 };
const recovers = { low: 240, high: 242 };

describe("stabilitySentences", () => {
  it("says above which load a spike tips it, and at which it recovers", () => {
    const twoStates = { low: 242, high: 308 };
    const map = { tips, recovers, twoStates, points: [] };
    expect(stabilitySentences({ ...searched, map })).toEqual([
      "Above 242 users a spike tips it for good: it recovers only when the load falls to 240 users.",
      "Between 242 users and 308 users it has two steady states, and what came before decides which.",
      "From 310 users on it tips by itself; at 308 users it stays healthy.",
    ]);
  });

  it("knows platforms that never recover, and those that never tip by themselves", () => {
    const twoStates = { low: 50, high: 600 };
    const map = {
      tips: "never" as const,
      recovers: "never" as const,
      twoStates,
      points: [],
    };
    const [first, , last] = stabilitySentences({ ...searched, map });
    expect(first).toBe(
      "Above 50 users a spike tips it for good: it does not recover even at 50 users.",
    );
    expect(last).toBe(
      "Without a spike it stays healthy up to 600 users, the highest load looked at.",
    );
  });

  it("takes a bracket as narrow as the search for chance: one state", () => {
    const twoStates = { low: 305, high: 308 };
    const map = { tips, recovers: { low: 303, high: 305 }, twoStates, points: [] };
    expect(stabilitySentences({ ...searched, map })).toEqual([
      "From 310 users on it tips by itself; at 308 users it stays healthy.",
      "Once overloaded it recovers at 303 users: one state at any load.",
    ]);
    const always = { tips: "always" as const, recovers, twoStates: null, points: [] };
    expect(stabilitySentences({ ...searched, map: always })).toEqual([
      "It is overloaded at any load from 50 users to 600 users.",
    ]);
  });
});
