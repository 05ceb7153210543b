import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limiters } from "../../platform/known-facts.ts";
import type { Platform } from "../../platform/platform.ts";
import { type ToldGroup, tellingOf } from "./telling.ts";

const platform = (pool: number): Platform => ({
  ...{ title: "", thinkTime: 1, apiReplicas: 1, endpoints: [], rateLimit: null },
  ...{ clientTimeOut: null, backgroundErrorRate: 0 },
  stations: [{ kind: "delay", name: "db", role: "database", work: [] }],
  pools: [
    {
      ...{ name: "connections", role: "connections", size: pool, perReplica: true, perNode: true },
      ...{ around: ["db"], held: "request", acquireTimeOut: null },
    },
  ],
});

const group = (
  ceiling: ToldGroup["ceiling"] | undefined,
  [low, high]: readonly [number, number],
  extra: Partial<ToldGroup> = {},
): ToldGroup => ({
  title: `${ceiling} at its limit`,
  ...(ceiling === undefined ? {} : { ceiling }),
  gain: { value: (low + high) / 2, low, high },
  decided: [],
  platforms: [platform(20)],
  ...extra,
});

const decided = (...names: readonly string[]) =>
  names.map((name) => ({ name, meaning: name, positions: [] }));

describe("tellingOf", () => {
  it("names what limits where a gain hangs on it, with the outcome under each", () => {
    const sizes = Array.from({ length: 40 }, (_, i) => platform(18 + (i % 5)));
    const telling = tellingOf([
      group("database", [-0.03, 0.03]),
      group("pool", [0.4, 0.9], { platforms: sizes }),
    ]);
    expect(telling).toEqual({
      outcomes: [
        {
          ...{ if: "database", title: "database at its limit", verdict: "no change" },
          gain: { value: 0, low: -0.03, high: 0.03 },
        },
        {
          ...{ if: "pool", title: "pool at its limit", verdict: "gains" },
          gain: { value: 0.65, low: 0.4, high: 0.9 },
        },
      ],
      fact: "limitedBy",
      poolIfLimit: { value: 20, low: 18, high: 22 },
    });
    // A pool that is known tells nothing further.
    const known = tellingOf([group("database", [-0.03, 0.03]), group("pool", [0.4, 0.9])]);
    expect(known?.poolIfLimit).toBeNull();
  });

  it("names the number that decides where what limits does not, by its role", () => {
    const wide = [-0.1, 0.5] as const;
    const unknown = decided("stations.db.drift", "pools.connections.size");
    const alone = tellingOf([group("database", wide, { decided: unknown })]);
    expect(alone?.fact).toBe("pool");
    const second = group("database", wide, { decided: decided("stations.db.servers") });
    expect(tellingOf([group("api", wide), second])?.fact).toBe("dbCores");
    const own = group(undefined, wide, { decided: decided("queryTime") });
    expect(tellingOf([own])).toEqual({ outcomes: [], fact: "queryTime", poolIfLimit: null });
  });

  it("says nothing where it takes a measurement", () => {
    expect(tellingOf([])).toBeNull();
    expect(tellingOf([group("database", [-0.1, 0.5])])).toBeNull();
    expect(tellingOf([group(undefined, [0.1, 0.5]), group(undefined, [0, 0.01])])).toBeNull();
  });

  it("names what limits exactly where verdicts differ between what may limit", () => {
    const ends = fc
      .tuple(
        fc.double({ min: -0.5, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
      )
      .map(([low, width]) => [low, low + width] as const);
    fc.assert(
      fc.property(fc.array(ends, { minLength: 1, maxLength: 3 }), (all) => {
        const groups = all.map((gain, i) => group(limiters[i], gain));
        const telling = tellingOf(groups);
        const verdicts = new Set(telling?.outcomes.map(({ verdict }) => verdict));
        expect(telling?.fact === "limitedBy").toBe(verdicts.size > 1);
        if (all.length > 1) expect(telling?.outcomes).toHaveLength(all.length);
        else expect(telling).toBeNull();
      }),
    );
  });
});
