import { describe, expect, it } from "vitest";
import type { HypothesisPosterior } from "../../calibration/calibrate-hypothesis.ts";
import { fitErrors } from "../../calibration/fit-errors.ts";
import { observed } from "../../calibration/testing/observed.ts";
import type { Platform } from "../../platform/platform.ts";
import { preparePlatform } from "../../platform/solve/prepare-platform.ts";
import { platformResponseTimes } from "../../platform/solve/response/platform-response-times.ts";
import { solvePrepared } from "../../platform/solve/solve-platform.ts";
import { classicalModel } from "../../platform/testing/classical-model.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { RandomStream } from "../../random/random-stream.ts";
import { drawnPlatforms } from "./drawn-platform.ts";

const flat = [100, 200, 400].map((users) => observed(users, { requests: 10_000, failures: 5 }));

/** Only what drawing reads of a posterior. */
function drawn(platforms: readonly Platform[], errors: ReturnType<typeof fitErrors>, seed: number) {
  const draws = platforms.map(() => []);
  const posterior = { platforms, draws, unknowns: [], fit: { noiseScale: 1 }, runs: [] };
  const random = RandomStream.fromSeed(seed);
  return drawnPlatforms(posterior as unknown as HypothesisPosterior, errors, random).map(
    ({ platform }) => platform,
  );
}

describe("drawnPlatforms", () => {
  const model = classicalModel();
  const rising = fitErrors([...flat, observed(500, { requests: 10_000, failures: 800 })]);

  it("draws the background around its estimate, with the counting error's spread", () => {
    const fit = fitErrors(flat);
    const platforms = drawn(new Array<Platform>(4000).fill(model), fit, 3);
    const rates = platforms.map(({ backgroundErrorRate }) => backgroundErrorRate);
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    const spread = Math.sqrt(
      rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / rates.length,
    );
    // 15 failures: a rate known to 1/√15 = 26 %, the mean of 4000 draws to 0.4 %.
    const relative = spread / fit.background;
    expect(Math.abs(mean / fit.background - 1)).toBeLessThan(0.04);
    expect(relative > 0.22 && relative < 0.3).toBe(true);
  });

  it("finds the time-out at which as many come too late as were counted", () => {
    const timedOut = { requests: 10_000, failures: 800, failureCause: "time-out" as const };
    const late = fitErrors([...flat, observed(500, timedOut)]);
    const [platform] = drawn([model], late, 1) as [Platform];
    const { clientTimeOutShare } = platformResponseTimes(preparePlatform(platform, 500), 500);
    expect(platform.clientTimeOut).not.toBeNull();
    // Percentiles are found to a hundred-thousandth of their share.
    expect(clientTimeOutShare).toBeCloseTo(0.08 - rising.background, 5);
    const walled = fitErrors([...flat, observed(500, { ...timedOut, cutOffAt: 4 })]);
    expect(drawn([model], walled, 1)[0]?.clientTimeOut).toBe(4);
  });

  it("finds how many requests fill a server that refused them", () => {
    const errors = { requests: 10_000, failures: 800, failureCause: "refusal" as const };
    const refused = fitErrors([...flat, observed(500, errors)]);
    const [platform] = drawn([model], refused, 1) as [Platform];
    const fullShareAt = (requestLimit: number, users: number) =>
      solvePrepared(preparePlatform({ ...platform, requestLimit }, users), users).fullShare;
    const limit = platform.requestLimit ?? 0;
    const late = 0.08 - refused.background;
    expect(platform.clientTimeOut).toBeNull();
    expect(fullShareAt(limit, 500)).toBeGreaterThanOrEqual(late);
    expect(fullShareAt(limit + 1, 500)).toBeLessThan(late);
    // What fills at a load is not full at a light one: the share grows past a capacity.
    expect(fullShareAt(limit, 100)).toBeLessThan(1e-6);
  });

  it("takes what lighter levels contradict less where nobody says what the errors are", () => {
    const [refused] = drawn([model], rising, 1) as [Platform];
    // Time-outs of 8 % at 500 users would have failed some at 400 already, where 5 in 10,000 did.
    expect(refused).toMatchObject({ clientTimeOut: null });
    expect(refused.requestLimit).toBeGreaterThan(1);
    const prepared = preparePlatform({ ...model, clientTimeOut: 0.3 }, 500);
    const counted = [300, 400, 430, 460, 500].map((users) => {
      const share = platformResponseTimes(prepared, users, "all").clientTimeOutShare;
      return observed(users, { requests: 10_000, failures: Math.round(10_000 * share) });
    });
    const [slow] = drawn([model], fitErrors(counted), 1) as [Platform];
    expect(slow.requestLimit).toBeUndefined();
    expect(slow.clientTimeOut).toBeGreaterThan(0.29);
    expect(slow.clientTimeOut).toBeLessThan(0.31);
  });

  it("leaves open whether a few errors of one level go on growing, unless it is known what they are", () => {
    const fails = ({ clientTimeOut, requestLimit }: Platform) =>
      clientTimeOut !== null || requestLimit !== undefined;
    const grown = (of: Parameters<typeof fitErrors>[0]) =>
      drawn(new Array<Platform>(6).fill(model), fitErrors(of), 1).filter(fails).length;
    const few = { requests: 10_000, failures: 60 };
    expect(grown([...flat, observed(500, few)])).toBe(4);
    expect(grown([...flat, observed(500, { ...few, failureCause: "refusal" })])).toBe(6);
    // Two levels show that they grow, and so many are of something that is full.
    expect(grown([...flat, observed(450, few), observed(500, few)])).toBe(6);
    expect(grown([...flat, observed(500, { ...few, failures: 800 })])).toBe(6);
  });

  it("has neither background nor time-out where nobody counted", () => {
    const [platform] = drawn([model], fitErrors([]), 1);
    expect(platform).toMatchObject({ backgroundErrorRate: 0, clientTimeOut: null });
  });

  it("takes turns where nobody knows whether reads will go to the primary beside a replica", () => {
    const database = (platform: Platform | undefined) =>
      platform?.stations.find((station) => station.kind === "queue" && station.role === "database");
    const turns = drawn([model, model], fitErrors([]), 1).map(database);
    expect(turns).toMatchObject([{ primaryReads: false }, { primaryReads: true }]);
    const said = {
      ...model,
      stations: model.stations.map((one) =>
        one.kind === "queue" ? { ...one, primaryReads: false } : one,
      ),
    };
    for (const one of drawn([said, said], fitErrors([]), 1)) {
      expect(database(one)).toMatchObject({ primaryReads: false });
    }
  });

  it("has as many connections today whosever they are, and takes both where nobody has said", () => {
    const [pool] = plainPlatform({ poolSize: 12 }).pools;
    if (pool === undefined) throw new Error("the plain platform has a pool");
    const open = {
      ...model,
      apiReplicas: 3,
      pools: [{ ...pool, perReplicaUnsaid: true as const }],
    };
    const drawnPools = drawn([open, open, open, open], fitErrors([]), 1).map(
      ({ pools }) => pools[0],
    );
    expect(drawnPools.map((one) => [one?.perReplica, one?.size])).toEqual([
      ...[false, false].map((own) => [own, 12]),
      ...[true, true].map((own) => [own, 4]),
    ]);
  });

  it("shares a pool that has no connection for each API replica among all of them", () => {
    const [pool] = plainPlatform({ poolSize: 2.5 }).pools;
    if (pool === undefined) throw new Error("the plain platform has a pool");
    const open = {
      ...model,
      apiReplicas: 3,
      pools: [{ ...pool, perReplicaUnsaid: true as const }],
    };
    for (const { pools } of drawn([open, open, open, open], fitErrors([]), 1)) {
      expect(pools[0]).toMatchObject({ perReplica: false, size: 2.5 });
    }
  });

  it("spreads what nobody has said of mixed requests from one in ten to all", () => {
    const mixed = (readShare?: number): Platform => ({
      ...model,
      endpoints: model.endpoints.map((one) => ({
        ...{ ...one, kind: "mixed" as const },
        ...(readShare === undefined ? {} : { readShare }),
      })),
    });
    const sharesOf = (platform: Platform) =>
      drawn(
        Array.from({ length: 40 }, () => platform),
        fitErrors([]),
        1,
      )
        .map(({ endpoints }) => endpoints[0]?.readShare ?? Number.NaN)
        .sort((a, b) => a - b);
    const shares = sharesOf(mixed());
    for (const [i, share] of shares.entries()) {
      expect(Math.abs(share - (0.1 + (0.9 * (i + 0.5)) / 40))).toBeLessThan((0.9 * 2) / 40);
    }
    expect(new Set(sharesOf(mixed(0.8)))).toEqual(new Set([0.8]));
  });

  it("leaves the errors that a platform names itself", () => {
    const named = { ...model, backgroundErrorRate: 0.01, clientTimeOut: 3 };
    expect(drawn([named], rising, 1)).toMatchObject([
      { backgroundErrorRate: 0.01, clientTimeOut: 3 },
    ]);
    const [timed] = drawn([{ ...model, clientTimeOut: 3 }], rising, 1);
    expect(timed?.clientTimeOut).toBe(3);
    expect(timed?.backgroundErrorRate).toBeGreaterThan(0);
  });
});
