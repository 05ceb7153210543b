/** What telemetry is for: telling hypotheses apart that the load generator cannot. */
import { describe, expect, it } from "vitest";
import { fitErrors } from "../calibration/fit-errors.ts";
import { audit } from "../measurement/audit.ts";
import type { Campaign, TelemetryRow } from "../measurement/campaign.ts";
import { observations } from "../measurement/observations.ts";
import type { Hypothesis, Platform } from "../platform/platform.ts";
import type { Quantity } from "../platform/quantity.ts";
import { solvePlatform } from "../platform/solve/solve-platform.ts";
import { plainPlatform } from "../platform/testing/plain-platform.ts";
import { fitHypotheses } from "./fit/fit-hypotheses.ts";

/** A pool of 10 around a database of 25 cores: full, it keeps them 40 % busy. */
const truth = plainPlatform({ poolSize: 10, cores: 25 });
const loads = [50, 100, 200, 250, 300, 400];

/** A per cent up and down, as if measured. */
const wobble = (i: number) => 1 + 0.01 * Math.sin(5 * i);

const levels = solvePlatform(truth, loads).map(({ users, throughput, responseTime }, i) => ({
  users,
  run: "",
  duration: 600,
  requests: Math.round(600 * throughput * wobble(i)),
  failures: 0,
  throughput: throughput * wobble(i),
  responseTime: { mean: responseTime * wobble(i + 3) },
  quality: "measured" as const,
  note: "",
}));

const telemetry = solvePlatform(truth, loads).flatMap(({ users, stations, pools }, i) => {
  const rows: TelemetryRow[] = [...stations, ...pools].map(({ name, utilization }) => {
    return { users, run: "", what: name, utilization: utilization * wobble(i + 1), note: "" };
  });
  return rows.filter(({ what }) => what !== "api");
});

const range = { prior: "logUniform", low: 4, high: 60 } as const;
const named = (name: string, change: Partial<Record<"size" | "servers", Quantity>>): Hypothesis => {
  const platform: Platform = truth;
  const { size = 10, servers = 25 } = change;
  return {
    name,
    source: "",
    numbers: {},
    platform: {
      ...platform,
      title: name,
      stations: platform.stations.map((one) => (one.kind === "queue" ? { ...one, servers } : one)),
      pools: platform.pools.map((pool) => ({ ...pool, size })),
    },
  };
};

const hypotheses = [
  named("database", { size: 400, servers: range }),
  named("pool", { size: range, servers: 25 }),
];

function weightOfPool(campaign: Campaign): number {
  const audited = audit(campaign);
  const errors = fitErrors(observations(campaign, audited));
  const { members } = fitHypotheses(campaign, audited, errors, hypotheses, { seed: 1 });
  const pool = members.find(({ posterior }) => posterior.hypothesis.name === "pool");
  return pool?.weight.weight ?? 0;
}

const campaign: Campaign = { name: "x", levels, endpoints: [], failures: [] };

describe("telemetry of a half-idle database behind a full pool", () => {
  it("moves the weight from the database to the pool", () => {
    expect(telemetry.find(({ users }) => users === 400)?.utilization).toBeCloseTo(0.4, 1);
    const without = weightOfPool(campaign);
    const told = weightOfPool({ ...campaign, telemetry });
    // Mean and throughput of a full pool and of full cores are alike.
    expect(without).toBeLessThan(0.9);
    expect(told).toBeGreaterThan(0.99);
  });
});
