import { describe, expect, it } from "vitest";
import { resultsHeader } from "./results-header.ts";
import { analyticStudy, simulatedStudy, sweptPlatform } from "./testing/tiny-study.ts";

const digest = (text: string) => String(text.length);
const spike = { peak: { load: 200 }, at: 5, over: 1, lengths: [20], after: 60 } as const;

describe("resultsHeader", () => {
  it("says which percentiles and axes there are, and whether there is a spike", () => {
    expect(resultsHeader(analyticStudy(), null, digest)).toMatchObject({
      ...{ method: "analytic", unit: "users", cells: 3, shard: null, spike: false },
      ...{ percentiles: ["p95"], axes: [{ name: "pool.size", price: 0 }] },
    });
    const steady = resultsHeader(simulatedStudy(), null, digest);
    expect(steady).toMatchObject({ method: "simulated", spike: false });
    expect(steady.percentiles).toEqual(["p50", "p95", "p99"]);
    expect(resultsHeader(simulatedStudy({ spike }), null, digest).spike).toBe(true);
  });

  it("puts the draws of a model together", () => {
    const draws = [0.25, 0.5, 0.25].map((weight, draw) => ({ ...sweptPlatform(), weight, draw }));
    const other = { ...sweptPlatform({}, "other"), weight: 0 };
    const { models } = resultsHeader(analyticStudy({ platforms: [...draws, other] }), null, digest);
    expect(models).toEqual([
      { name: "plain", weight: 1, draws: 3 },
      { name: "other", weight: 0, draws: 1 },
    ]);
  });
});
