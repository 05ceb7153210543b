import { describe, expect, it } from "vitest";
import { fitErrors } from "../../../calibration/fit-errors.ts";
import { audit } from "../../../measurement/audit.ts";
import type { Campaign, EndpointLevel, Level } from "../../../measurement/campaign.ts";
import { observations } from "../../../measurement/observations.ts";
import { fillPlatform } from "../../../platform/fill-platform.ts";
import type { Hypothesis } from "../../../platform/platform.ts";
import { medianOf } from "../../../platform/quantity.ts";
import { preparePlatform } from "../../../platform/solve/prepare-platform.ts";
import { platformResponseTimes } from "../../../platform/solve/response/platform-response-times.ts";
import { solvePlatform } from "../../../platform/solve/solve-platform.ts";
import { plainPlatform } from "../../../platform/testing/plain-platform.ts";
import { unknownsOf } from "../../../platform/unknowns-of.ts";
import { fitHypotheses } from "../fit-hypotheses.ts";
import { additionsTo } from "./additions-to.ts";

const plain = plainPlatform({ thinkTime: 1, databaseTime: 0.04, cores: 8, poolSize: 60 });
const [asIt] = plain.endpoints;
/** Half of the requests write. */
const endpoints = [
  { ...asIt, name: "GET /", weight: 1, kind: "read" as const, cacheHits: 0, cacheTime: 0 },
  { ...asIt, name: "POST /", weight: 1, kind: "write" as const, cacheHits: 0, cacheTime: 0 },
];
const platform = {
  ...plain,
  endpoints,
  stations: plain.stations.map((station) => ({
    ...station,
    work: station.work.flatMap((work) =>
      endpoints.map(({ name }) => ({ ...work, endpoint: name })),
    ),
  })),
};

/** What the planner believes: the cores are unknown, nothing else. */
const believed: Hypothesis = {
  name: "shop",
  source: "",
  numbers: {},
  platform: {
    ...platform,
    title: "Shop",
    stations: platform.stations.map((station) =>
      station.kind === "queue" && station.servers === 8
        ? { ...station, servers: { prior: "logNormal", median: 10, spread: 0.5 } }
        : station,
    ),
  },
};

const scale = { lightLoad: 0.05, maxUsers: 200 };

function measured(truth: typeof plain): Campaign {
  const loads = [20, 60, 90, 120, 160, 200];
  const prepared = preparePlatform(truth, 200);
  const row = { run: "", failures: 0, quality: "measured", note: "" } as const;
  const solutions = solvePlatform(truth, loads);
  const times = loads.map((users) => platformResponseTimes(prepared, users, "endpoints"));
  const levels = solutions.map(({ users, throughput }, i): Level => {
    const { mean = 1, p50 = 1, p95 = 1 } = times[i]?.all ?? {};
    const requests = Math.round(throughput * 300);
    return { ...row, users, duration: 300, requests, throughput, responseTime: { mean, p50, p95 } };
  });
  const rows = levels.flatMap(({ users, requests = 0 }, i) =>
    (times[i]?.endpoints ?? []).map(({ name, mean }): EndpointLevel => {
      const [method = "", path = ""] = name.split(" ");
      return { ...row, users, method, path, requests: requests / 2, responseTime: { mean } };
    }),
  );
  return { name: "shop", levels, endpoints: rows, failures: [] };
}

function fittedTo(campaign: Campaign) {
  const audited = audit(campaign);
  const errors = fitErrors(observations(campaign, audited));
  return fitHypotheses(campaign, audited, errors, [believed], { seed: 1, extend: true, draws: 20 });
}

describe("extendHypothesis", () => {
  it("finds the lock that writes take, which the model lacks, and gives it the belief", () => {
    const lock = additionsTo(believed, scale).find(({ name }) => name === "shop+lock1");
    if (lock === undefined) throw new Error("no such addition");
    const numbers = unknownsOf(lock).map(({ name, prior }) => [name, medianOf(prior)]);
    // Writes hold it for 25 ms: 40 of them a second at most, so 80 requests.
    const truth = fillPlatform(lock, Object.fromEntries([...numbers, ["addedLock", 0.025]]));
    const { members } = fittedTo(measured(truth));
    const best = members.reduce((a, b) => (b.weight.weight > a.weight.weight ? b : a));
    expect(best.posterior.hypothesis.platform.title).toBe(
      "Shop; and a lock that writes take one at a time",
    );
    expect(best.weight.weight).toBeGreaterThan(0.8);
  });

  it("adds nothing to a model that follows the figures", () => {
    const numbers = unknownsOf(believed).map(({ name }) => [name, 8]);
    const { members } = fittedTo(measured(fillPlatform(believed, Object.fromEntries(numbers))));
    expect(members.map(({ posterior }) => posterior.hypothesis.name)).toEqual(["shop"]);
  });
});

describe("additionsTo", () => {
  it("adds one thing each, and nothing that the model has", () => {
    const names = (one: Hypothesis) => additionsTo(one, scale).map(({ name }) => name);
    expect(names(believed)).toEqual([
      "shop+drift",
      "shop+overloadContention",
      "shop+contention",
      "shop+lock1",
      "shop+lock2",
    ]);
    const [drifting] = additionsTo(believed, scale);
    if (drifting === undefined) throw new Error("no addition");
    expect(names(drifting)).not.toContain("shop+drift+drift");
    expect(unknownsOf(drifting).map(({ name }) => name)).toContain("addedDrift");
  });
});
