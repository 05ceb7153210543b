import { describe, expect, it } from "vitest";
import { refitHypothesis } from "../../calibration/fit-hypothesis.ts";
import { platformAtPosition } from "../../calibration/solved/platform-at-position.ts";
import { syntheticCampaign } from "../../calibration/testing/synthetic-campaign.ts";
import { noModelError } from "../../limits/model-error.ts";
import { platformLimits } from "../../limits/platform-limits.ts";
import { plausiblePlatform } from "../../limits/plausible-platform.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import { SHAPE_TERMS } from "../../platform/shape-discrepancy.ts";
import { fitCampaign } from "../fit/fit-campaign.ts";
import { openHypothesis } from "../testing/open-hypothesis.ts";
import type { ExplainedLimit, RowInfluence } from "./limit-explanation.ts";
import { limitReasons } from "./limit-reasons.ts";
import { rowInfluences } from "./row-influence.ts";

const { campaign, truth } = syntheticCampaign(17, [0.1, 0.5, 0.8, 1]);
const fitted = fitCampaign(campaign, {
  seed: 1,
  hypotheses: [openHypothesis(truth)],
  extend: false,
});
const [member] = fitted.hypotheses.members;
if (member === undefined) throw new Error("the campaign can be fitted");
const { posterior } = member;

function reasonOf(limit: ExplainedLimit) {
  const found = limitReasons(fitted, defaultPolicy).find((one) => one.limit === limit);
  if (found === undefined) throw new Error(`${limit} is explained`);
  return found;
}

/** Throughput at its top after a whole refit with one figure that much higher. */
function refitted({ users, quantity, more: share }: RowInfluence): number {
  const { hypothesis, unknowns, runs, fit } = posterior;
  const more = runs.map((run) => ({
    ...run,
    figures: run.figures.map((figure) =>
      run.users === users && figure.quantity === quantity && figure.endpoint === null
        ? { ...figure, measured: (1 + share) * figure.measured }
        : figure,
    ),
  }));
  const { position } = refitHypothesis(hypothesis, unknowns, more, fit);
  const shape = position.slice(unknowns.length, unknowns.length + SHAPE_TERMS);
  const platform = platformAtPosition(hypothesis, unknowns, position);
  const drawn = plausiblePlatform(platform, () => ({ ...noModelError, shape }));
  return platformLimits(drawn, defaultPolicy, fitted.search.maxUsers).peakThroughput;
}

describe("rowInfluences", () => {
  const { ceiling, breakingPoint } = rowInfluences(fitted, defaultPolicy);

  it("has every measured figure once for each limit, the strongest first", () => {
    const figures = posterior.runs.flatMap((run) => run.figures).length;
    for (const rows of [ceiling, breakingPoint]) {
      expect(rows).toHaveLength(figures);
      const sizes = rows.map(({ change }) => Math.abs(change));
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    }
  });

  it("moves no limit by more than the measurements leave open, whatever covariance the fit kept", () => {
    // Of a normal law all rows together explain its variance: each its own part, the prior the rest.
    const { value, low, high } = reasonOf("ceiling");
    const deviation = ((high ?? Number.NaN) - (low ?? Number.NaN)) / (2 * 1.645);
    const rough = posterior.fit.covariance.map((line) => line.map((entry) => 100 * entry));
    const fit = { ...posterior.fit, covariance: rough };
    const members = [{ ...member, posterior: { ...posterior, fit } }];
    const hypotheses = { ...fitted.hypotheses, members };
    for (const one of [fitted, { ...fitted, hypotheses }]) {
      const rows = rowInfluences(one, defaultPolicy).ceiling;
      const together = Math.hypot(...rows.map(({ change }) => change));
      expect(together).toBeGreaterThan(0.1 * deviation);
      expect(together).toBeLessThan(1.5 * deviation);
    }
    expect(value).toBeGreaterThan(0);
  });

  it("says what a whole refit says of the strongest: its sign, and its size within a half", () => {
    const [strongest] = ceiling;
    if (strongest === undefined) throw new Error("figures were measured");
    const { position } = posterior.fit;
    const before = platformLimits(
      plausiblePlatform(platformAtPosition(posterior.hypothesis, posterior.unknowns, position)),
      defaultPolicy,
      fitted.search.maxUsers,
    ).peakThroughput;
    const change = refitted(strongest) - before;
    expect(strongest.quantity).toBe("throughput");
    expect(Math.sign(change)).toBe(Math.sign(strongest.change));
    expect(strongest.change / change).toBeGreaterThan(0.5);
    expect(strongest.change / change).toBeLessThan(1.5);
  });
});

describe("limitReasons", () => {
  const reasons = limitReasons(fitted, defaultPolicy);
  const of = (limit: ExplainedLimit) => {
    const found = reasons.find((one) => one.limit === limit);
    if (found === undefined) throw new Error(`${limit} is explained`);
    return found;
  };

  it("explains limits whose inputs give them by their formula", () => {
    const input = (limit: ExplainedLimit, name: string) =>
      of(limit).inputs.find((one) => one.name === name)?.value ?? Number.NaN;
    // Median of products against product of medians: close, not equal.
    const knee =
      input("saturation", "ceiling") * input("saturation", "think time + idle response time");
    expect(Math.abs(knee / (of("saturation").value ?? 0) - 1)).toBeLessThan(0.1);
    const { safetyFactor, roundTo } = defaultPolicy.rateLimit;
    expect(of("rateLimit").value).toBe(
      roundTo * Math.floor(input("rateLimit", "ceiling") / safetyFactor / roundTo),
    );
    expect(of("safeLimit").value).toBeLessThanOrEqual(
      (input("safeLimit", "breaking point") || Number.POSITIVE_INFINITY) /
        defaultPolicy.safeLimit.safetyFactor,
    );
  });

  it("says of a zone that a single user is past that no load lies in it", () => {
    const zones = defaultPolicy.zones.map((zone) =>
      zone.name === "green" ? { ...zone, p95: 1e-6 } : zone,
    );
    const green = limitReasons(fitted, { ...defaultPolicy, zones }).find(
      ({ limit }) => limit === "greenEnd",
    );
    expect(green?.formula).toMatch(/^the last whole number of users before P95 passes/);
    expect(green?.ends).toEqual(["A single user is past it already: no load lies in it."]);
  });

  it("says what the ends of every interval are", () => {
    for (const { ends, rows } of reasons) {
      expect(ends.length).toBeGreaterThan(0);
      expect(rows.length).toBeLessThanOrEqual(10);
    }
    expect(of("safeLimit").ends[0]).toContain("A decision");
    expect(of("ceiling").ends.join(" ")).toMatch(/below .* req\/s.*above .* req\/s/);
  });
});
