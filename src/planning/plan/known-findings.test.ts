import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../limits/policy.ts";
import { audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { observations } from "../../measurement/observations.ts";
import { fillKnown } from "../../platform/fill-known.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import { onePool } from "../fit/one-pool.ts";
import { knownAssumptions, knownFindings } from "./known-findings.ts";

/** Z = 2 s, 500 ms when idle, at most 100 req/s. */
const campaign: Campaign = {
  name: "Shop",
  levels: [
    [50, 0.5],
    [100, 0.5],
    [400, 2],
  ].map(([users = 1, mean = 1]) => ({
    ...{ users, run: "", duration: 600, quality: "measured" as const, note: "" },
    requests: Math.round((600 * users) / (2 + mean)),
    throughput: users / (2 + mean),
    responseTime: { mean },
  })),
  endpoints: [],
  failures: [],
};
const audited = audit(campaign);
const observed = observations(campaign, audited);
const unsaid = { apiReplicas: true, readReplicas: true };
const starter = onePool(campaign, observed, audited);

function codes(
  known: KnownFacts,
  { model = fillKnown(starter, known, unsaid), explains = true, redLine = known.redLine } = {},
) {
  const hypotheses = {
    ...{ members: [], best: null, excluded: [], replaced: false, picks: [], draws: [] },
    explains,
  };
  const fitted = { observations: observed, audit: audited, hypotheses };
  const policy = { ...defaultPolicy, redLine: { ...defaultPolicy.redLine, ...redLine } };
  return knownFindings(fitted, { known, hypotheses: [model], policy }).map(({ code }) => code);
}

describe("knownFindings", () => {
  it("finds nothing where all that is known is used", () => {
    expect(codes({})).toEqual([]);
    expect(codes({}, { explains: false })).toEqual([]);
    expect(codes({ pool: 50, thinkTime: 2, limitedBy: "pool", redLine: { p95: 3 } })).toEqual([]);
  });

  it("names what the measurements contradict", () => {
    expect(codes({ pool: 5 }, { model: starter })).toEqual(["known-fact-contradicted"]);
  });

  it("names what a model or the policy says otherwise", () => {
    const model = fillKnown(starter, { pool: 60 }, unsaid);
    expect(codes({ pool: 50 }, { model })).toEqual(["known-fact-overruled"]);
    expect(codes({ pool: 60 }, { model })).toEqual([]);
    const short = { ...starter, ceiling: "api" as const };
    expect(codes({ limitedBy: "pool" }, { model: short })).toEqual(["known-fact-overruled"]);
    expect(codes({ limitedBy: "api" }, { model: short })).toEqual([]);
    const stations = starter.platform.stations.map((one) =>
      one.kind === "queue" && one.role === "database" ? { ...one, maxConnections: 70 } : one,
    );
    const accepts = { ...starter, platform: { ...starter.platform, stations } };
    expect(codes({ connections: { max: 100 } }, { model: accepts })).toEqual([
      "known-fact-overruled",
    ]);
    expect(codes({ connections: { max: 70 } }, { model: accepts })).toEqual([]);
    expect(codes({ connections: { others: 5 } }, { model: accepts })).toEqual([]);
    expect(codes({ redLine: { p95: 3 } }, { redLine: { p95: 2 } })).toEqual([
      "known-fact-overruled",
    ]);
  });

  it("says what was taken for granted, and no fact that was not", () => {
    const fitted = { observations: observed, audit: audited };
    expect(knownAssumptions(fitted, { pool: 50, thinkTime: 1.4, redLine: { p95: 3 } })).toEqual([
      "Known beforehand and not fitted where a model leaves it open: pool 50.",
    ]);
    expect(knownAssumptions(fitted, {})).toEqual([]);
  });

  it("asks to look again where nothing follows the figures with the facts that were used", () => {
    expect(codes({ pool: 50 }, { explains: false })).toEqual(["known-facts-unexplained"]);
    expect(codes({ redLine: { p95: 3 } }, { explains: false })).toEqual([]);
  });
});
