import { describe, expect, it } from "vitest";
import { audit } from "../../../measurement/audit.ts";
import type { Campaign, Level } from "../../../measurement/campaign.ts";
import { observations } from "../../../measurement/observations.ts";
import { fillPlatform } from "../../../platform/fill-platform.ts";
import { plainQueue } from "../../../platform/plain-queue.ts";
import type { Hypothesis } from "../../../platform/platform.ts";
import { preparePlatform } from "../../../platform/solve/prepare-platform.ts";
import { platformPercentile } from "../../../platform/solve/response/platform-response-times.ts";
import { fitInTurn } from "../fit-in-turn.ts";
import { onePool } from "../one-pool.ts";
import { ceilingsOf } from "./ceilings-of.ts";
import { ofSomeRequests } from "./of-some-requests.ts";

const line = { maxThroughput: 100, alone: new Set<string>(), visits: [] };

/** A database of ten servers and 0.1 s a visit, which all requests need. */
const all: Hypothesis = {
  ...{ name: "shop-database", source: "a test", ceiling: "database", toldLimiter: "database" },
  numbers: {},
  platform: {
    ...{ title: "Shop; the database at its limit", thinkTime: 1, apiReplicas: 1 },
    endpoints: [{ name: "all requests", weight: 1, kind: "mixed", cacheHits: 0, cacheTime: 0 }],
    stations: [
      {
        ...{ ...plainQueue, name: "database", role: "database", discipline: "ps", servers: 10 },
        work: [{ endpoint: "all requests", demand: 0.1, visits: 1, variation: 1 }],
      },
    ],
    ...{ pools: [], rateLimit: null, clientTimeOut: null, backgroundErrorRate: 0 },
  },
};

/**
 * Levels of 240 s of a platform of which two requests in five visit a second service that fills up at 1,410 req/s of
 * all, simulated by `scripts/make-systems.ts` (its system 504): users, requests, mean, P50, P95 and P99 in ms.
 */
const measured = [
  [330, 92_221, 48.5, 25.54, 160.8, 240],
  [730, 203_726, 48.38, 25.47, 159.1, 238.9],
  [1100, 306_133, 50.74, 25.76, 170.4, 259.5],
  [1500, 339_731, 247.3, 37.29, 1010, 1542],
  [1800, 336_926, 470.7, 38.52, 1955, 2994],
  [2200, 338_926, 746.3, 38.76, 3131, 4773],
] as const;

/** The same without the flat P50: of a platform whose requests are all alike. */
const alike = [
  [20, 4_528, 60, 42, 180, 276],
  [60, 13_560, 62, 43, 186, 285],
  [100, 22_080, 87, 60, 261, 400],
  [140, 23_900, 405, 330, 1150, 1760],
  [180, 23_950, 804, 700, 2200, 3300],
] as const;

function campaignOf(rows: readonly (readonly number[])[]): Campaign {
  const levels = rows.map(([users = 1, requests = 1, ...times]): Level => {
    const [mean = 1, p50 = 1, p95 = 1, p99 = 1] = times.map((ms) => ms / 1000);
    const responseTime = { mean, p50, p95, p99 };
    const row = { run: "", failures: 0, quality: "measured", note: "", duration: 240 } as const;
    return { ...row, users, requests, throughput: requests / 240, responseTime };
  });
  return { name: "shop", levels, endpoints: [], failures: [] };
}

/** The database at its limit, and what is tried where that does not follow the figures. */
function fittedTo(campaign: Campaign) {
  const audited = audit(campaign);
  const observed = observations(campaign, audited);
  const ceilings = ceilingsOf(onePool(campaign, observed, audited), line);
  const tried = ceilings
    .filter(({ name }) => /-database(-of-some)?$/.test(name))
    .map(({ instead: _, ...sharing }) => sharing);
  const { fitted } = fitInTurn(campaign, audited, tried, { seed: 1, draws: 0 });
  return fitted.map(({ hypothesis, fit }) => ({ name: hypothesis.name, noise: fit.noiseScale }));
}

describe("ofSomeRequests", () => {
  it("lets half of the requests pass at any load while the others wait", () => {
    const some = ofSomeRequests(all);
    const at = (one: Hypothesis, percentile: number) => {
      // 40 % of the requests carry the whole load of 100 req/s: 250 in all.
      const filled = fillPlatform(one, { "numbers.someVisit": 0.4, someVisit: 0.4 });
      return platformPercentile(preparePlatform(filled, 600), 600, percentile);
    };
    expect(at(some ?? all, 0.5)).toBeLessThan(0.01);
    expect(at(some ?? all, 0.95)).toBeGreaterThan(1);
    expect(at(all, 0.5)).toBeGreaterThan(1);
  });

  it("is of the database and of the pool, last of all, where nobody knows what limits", () => {
    const campaign = campaignOf(measured);
    const audited = audit(campaign);
    const hypothesis = onePool(campaign, observations(campaign, audited), audited);
    const last = ceilingsOf(hypothesis, line).slice(-2);
    expect(last.map(({ name, onlyWhereLacking }) => [name, onlyWhereLacking])).toEqual([
      ["platform-database-of-some", true],
      ["platform-pool-of-some", true],
    ]);
    expect(last[0]?.platform.title).toBe(
      "One pool, nothing else known; the database at its limit, which only some of the requests need",
    );
    const known = ceilingsOf({ ...hypothesis, ceiling: "database" }, line);
    expect(known.map(({ name }) => name)).toEqual(["platform-database"]);
  });

  it("is none where endpoints are told apart", () => {
    const [one] = all.platform.endpoints;
    const endpoints = one ? [one, { ...one, name: "GET /b" }] : [];
    expect(ofSomeRequests({ ...all, platform: { ...all.platform, endpoints } })).toBeNull();
  });

  it("explains a P50 that stays while the mean rises fifteenfold, which no database of all requests does", () => {
    const [plain, some] = fittedTo(campaignOf(measured));
    expect(plain?.noise).toBeGreaterThan(2);
    expect(some?.name).toBe("platform-database-of-some");
    expect(some?.noise).toBeLessThan(1.2);
  });

  it("is not tried where the database of all requests follows the figures", () => {
    expect(fittedTo(campaignOf(alike)).map(({ name }) => name)).toEqual(["platform-database"]);
  });
});
