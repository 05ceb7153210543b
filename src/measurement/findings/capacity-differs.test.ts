import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audit } from "../audit.ts";
import type { Level } from "../campaign.ts";
import { capacityDiffers } from "./capacity-differs.ts";
import { gatherEvidence } from "./evidence.ts";

const level = (users: number, throughput: number, thinkTime = 1): Level => ({
  users,
  run: "",
  duration: 300,
  requests: Math.round(300 * throughput),
  failures: 0,
  throughput,
  responseTime: { mean: users / throughput - thinkTime },
  quality: "measured",
  note: "",
});
const campaign = (levels: readonly Level[]) => ({
  name: "shop",
  levels,
  endpoints: [],
  failures: [],
});
const found = (levels: readonly Level[]) =>
  capacityDiffers(gatherEvidence(campaign(levels))).map((finding) => finding.level);

/** A ceiling of 100 req/s. */
const rest = [level(20, 19), level(50, 47), level(150, 99), level(200, 100), level(250, 100)];

describe("capacityDiffers", () => {
  it("finds two levels at twice the ceiling, and trusts them little", () => {
    const levels = [...rest, level(400, 200), level(500, 201)];
    expect(found(levels)).toEqual([400, 500]);
    const audited = audit(campaign(levels));
    expect(audited.grade.letter).not.toBe("A");
    expect(audited.trust.map(({ trust }) => trust < 0.5)).toEqual([
      ...new Array(5).fill(false),
      ...new Array(2).fill(true),
    ]);
  });

  it("finds one level that fell short of what heavier ones carried", () => {
    expect(
      found([level(20, 19), level(50, 47), level(100, 40), level(150, 120), level(200, 125)]),
    ).toEqual([100]);
  });

  it("lets throughput fall past its peak, and rise while nobody waits", () => {
    expect(found([...rest, level(400, 80), level(600, 60)])).toEqual([]);
    expect(found([level(20, 19), level(100, 95), level(200, 185)])).toEqual([]);
    expect(found([])).toEqual([]);
  });

  it("takes requests that are turned away at once for no capacity, and time-outs for work", () => {
    const failing = (one: Level, share: number): Level => ({
      ...one,
      failures: Math.round(share * (one.requests ?? 0)),
    });
    // A limit of 100 req/s served: 45 % of 180 and 60 % of 250 are turned away and come again.
    expect(found([...rest, failing(level(400, 180), 0.45), failing(level(500, 250), 0.6)])).toEqual(
      [],
    );
    // Half of what two replicas complete is refused: they still serve more than one does.
    expect(found([...rest, failing(level(400, 300), 0.5)])).toEqual([400]);
    // As many were worked on at 250 users, where half waited in vain.
    const [odd, ...lighter] = rest.toReversed();
    if (odd === undefined) throw new Error("no level");
    expect(found([...lighter.toReversed(), failing(odd, 0.5), level(400, 101)])).toEqual([]);
  });

  it("finds nothing in a closed system with runs that differ by up to a twentieth", () => {
    const noise = fc.double({ min: 0.95, max: 1.05, noNaN: true });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.integer({ min: 2, max: 400 }), noise), {
          minLength: 2,
          maxLength: 8,
          selector: ([users]) => users,
        }),
        fc.double({ min: 0.005, max: 0.2, noNaN: true }),
        fc.double({ min: 0.5, max: 3, noNaN: true }),
        (loads, service, think) => {
          // One server, exactly (mean value analysis).
          const rate = (users: number) => {
            let queue = 0;
            let mean = service;
            for (let n = 1; n <= users; n++) {
              mean = service * (1 + queue);
              queue = (n * mean) / (think + mean);
            }
            return users / (think + mean);
          };
          const levels = loads
            .toSorted(([a], [b]) => a - b)
            .map(([users, off]) => ({
              ...level(users, rate(users) * off),
              responseTime: { mean: users / rate(users) - think },
            }));
          expect(found(levels)).toEqual([]);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});
