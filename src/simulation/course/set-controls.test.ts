import { describe, expect, it } from "vitest";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { setControls } from "./set-controls.ts";
import { simulatedPlatformOf } from "./simulated-platform-of.ts";

const plain = plainPlatform();
const platform = simulatedPlatformOf({ ...plain, clientTimeOut: 3 });
const cache = { endpoints: "GET *", timeToLive: 60, count: 100, time: 0.002 };

describe("setControls", () => {
  it("changes what it names and leaves the rest", () => {
    const retry = { attempts: 2, backOff: 1 };
    const changed = setControls(platform, { clients: { retry }, acquireTimeOut: 5 });
    expect(changed.clients).toEqual({ timeOut: 3, retry });
    const parts = platform.parts.map((part) =>
      part.kind === "pool" ? { ...part, acquireTimeOut: 5 } : part,
    );
    expect(changed.parts).toEqual(parts);
    expect(setControls(platform, {})).toEqual(platform);
  });

  it("puts deadlocks and the autoscaler where the simulator looks for them", () => {
    const autoscale = { measure: "users", above: 150, most: 5, delay: 60 } as const;
    const deadlock = { share: 0.01, retries: 3, backOff: 0.05 };
    const [read] = platform.endpoints;
    const write = { name: "POST /a", kind: "write" as const, weight: 1 };
    const changed = setControls(
      { ...platform, endpoints: [...platform.endpoints, write] },
      { autoscale, deadlock },
    );
    expect(changed.autoscale).toEqual(autoscale);
    expect(changed.endpoints).toEqual([read, { ...write, deadlock }]);
  });

  it("refuses a time-out of a pool that is not there", () => {
    const bare = simulatedPlatformOf({ ...plain, pools: [] });
    expect(() => setControls(bare, { acquireTimeOut: 5 })).toThrow(
      /^pool.acquireTimeOut needs a pool/,
    );
  });
});

describe("a cache of a profile", () => {
  it("has keys, a class of hits and one to go on as where a key is missing", () => {
    const { endpoints, classes, parts } = simulatedPlatformOf(plain, { caches: [cache] });
    expect(endpoints).toEqual([
      { name: "GET /a", kind: "read", weight: 1, keys: { timeToLive: 60, count: 100 } },
    ]);
    expect(classes).toEqual([
      { endpoint: 0, share: 0, hit: false },
      { endpoint: 0, share: 1, hit: true },
    ]);
    expect(parts.find(({ name }) => name === "cache")).toMatchObject({
      work: [null, { time: { law: "constant", mean: 0.002 }, visits: 1 }],
    });
  });

  it("is refused for no endpoint, and where there is one in the model", () => {
    const other = { ...cache, endpoints: "PUT *" };
    expect(() => simulatedPlatformOf(plain, { caches: [other] })).toThrow(
      /no endpoint matches "PUT \*"/,
    );
    const endpoints = plain.endpoints.map((one) => ({ ...one, cacheHits: 0.5 }));
    expect(() => simulatedPlatformOf({ ...plain, endpoints }, { caches: [cache] })).toThrow(
      /has a cache/,
    );
  });
});
