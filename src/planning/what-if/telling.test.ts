import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Platform } from "../../platform/platform.ts";
import { type ToldDraw, type ToldGroup, tellingOf } from "./telling.ts";
import { NOTICEABLE } from "./told/noticeable.ts";

const platform = (pool: number): Platform => ({
  ...{ title: "", thinkTime: 1, apiReplicas: 1, endpoints: [], rateLimit: null },
  ...{ clientTimeOut: null, backgroundErrorRate: 0 },
  stations: [
    { kind: "delay", name: "front", role: "api", work: [] },
    { kind: "delay", name: "db", role: "database", work: [] },
  ],
  pools: [
    {
      ...{ name: "places", role: "connections", size: pool, perReplica: true, perNode: true },
      ...{ around: ["db"], held: "request", acquireTimeOut: null },
    },
  ],
});

/** The wall's name in the platform above, by what it limits. */
const walls = { database: "db (primary)", api: "front", pool: "places" } as const;

/** Draws with one wall whose gains lie evenly from low to high, pools from 18 to 22. */
const draws = (limiter: keyof typeof walls, low: number, high: number, count = 21): ToldDraw[] =>
  Array.from({ length: count }, (_, i) => ({
    platform: platform(18 + (i % 5)),
    wall: walls[limiter],
    gain: low + ((high - low) * i) / Math.max(1, count - 1),
  }));

const group = (
  ceiling: ToldGroup["ceiling"] | undefined,
  own: readonly ToldDraw[],
  extra: Partial<ToldGroup> = {},
): ToldGroup => ({
  ...(ceiling === undefined ? {} : { ceiling }),
  ...{ weight: 0.5, decided: [], draws: own },
  ...extra,
});

const decided = (...names: readonly string[]) =>
  names.map((name) => ({ name, meaning: name, positions: [] }));

describe("tellingOf", () => {
  it("names what limits where a gain hangs on it, with the outcome under each", () => {
    const telling = tellingOf([
      group("database", draws("database", -0.02, 0.02), { weight: 0.6 }),
      group("pool", draws("pool", 0.4, 0.8), { weight: 0.2 }),
    ]);
    expect(telling?.fact).toBe("limitedBy");
    expect(telling?.poolIfLimit).toMatchObject({ value: 20, low: 18, high: 22 });
    expect(telling?.outcomes.map((one) => [one.if, one.verdict])).toEqual([
      ["database", "no change"],
      ["pool", "gains"],
    ]);
    const [first, second] = telling?.outcomes ?? [];
    expect(first?.weight).toBeCloseTo(0.75, 12);
    expect(first?.gain.value).toBeCloseTo(0, 12);
    expect(second?.gain.value).toBeCloseTo(0.6, 12);
  });

  it("asks whether API workers keep a request, where what limits is the API and a gain hangs on it", () => {
    const workers = { ...platform(20), pools: [{ name: "w", role: "workers" } as never] };
    const own = (gain: number) => [
      group("api", draws("api", gain - 0.02, gain + 0.02)),
      group(
        "api",
        draws("api", 0.38, 0.42).map((draw) => ({ ...draw, platform: workers, wall: "w" })),
      ),
    ];
    expect(tellingOf(own(0))).toMatchObject({ outcomes: [], fact: "apiKind" });
    expect(tellingOf(own(0.4))).toBeNull();
  });

  it("asks whose the pool is, where nobody has said and a gain hangs on it", () => {
    const owned = (perReplica: boolean, isUnsaid = true): Platform => {
      const { pools, ...rest } = platform(20);
      const mark = isUnsaid ? { perReplicaUnsaid: true as const } : {};
      return { ...rest, pools: pools.map((pool) => ({ ...pool, perReplica, ...mark })) };
    };
    const own = (gain: number, isUnsaid?: boolean) => [
      ...draws("pool", -0.02, 0.02).map((one) => ({ ...one, platform: owned(false, isUnsaid) })),
      ...draws("pool", gain, gain).map((one) => ({ ...one, platform: owned(true, isUnsaid) })),
    ];
    expect(tellingOf([group(undefined, own(0.5))])).toMatchObject({ fact: "poolOf" });
    expect(tellingOf([group(undefined, own(0.01))])).toBeNull();
    expect(tellingOf([group(undefined, own(0.5, false))])).toBeNull();
  });

  it("asks how many requests only read, where a gain hangs on it", () => {
    const mixed = (readShare: number, isUnsaid: boolean): Platform => ({
      ...platform(20),
      endpoints: [
        {
          ...{ name: "all", weight: 1, kind: "mixed", readShare, cacheHits: 0, cacheTime: 0 },
          ...(isUnsaid ? { readShareUnsaid: true } : {}),
        },
      ],
    });
    const own = (most: number, isUnsaid = true) =>
      draws("database", 0, most).map((draw, i) => ({
        ...draw,
        platform: mixed(0.3 + i / 30, isUnsaid),
      }));
    expect(tellingOf([group(undefined, own(0.6))])).toMatchObject({ fact: "readShare" });
    expect(tellingOf([group(undefined, own(0.02))])).toBeNull();
    // A share that a model says, if only as a prior, is no fact that would fill it.
    expect(tellingOf([group(undefined, own(0.6, false))])).toBeNull();
  });

  it("tells draws apart by what fills up in them, whatever explanation they are of", () => {
    const mixed = [...draws("database", -0.02, 0.02), ...draws("pool", 0.4, 0.8)];
    const telling = tellingOf([group("database", mixed), group("pool", draws("pool", 0.4, 0.8))]);
    expect(telling?.outcomes.map((one) => [one.if, one.verdict])).toEqual([
      ["pool", "gains"],
      ["database", "no change"],
    ]);
    expect(telling?.outcomes[0]?.weight).toBeCloseTo(0.75, 12);
  });

  it("names the number that decides where what limits does not, by its role", () => {
    const wide = draws("database", -0.1, 0.5);
    const unknown = decided("stations.db.drift", "pools.places.size");
    expect(tellingOf([group("database", wide, { decided: unknown })])?.fact).toBe("pool");
    const second = group("database", wide, { decided: decided("stations.db.servers") });
    expect(tellingOf([group("api", draws("api", -0.1, 0.5)), second])?.fact).toBe("dbCores");
    const own = group(undefined, wide, { decided: decided("queryTime") });
    expect(tellingOf([own])).toEqual({ outcomes: [], fact: "queryTime", poolIfLimit: null });
  });

  it("says nothing where it takes a measurement, or what limits is said by the models", () => {
    expect(tellingOf([])).toBeNull();
    expect(tellingOf([group("database", draws("database", -0.1, 0.5))])).toBeNull();
    const [loop, pool] = [draws("api", 0.1, 0.5), draws("pool", 0, 0.01)];
    expect(tellingOf([group(undefined, loop), group(undefined, pool)])).toBeNull();
  });

  it("names what limits exactly where the middles of the gains are noticeably apart", () => {
    const gain = fc.tuple(
      fc.double({ min: -0.5, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(gain, { minLength: 2, maxLength: 3 }), (all) => {
        const groups = all.map(([middle, half], i) => {
          const limiter = (["database", "api", "pool"] as const)[i] ?? "api";
          return group(limiter, draws(limiter, middle - half, middle + half));
        });
        const middles = all.map(([middle]) => middle);
        const apart = Math.max(...middles) - Math.min(...middles);
        fc.pre(Math.abs(apart - NOTICEABLE) > 1e-9);
        const telling = tellingOf(groups);
        expect(telling?.outcomes).toHaveLength(all.length);
        expect(telling?.fact).toBe(apart > NOTICEABLE ? "limitedBy" : null);
      }),
    );
  });
});
