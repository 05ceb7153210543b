import { describe, expect, it } from "vitest";
import type { Telling } from "../planning/plan/plan-result.ts";
import { samplePlan } from "../planning/testing/sample-plan.ts";
import { tellingLines, tellingSummary } from "./telling-words.ts";

const outcome = (
  limiter: "database" | "pool" | "api",
  verdict: Telling["outcomes"][number]["verdict"],
  low: number,
  high: number,
) => ({ if: limiter, weight: 0.41, verdict, gain: { value: (low + high) / 2, low, high } });

const between: Telling = {
  outcomes: [
    outcome("pool", "gains", 0.4, 0.9),
    outcome("database", "no change", -0.03, 0.03),
    outcome("api", "cannot tell", -0.1, 0.4),
  ],
  fact: "limitedBy",
  poolIfLimit: { value: 20, low: 18.2, high: 22.4 },
};

describe("tellingLines", () => {
  it("puts the outcomes side by side, and names the fact with the command that says it", () => {
    expect(tellingLines({ telling: between })).toEqual([
      "If the pool is the limit (41 %): it gains, +65 % (+40 % to +90 %); if the database is the limit (41 %): nothing changes, 0.0 % (−3.0 % to +3.0 %); if the API is the limit (41 %): not told even so, +15 % (−10 % to +40 %).",
      "One fact would tell: what is in use to the last at the highest load, the connections of the pool, the database's processors or the API's processors. Say it with headroom init --limited-by pool|database|api, or as limitedBy under known: in headroom.yaml.",
      "The size of the pool may do: it is what limits only with 18 to 22 connections. Say it with headroom init --pool N.",
    ]);
  });

  it("names a number, or that it takes a measurement, or nothing", () => {
    expect(tellingLines({ telling: { outcomes: [], fact: "dbCores", poolIfLimit: null } })).toEqual(
      [
        "One fact would tell: how many cores the database has. Say it with headroom init --db-cores N, or as dbCores under known: in headroom.yaml.",
      ],
    );
    const [, next] = tellingLines({ telling: { ...between, fact: null, poolIfLimit: null } });
    expect(next).toContain("headroom next");
    expect(tellingLines({ telling: null })).toEqual([]);
  });
});

describe("tellingSummary", () => {
  const [first, second, third] = samplePlan().scenarios;
  it("names the fact that would tell most of the scenarios", () => {
    if (first === undefined || second === undefined || third === undefined) throw new Error();
    const cores: Telling = { outcomes: [], fact: "dbCores", poolIfLimit: null };
    const all = [
      { ...first, telling: cores },
      { ...second, telling: between },
      { ...third, telling: between },
    ];
    expect(tellingSummary(all)).toEqual([
      expect.stringMatching(/^One fact would tell 2 of them: what is in use to the last/),
    ]);
    expect(tellingSummary([first, second])).toEqual([]);
  });
});
