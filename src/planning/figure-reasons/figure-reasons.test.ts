import { describe, expect, it } from "vitest";
import { syntheticCampaign } from "../../calibration/testing/synthetic-campaign.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import { checkLaunch } from "../check/check-launch.ts";
import { fitCampaign } from "../fit/fit-campaign.ts";
import { predict } from "../predict/predict.ts";
import { openHypothesis } from "../testing/open-hypothesis.ts";
import { type ExplainedFigure, explainedFigures } from "./figure-explanation.ts";
import { figureReasons } from "./figure-reasons.ts";

const { campaign, truth } = syntheticCampaign(17, [0.1, 0.5, 0.8, 1]);
const levels = campaign.levels.map((level) => ({ ...level, requests: 100_000, failures: 40 }));
const fitted = fitCampaign(
  { ...campaign, levels },
  { seed: 1, hypotheses: [openHypothesis(truth)], extend: false },
);
const users = Math.round(0.9 * Math.max(...levels.map((level) => level.users)));
/** Whose probability is neither none nor all. */
const [near] = predict(fitted, defaultPolicy, [users]);
const policy = {
  ...defaultPolicy,
  objectives: { p95: near?.responseTime.p95.value ?? Number.NaN, errorRate: 0.01 },
};
const reasons = figureReasons(fitted, policy, { users, served: null }, explainedFigures);
const of = (figure: ExplainedFigure) => {
  const found = reasons.find((one) => one.figure === figure);
  if (found === undefined) throw new Error(`${figure} is explained`);
  return found;
};
const input = (figure: ExplainedFigure, name: string) =>
  of(figure).inputs.find((one) => one.name.startsWith(name))?.value ?? Number.NaN;

describe("figureReasons", () => {
  it("has the very numbers of predict and check", () => {
    const [point] = predict(fitted, policy, [users]);
    expect(of("p95")).toMatchObject({ ...point?.responseTime.p95 });
    expect(of("mean")).toMatchObject({ ...point?.responseTime.mean });
    expect(of("throughput")).toMatchObject({ ...point?.throughput });
    expect(of("errorRate")).toMatchObject({ ...point?.errorRate });
    const check = checkLaunch(fitted, policy, users, 0.9);
    expect(check.probability).toBeGreaterThan(0.2);
    expect(check.probability).toBeLessThan(0.8);
    expect(of("probability")).toMatchObject({ value: check.probability, draws: check.draws });
  });

  it("tells what a rate limit turns away only where there is one, or it alone is asked for", () => {
    expect(reasons.map(({ figure }) => figure)).toEqual(
      explainedFigures.filter((figure) => figure !== "refused"),
    );
    const [alone] = figureReasons(fitted, policy, { users, served: null }, ["refused"]);
    expect(alone).toMatchObject({ figure: "refused", value: 0, rows: [] });
    expect(alone?.formula).toContain("0 at every load: no platform");
    expect(alone?.ends[0]).toMatch(/^A rate limit stands in a model file/);
  });

  it("has inputs that give the figure by its formula", () => {
    // Medians of ratios against ratios of medians: close, not equal.
    const rate = users / (input("throughput", "think") + input("throughput", "mean"));
    expect(Math.abs(rate / of("throughput").value - 1)).toBeLessThan(0.02);
    const mean = users / input("mean", "throughput") - input("mean", "think");
    expect(Math.abs(mean / of("mean").value - 1)).toBeLessThan(0.2);
    const [background, byLoad] = [input("errorRate", "errors e"), input("errorRate", "errors f")];
    expect(1 - (1 - background) * (1 - byLoad)).toBeCloseTo(of("errorRate").value, 5);
  });

  it("counts the probability from the draws that it names", () => {
    const { value, draws = 0, ends } = of("probability");
    const [holding = 0] = (ends[0]?.match(/\d+/) ?? []).map(Number);
    expect((holding + 0.5) / (draws + 1)).toBeCloseTo(value, 12);
    expect(ends[0]).toContain(`P95 fails on ${draws - holding}`);
    const served = figureReasons(fitted, policy, { users, served: 0.1 }, ["probability"]);
    expect(served[0]?.value).toBe(0.1);
  });

  it("says which rows move it: a slower P95 here makes it slower and the objectives less sure", () => {
    const atTop = (figure: ExplainedFigure) =>
      of(figure).rows.filter((row) => row.quantity === "p95" && row.change !== 0);
    expect(atTop("p95").some(({ change }) => change > 0)).toBe(true);
    for (const row of of("probability").rows) {
      const same = figureReasons(fitted, policy, { users, served: null }, ["p95"])[0]?.rows.find(
        (one) => one.users === row.users && one.quantity === row.quantity,
      );
      if (same === undefined || row.change === 0) continue;
      expect(Math.sign(row.change)).toBe(-Math.sign(same.change));
    }
  });

  it("says by how much failures that were counted move the error rate", () => {
    const { rows } = of("errorRate");
    expect(rows).toHaveLength(levels.length);
    const failures = 40 * levels.length;
    const requests = 100_000 * levels.length;
    for (const { change, more, quantity } of rows) {
      expect(quantity).toBe("errorRate");
      expect(more).toBeCloseTo(1 / Math.sqrt(40), 12);
      // √40 failures more of all, beside what the shared random numbers bend.
      expect(change / (Math.sqrt(40) / requests)).toBeCloseTo(1, 1);
    }
    expect(of("errorRate").value).toBeCloseTo(failures / requests, 4);
  });

  it("says what the ends of every interval are", () => {
    for (const { ends } of reasons) expect(ends.length).toBeGreaterThan(0);
    expect(of("p95").ends.join(" ")).toMatch(/one has it below .*One of twenty has it above/);
    expect(of("probability").ends[1]).toContain("no interval of its own");
  });
});
