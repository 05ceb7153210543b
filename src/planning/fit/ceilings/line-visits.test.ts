import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Campaign, EndpointLevel } from "../../../measurement/campaign.ts";
import { lineVisits } from "./line-visits.ts";

const row = (users: number, path: string, mean: number, requests = 10_000): EndpointLevel => ({
  ...{ users, run: "", method: "GET", path, requests },
  ...{ responseTime: { mean }, quality: "measured", note: "" },
});

/** Mean of each endpoint at a load, s. */
const level = (users: number, means: readonly number[]) =>
  means.map((mean, i) => row(users, `/${i}`, mean));

const visitsOf = (endpoints: readonly EndpointLevel[]) =>
  lineVisits({ name: "x", levels: [], endpoints, failures: [] } as Campaign).map((visits) => [
    ...[...visits].toSorted().map(([, times]) => times),
  ]);

describe("how often endpoints stand in line", () => {
  const light = level(74, [0.0736, 0.0272]);

  it("is how many times as long as the others they wait, however long their work takes", () => {
    // Simulated: five queries and one, each of which asks anew for one of 50 connections.
    const heavy = [
      ...level(330, [0.2259, 0.0579]),
      ...level(410, [0.3643, 0.0856]),
      ...level(490, [0.4986, 0.1124]),
    ];
    expect(visitsOf([...light, ...heavy])).toEqual([[5, 1]]);
    expect(visitsOf([...heavy.toReversed(), ...light])).toEqual([[5, 1]]);
  });

  it("is said in two ways where a line in which each stands once hides it at heavier loads", () => {
    const database = level(100, [0.1736, 0.0522]);
    const pool = level(200, [1.1736, 1.0522]);
    expect(visitsOf([...light, ...database, ...pool])).toEqual([[4, 1]]);
    expect(
      visitsOf([...light, ...level(100, [0.3736, 0.1022]), ...level(200, [0.6, 0.2772])]),
    ).toEqual([
      [3, 1],
      [4, 1],
    ]);
  });

  it("is not said where all wait alike, nobody waits, one is known, or one waits for something else", () => {
    expect(visitsOf([...light, ...level(200, [0.5736, 0.5272])])).toEqual([]);
    expect(visitsOf([...light, ...level(200, [0.0737, 0.0271])])).toEqual([]);
    expect(visitsOf([row(10, "/0", 0.1), row(100, "/0", 0.9)])).toEqual([]);
    expect(visitsOf([...light, ...level(200, [1.0736, 0.0572])])).toEqual([]);
    expect(visitsOf([])).toEqual([]);
  });

  it("leaves out who never waits", () => {
    const idle = level(10, [0.1, 0.1, 0.1]);
    expect(visitsOf([...idle, ...level(100, [0.7, 0.4, 0.101])])).toEqual([[2, 1]]);
  });

  it("is found whatever the work and the waits are, where one stands in line once", () => {
    const times = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.record({ time: times, visits: fc.integer({ min: 1, max: 6 }) }), {
          ...{ minLength: 1, maxLength: 6 },
        }),
        fc.array(fc.double({ min: 2, max: 50, noNaN: true }), { minLength: 1, maxLength: 4 }),
        (others, waits) => {
          const all = [{ time: 0.5, visits: 1 }, ...others];
          const endpoints = [
            ...level(
              1,
              all.map(({ time }) => time),
            ),
            ...waits.flatMap((wait, i) =>
              level(
                10 * (i + 1),
                all.map(({ time, visits }) => time + visits * wait),
              ),
            ),
          ];
          const isSeveral = all.some(({ visits }) => visits > 1);
          expect(visitsOf(endpoints)).toEqual(isSeveral ? [all.map(({ visits }) => visits)] : []);
        },
      ),
    );
  });
});
