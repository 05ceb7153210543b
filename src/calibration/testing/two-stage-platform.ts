/** A platform of two stages with two unknowns, measured without noise: fitted in a moment. */
import { audit } from "../../measurement/audit.ts";
import type { Campaign, Level } from "../../measurement/campaign.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { solvePlatform } from "../../platform/solve/solve-platform.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { type MeasuredRun, measuredRuns } from "../figures.ts";

const truth = plainPlatform({ thinkTime: 1, databaseTime: 0.05, cores: 4, poolSize: 40 });

/** Think time and cores are unknown. */
export const twoStages: Hypothesis = {
  name: "two stages",
  source: "",
  numbers: {},
  platform: {
    ...truth,
    thinkTime: { prior: "logNormal", median: 1.3, spread: 0.4 },
    stations: truth.stations.map((station) =>
      station.kind === "queue" && station.servers === 4
        ? { ...station, servers: { prior: "logNormal", median: 6, spread: 0.5 } }
        : station,
    ),
  },
};

export function twoStagesMeasured(loads: readonly number[] = [20, 60, 90, 140]): Campaign {
  const levels = solvePlatform(truth, loads).map(
    ({ users, throughput, responseTime }): Level => ({
      users,
      run: "",
      duration: 300,
      requests: Math.round(throughput * 300),
      failures: 0,
      throughput,
      responseTime: { mean: responseTime },
      quality: "measured",
      note: "",
    }),
  );
  return { name: "two stages", levels, endpoints: [], failures: [] };
}

export function twoStagesRuns(loads?: readonly number[]): readonly MeasuredRun[] {
  const campaign = twoStagesMeasured(loads);
  return measuredRuns(campaign, audit(campaign), new Set());
}
