import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryAt } from "../entry-at.ts";
import type { Hypothesis } from "../platform/platform.ts";
import type { Prior } from "../platform/quantity.ts";
import { plainPlatform } from "../platform/testing/plain-platform.ts";
import { unknownsOf } from "../platform/unknowns-of.ts";
import { exchangedStarts } from "./exchanged-starts.ts";
import { priorValue } from "./prior-law.ts";

const around = (median: number): Prior => ({ prior: "logNormal", median, spread: 1 });

/** Two endpoints on two stations: weights 1 and 3, all demands unknown, the variations of the first too. */
function hypothesis(): Hypothesis {
  const plain = plainPlatform();
  const [api, database] = plain.stations;
  if (api === undefined || database === undefined) throw new Error("the plain platform has both");
  const work = (median: number) => [
    { endpoint: "light", demand: around(median), visits: 1, variation: around(1) },
    { endpoint: "heavy", demand: around(2 * median), visits: 1, variation: 1 },
  ];
  const [one] = plain.endpoints;
  if (one === undefined) throw new Error("the plain platform has an endpoint");
  return {
    ...{ name: "two", source: "", numbers: {} },
    platform: {
      ...plain,
      endpoints: [
        { ...one, name: "light", weight: 1 },
        { ...one, name: "heavy", weight: 3 },
      ],
      stations: [
        { ...api, work: work(0.01) },
        { ...database, work: work(0.03) },
      ],
    },
  };
}

const two = hypothesis();
const unknowns = unknownsOf(two);
const valueAt = (position: readonly number[], name: string) => {
  const index = unknowns.findIndex((one) => one.name.endsWith(name));
  return priorValue(entryAt(unknowns, index).prior, entryAt(position, index));
};
const names = unknowns.filter(({ name }) => name.endsWith("demand")).map(({ name }) => name);

describe("exchangedStarts", () => {
  it("exchanges an endpoint's work between stations, and that of two endpoints by their shares", () => {
    const medians = unknowns.map(() => 0);
    const starts = exchangedStarts(two, unknowns, medians).map((start) =>
      names.map((name) => Number(valueAt(start, name).toPrecision(6))),
    );
    // Before: 0.01 and 0.02 at the API, 0.03 and 0.06 at the database.
    expect(starts).toEqual([
      [0.06, 0.00333333, 0.03, 0.06],
      [0.03, 0.02, 0.01, 0.06],
      [0.01, 0.06, 0.03, 0.02],
      [0.01, 0.02, 0.18, 0.01],
    ]);
  });

  it("leaves every endpoint's light time, or every station's load, as it was", () => {
    const anywhere = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: unknowns.length,
      maxLength: unknowns.length,
    });
    fc.assert(
      fc.property(anywhere, (position) => {
        const [api, apiHeavy, database, databaseHeavy] = names;
        const told = (at: readonly number[]) => {
          const of = (name = "") => valueAt(at, name);
          return {
            times: [of(api) + of(database), of(apiHeavy) + of(databaseHeavy)],
            loads: [of(api) + 3 * of(apiHeavy), of(database) + 3 * of(databaseHeavy)],
          };
        };
        const before = told(position);
        const isSame = (a: readonly number[], b: readonly number[]) =>
          a.every((value, i) => Math.abs(value / entryAt(b, i) - 1) < 1e-9);
        for (const start of exchangedStarts(two, unknowns, position)) {
          const after = told(start);
          expect(isSame(after.times, before.times) || isSame(after.loads, before.loads)).toBe(true);
        }
      }),
    );
  });

  it("takes the variation along where both are unknown, and moves nothing that others follow", () => {
    const medians = unknowns.map(({ name }) =>
      name === "stations.api.work.light.variation" ? 1 : 0,
    );
    const [, across] = exchangedStarts(two, unknowns, medians);
    const variations = unknowns.flatMap(({ name }, i) =>
      name.endsWith("variation") ? [across?.[i]] : [],
    );
    expect(variations).toEqual([0, 1]);
    const shared = { of: "time", times: 2 };
    const following: Hypothesis = {
      ...two,
      numbers: { time: around(0.01) },
      platform: {
        ...two.platform,
        stations: two.platform.stations.map((station) => ({
          ...station,
          work: station.work.map((one) => ({ ...one, demand: shared })),
        })) as Hypothesis["platform"]["stations"],
      },
    };
    const own = unknownsOf(following);
    expect(
      exchangedStarts(
        following,
        own,
        own.map(() => 0),
      ),
    ).toEqual([]);
  });
});
