import { describe, expect, it } from "vitest";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { setControls } from "./set-controls.ts";
import { simulatedPlatformOf } from "./simulated-platform-of.ts";

const { platform } = simulatedPlatformOf({ ...plainPlatform(), clientTimeOut: 3 });
const cache = { endpoints: "GET *", timeToLive: 60, count: 100, time: 0.002 };

describe("setControls", () => {
  it("changes what it names and leaves the rest", () => {
    const retry = { attempts: 2, backOff: 1 };
    const changed = setControls(platform, { clients: { retry }, acquireTimeOut: 5 });
    expect(changed.clients).toEqual({ timeOut: 3, retry });
    expect(changed.pool).toEqual({ ...platform.pool, acquireTimeOut: 5 });
    expect(setControls(platform, {})).toEqual(platform);
  });

  it("puts caches, deadlocks and the autoscaler where the simulator looks for them", () => {
    const autoscale = { measure: "users", above: 150, most: 5, delay: 60 } as const;
    const deadlock = { share: 0.01, retries: 3, backOff: 0.05 };
    const writes = platform.endpoints.map((one) => ({
      ...one,
      name: "POST /a",
      kind: "write" as const,
    }));
    const endpoints = [...platform.endpoints, ...writes];
    const changed = setControls(
      { ...platform, endpoints },
      { autoscale, deadlock, caches: [cache] },
    );
    expect(changed.api).toEqual({ ...platform.api, autoscale });
    expect(changed.endpoints).toEqual([
      {
        ...platform.endpoints[0],
        cache: {
          hitShare: 1,
          time: { law: "constant", mean: 0.002 },
          keys: { timeToLive: 60, count: 100 },
        },
      },
      { ...writes[0], deadlock },
    ]);
  });

  it("refuses a time-out of a pool that is not there", () => {
    expect(() => setControls({ ...platform, pool: null }, { acquireTimeOut: 5 })).toThrow(
      /^pool.acquireTimeOut needs a pool/,
    );
  });

  it("refuses a cache of no endpoint, and a second one", () => {
    const other = { ...cache, endpoints: "PUT *" };
    expect(() => setControls(platform, { caches: [other] })).toThrow(
      /no endpoint matches "PUT \*"/,
    );
    const hits = plainPlatform();
    const cached = simulatedPlatformOf({
      ...hits,
      endpoints: hits.endpoints.map((one) => ({ ...one, cacheHits: 0.5 })),
    });
    expect(() => setControls(cached.platform, { caches: [cache] })).toThrow(/has a cache/);
  });
});
