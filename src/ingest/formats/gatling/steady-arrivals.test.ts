import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importOne } from "../../testing/import-one.ts";
import { asGatling } from "../../testing/made-run.ts";
import { steadyArrivals } from "./steady-arrivals.ts";

const start = 1_700_000_000;
const stays = (from: number, seconds: number) => [
  { time: start + from, change: 1 as const },
  { time: start + from + seconds, change: -1 as const },
];

/** Users replace one another in so many places, each staying as long as `life` says. */
function closed(places: number, life: () => number) {
  return Array.from({ length: places }, () => {
    const users: ReturnType<typeof stays> = [];
    for (let at = 0; at < 60; ) {
      const seconds = life();
      users.push(...stays(at, seconds));
      at += seconds + 0.001;
    }
    return users;
  }).flat();
}

describe("steadyArrivals", () => {
  it("finds the rate of users who come by a timer, however long they stay", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 300, noNaN: true }),
        fc.double({ min: 0.1, max: 9, noNaN: true }),
        (rate, life) => {
          const users = Array.from({ length: Math.round(rate * 60) }, (_, at) => {
            const from = Math.round((at / rate) * 1000 + (at % 3)) / 1000;
            return stays(from, life * (1 + 0.4 * Math.sin(at)));
          });
          const found = steadyArrivals(users.flat());
          expect((found ?? 0) / rate).toBeCloseTo(1, 1);
        },
      ),
      { numRuns: 25 },
    );
  });

  it.each([
    ["replace one another after equal times", closed(1, () => 0.1)],
    [
      "replace one another in ten places",
      closed(
        10,
        (() => {
          let at = 0;
          return () => 0.4 + 0.3 * Math.sin(at++);
        })(),
      ),
    ],
    ["come in a ramp and stay", Array.from({ length: 100 }, (_, at) => stays(at / 10, 60)).flat()],
    [
      "come at a rising rate",
      Array.from({ length: 600 }, (_, at) => stays(Math.sqrt(at * 6), 0.2)).flat(),
    ],
    ["are few", Array.from({ length: 20 }, (_, at) => stays(at, 0.2)).flat()],
  ])("does not find one where users %s", (_, changes) => {
    expect(steadyArrivals(changes)).toBeNull();
  });
});

describe("a Gatling log of users who come at a rate", () => {
  it("is an open load with the figures of the whole run", () => {
    const requests = Array.from({ length: 600 }, (_, at) => {
      const from = start * 1000 + at * 100;
      return { start: from, ms: 130 + (at % 3) * 10, user: at, label: "Home", error: "", among: 1 };
    });
    const users = requests.map((one) => ({ from: one.start - 1, to: one.start + one.ms + 1 }));
    const run = importOne(asGatling({ requests, users }));
    expect(run.loadModel).toBe("open");
    expect(run.levels).toHaveLength(1);
    expect(run.level).toMatchObject({ users: null, requests: 600, failures: 0 });
    expect(run.level.arrivalRate).toBeCloseTo(10, 1);
    expect(run.level.responseTime.mean).toBeCloseTo(0.14, 9);
  });
});
