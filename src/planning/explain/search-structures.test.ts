import { describe, expect, it } from "vitest";
import { measuredRuns } from "../../calibration/figures.ts";
import { audit } from "../../measurement/audit.ts";
import type { Campaign, Level } from "../../measurement/campaign.ts";
import { observations } from "../../measurement/observations.ts";
import { preparePlatform } from "../../platform/solve/prepare-platform.ts";
import { platformResponseTimes } from "../../platform/solve/response/platform-response-times.ts";
import { solvePlatform } from "../../platform/solve/solve-platform.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { searchStructures } from "./search-structures.ts";
import { structureScale } from "./structure-scale.ts";

/** Cores that are shared, 80 req/s at most, measured without noise. */
const truth = plainPlatform({ thinkTime: 1, databaseTime: 0.05, cores: 4, poolSize: 1000 });

function measured(loads: readonly number[]): Campaign {
  const prepared = preparePlatform(truth, Math.max(...loads));
  const levels = solvePlatform(truth, loads).map(({ users, throughput }): Level => {
    const { mean, p50, p95 } = platformResponseTimes(prepared, users, "all").all;
    return {
      ...{ users, run: "", duration: 600, failures: 0, quality: "measured", note: "" },
      requests: Math.round(throughput * 600),
      throughput,
      responseTime: { mean, p50, p95 },
    };
  });
  return { name: "cores", levels, endpoints: [], failures: [] };
}

describe("searchStructures", () => {
  const campaign = measured([10, 40, 70, 90, 110, 140]);
  const audited = audit(campaign);
  const scale = structureScale(campaign, observations(campaign, audited), audited);
  const runs = measuredRuns(campaign, audited, new Set());
  const search = () => searchStructures(runs, scale, { seed: 1, own: [], known: {} });
  const found = search();

  it("has the resource that made the figures within two standard errors of the lead", () => {
    const near = found.filter(({ weight }) => weight.behind <= 2 * weight.behindError);
    expect([found[0], ...near].map((one) => one?.structure?.resource)).toContain("cores");
  });

  it("gives what a load test cannot tell apart the same weight: cores of API or database", () => {
    const cores = found.find(({ structure }) => structure?.resource === "cores");
    const name = cores?.hypothesis.name.replace("cores", "database");
    const twin = found.find(({ hypothesis }) => hypothesis.name === name);
    expect(twin?.weight.logDensity).toBe(cores?.weight.logDensity);
  });

  it("fits a twin of which the size is known by itself, where it had the numbers of the other", () => {
    const sized = searchStructures(runs, scale, { seed: 1, own: [], known: { dbCores: 64 } });
    const [free, told] = [found, sized].map((all) =>
      all.find(({ structure }) => structure?.resource === "database"),
    );
    expect(told?.fit.position.length).toBe((free?.fit.position.length ?? 0) - 1);
    // 64 cores cannot be the wall at 80 req/s of 50 ms that 4 are.
    expect(told?.fit.noiseScale).toBeGreaterThan(3 * (free?.fit.noiseScale ?? 0));
  });

  it("knows one way of visiting where the figures show one kind of requests", () => {
    expect(new Set(found.map(({ structure }) => structure?.visits))).toEqual(new Set(["all"]));
  });

  it("is the same each time", () => {
    const said = ({ hypothesis, fit }: (typeof found)[number]) => [hypothesis.name, fit.cost];
    expect(search().map(said)).toEqual(found.map(said));
  });
});
