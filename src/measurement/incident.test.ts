import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audit } from "./audit.ts";
import type { Level } from "./campaign.ts";
import { binomialUpperTail, findIncidents } from "./incident.ts";

const level = (users: number, requests: number, failures: number, run = ""): Level => ({
  users,
  run,
  requests,
  failures,
  responseTime: {},
  quality: "measured",
  note: "",
});
const incidentsOf = (...levels: Level[]) =>
  findIncidents(levels).incidents.map(({ users, run }) => `${users}${run}`);

describe("binomialUpperTail", () => {
  it("matches 5 tosses of a fair coin: P(K ≥ 4) = (5 + 1)/32", () => {
    expect(binomialUpperTail(4, 5, 0.5)).toBeCloseTo(6 / 32, 14);
    expect(binomialUpperTail(0, 5, 0.5)).toBe(1);
    expect(binomialUpperTail(6, 5, 0.5)).toBe(0);
    expect(binomialUpperTail(2, 2, 0.25)).toBeCloseTo(1 / 16, 14);
    // Half, and half of the middle term 1/√(πn/2): at once, however many there are.
    expect(binomialUpperTail(5e8, 1e9, 0.5)).toBeCloseTo(0.5 + 1 / Math.sqrt(2 * Math.PI * 1e9), 9);
  });

  it("is P(K ≥ k) = 1 − P(n − K ≥ n − k + 1), counted from the other side", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (n, share, p) => {
          const k = Math.round(share * n);
          const mirrored = 1 - binomialUpperTail(n - k + 1, n, 1 - p);
          expect(binomialUpperTail(k, n, p)).toBeCloseTo(mirrored, 9);
        },
      ),
      { seed: 1 },
    );
  });

  it.each([0, 1, Number.NaN])("refuses a probability of %s", (p) => {
    expect(() => binomialUpperTail(1, 2, p)).toThrow(/^p must/);
  });
});

describe("findIncidents", () => {
  it("finds nothing in no levels, one level, or levels without errors", () => {
    expect(incidentsOf()).toEqual([]);
    expect(incidentsOf(level(10, 1000, 500))).toEqual([]);
    expect(incidentsOf(level(10, 1000, 0), level(20, 1000, 0))).toEqual([]);
    expect(incidentsOf(level(10, 0, 0), level(20, 1000, 0))).toEqual([]);
  });

  it("leaves out levels that were estimated, or whose failures were not counted", () => {
    const three = [level(200, 56530, 0), level(300, 45734, 3218), level(400, 43078, 3)] as const;
    expect(incidentsOf(...three)).toEqual(["300"]);
    expect(incidentsOf(three[0], { ...three[1], quality: "estimated" }, three[2])).toEqual([]);
    const { failures: _, ...uncounted } = three[1];
    expect(incidentsOf(three[0], uncounted, three[2])).toEqual([]);
    const { requests: __, ...unasked } = three[1];
    expect(incidentsOf(three[0], unasked, three[2])).toEqual([]);
  });

  it("finds a rate that jumps and returns at a higher load", () => {
    const found = findIncidents([
      level(200, 56530, 0),
      level(300, 45734, 3218),
      level(400, 43078, 3),
      level(500, 36602, 6),
    ]);
    expect(found.undecided).toEqual([]);
    expect(found.incidents).toMatchObject([
      { users: 300, from: { users: 200 }, returnedAt: { users: 400 } },
    ]);
  });

  it("leaves errors that rise and stay to the load", () => {
    expect(
      incidentsOf(level(10, 40000, 0), level(20, 40000, 2800), level(30, 40000, 2600)),
    ).toEqual([]);
  });

  it("does not call scatter between runs an incident: 7 % and then 4 %", () => {
    const rates = [0, 0.07, 0.04, 0.08].map((rate, i) => level(10 * (i + 1), 40000, 40000 * rate));
    expect(incidentsOf(...rates)).toEqual([]);
  });

  it("does not call a handful of errors an incident", () => {
    expect(incidentsOf(level(10, 40000, 0), level(20, 40000, 30), level(30, 40000, 0))).toEqual([]);
  });

  it("finds two neighboring levels that met the same trouble", () => {
    const rates = [0, 0.07, 0.06, 0].map((rate, i) => level(10 * (i + 1), 40000, 40000 * rate));
    expect(incidentsOf(...rates)).toEqual(["20", "30"]);
  });

  it("finds the run that failed where another run of the same load did not", () => {
    const runs = [level(10, 40000, 0), level(20, 40000, 2800, "a"), level(20, 40000, 0, "b")];
    expect(incidentsOf(...runs)).toEqual(["20a"]);
  });

  it("finds trouble at the lowest load, but not in a floor of errors that ends late", () => {
    expect(incidentsOf(level(10, 40000, 2800), level(20, 40000, 0))).toEqual(["10"]);
    const floor = [2000, 2000, 2000, 0].map((failures, i) => level(10 * (i + 1), 40000, failures));
    expect(incidentsOf(...floor)).toEqual([]);
  });

  it("cannot tell an incident from load at the highest level, and says so", () => {
    const { incidents, undecided } = findIncidents([level(10, 40000, 0), level(20, 40000, 2800)]);
    expect(incidents).toEqual([]);
    expect(undecided).toMatchObject([{ level: { users: 20 }, from: { users: 10 }, between: null }]);
  });

  it("tells of the load between, whose errors are too few to be told from either side", () => {
    const levels = [level(100, 5800, 0), level(200, 11222, 185), level(300, 11946, 613)];
    expect(findIncidents(levels).undecided).toMatchObject([
      { level: { users: 300 }, from: { users: 100 }, between: { users: 200 } },
    ]);
    const campaign = { name: "made", levels, endpoints: [], failures: [] };
    const messages = audit(campaign).findings.map(({ message }) => message);
    expect(messages).toContain(
      "300 users: the error rate rises from 0 % at 100 users over 1.65 % at 200 users to 5.13 % at the highest load measured: an incident and errors by load look the same here.",
    );
  });

  it("never flags a rate that only rises, and sees neither the scale of users nor the order", () => {
    const rates = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 2,
      maxLength: 8,
    });
    const size = fc.integer({ min: 100, max: 100_000 });
    fc.assert(
      fc.property(rates, size, fc.integer({ min: 2, max: 50 }), (any, requests, factor) => {
        const build = (list: readonly number[], scale = 1) =>
          list.map((rate, i) => level((i + 1) * scale, requests, Math.floor(rate * requests)));
        expect(incidentsOf(...build(any.toSorted((a, b) => a - b)))).toEqual([]);
        const found = findIncidents(build(any)).incidents.map(({ users }) => users);
        const scaled = findIncidents(build(any, factor).toReversed()).incidents;
        expect(scaled.map(({ users }) => users / factor)).toEqual(found);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});
