import { describe, expect, it } from "vitest";
import { measuredRuns } from "../../calibration/figures.ts";
import { audit } from "../../measurement/audit.ts";
import type { Campaign, Level } from "../../measurement/campaign.ts";
import { observations } from "../../measurement/observations.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { preparePlatform } from "../../platform/solve/prepare-platform.ts";
import { platformResponseTimes } from "../../platform/solve/response/platform-response-times.ts";
import { solvePlatform } from "../../platform/solve/solve-platform.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { ownHypotheses } from "./own-hypotheses.ts";
import { structureHypothesis } from "./structure-hypothesis.ts";
import { structureScale } from "./structure-scale.ts";

/** Four cores that are shared, 80 req/s at most, measured without noise. */
const truth = plainPlatform({ thinkTime: 1, databaseTime: 0.05, cores: 4, poolSize: 1000 });
const loads = [10, 60, 80, 110];
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
const campaign: Campaign = { name: "cores", levels, endpoints: [], failures: [] };
const audited = audit(campaign);
const scale = structureScale(campaign, observations(campaign, audited), audited);
const runs = measuredRuns(campaign, audited, new Set());

const cores = (servers: number, more: Partial<Hypothesis> = {}): Hypothesis => {
  const made = structureHypothesis({ resource: "cores", visits: "all", laws: [] }, scale);
  const stations = made.platform.stations.map((station) =>
    station.kind === "queue" ? { ...station, servers } : station,
  );
  return { ...made, name: "own", platform: { ...made.platform, stations }, ...more };
};
const namesOf = (own: readonly Hypothesis[]) =>
  ownHypotheses(own, runs, 1).map(({ hypothesis }) => hypothesis.name);

describe("ownHypotheses", () => {
  it("takes of numbers that nobody has said the nearest, as plan does", () => {
    const own = [cores(2, { instead: [cores(4), cores(16)] })];
    const [one, ...others] = ownHypotheses(own, runs, 1);
    expect(others).toEqual([]);
    const queues = one?.hypothesis.platform.stations.filter(({ kind }) => kind === "queue");
    expect(queues).toMatchObject([{ servers: 4 }]);
    expect(one?.hypothesis.instead).toBeUndefined();
    expect(one?.leftOut).toHaveLength(loads.length);
  });

  it("tries what is only for want of another where none before it follows the figures", () => {
    const some = cores(5, { name: "own-of-some", onlyWhereLacking: true });
    expect(namesOf([cores(4), some])).toEqual(["own"]);
    expect(namesOf([cores(64), some])).toEqual(["own", "own-of-some"]);
  });

  it("leaves out what no platform can be", () => {
    expect(namesOf([cores(0)])).toEqual([]);
  });
});
