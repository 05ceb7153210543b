import { describe, expect, it } from "vitest";
import { closedNetwork } from "./closed-network.ts";
import { flowEquivalent } from "./flow-equivalent.ts";
import { mmcn } from "./mmcn.ts";
import { pool } from "./pool.ts";
import { poolExact } from "./pool-exact.ts";

const near = (actual: number, expected: number, tolerance = 1e-11) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));

describe("flowEquivalent", () => {
  it("turns c servers back into their own rates", () => {
    const rates = flowEquivalent([{ kind: "queue", servers: 3, serviceTime: 0.5 }], 5);
    for (const [i, expected] of [2, 4, 6, 6, 6].entries()) near(rates[i] as number, expected);
  });

  it("leaves a product-form network as it was", () => {
    const inside = [
      { kind: "queue" as const, servers: 2, serviceTime: 0.3 },
      { kind: "queue" as const, serviceTime: 0.1 },
    ];
    const whole = closedNetwork({ thinkTime: 1, stations: inside }, 20);
    const part = { kind: "loadDependent" as const, rates: flowEquivalent(inside, 20) };
    near(closedNetwork({ thinkTime: 1, stations: [part] }, 20).throughput, whole.throughput);
  });
});

describe("pool", () => {
  it("around a delay is M/M/c//N", () => {
    const answer = pool(
      { thinkTime: 1, places: 20, inside: [{ kind: "delay", serviceTime: 0.05 }] },
      300,
    );
    const exact = mmcn({ servers: 20, serviceTime: 0.05, thinkTime: 1 }, 300);
    near(answer.throughput, exact.throughput);
    near(answer.responseTime, exact.responseTime);
    near(answer.poolWait, exact.waitingTime);
    near(answer.holdTime, 0.05);
    near(answer.utilization, exact.utilization);
  });

  it("that never fills is the network without a pool", () => {
    const inside = [{ kind: "queue" as const, servers: 2, serviceTime: 0.3 }];
    const outside = [{ kind: "queue" as const, serviceTime: 0.2 }];
    const answer = pool({ thinkTime: 1, places: 10, inside, outside }, 10);
    const network = closedNetwork({ thinkTime: 1, stations: [...outside, ...inside] }, 10);
    near(answer.throughput, network.throughput);
    near(answer.responseTime, network.responseTime);
    expect(answer.poolWait).toBe(0);
    expect(answer.probabilityOfWait).toBe(0);
    near(answer.outside[0]?.queueLength ?? 0, network.stations[0]?.queueLength ?? 0);
  });

  it("stops helping where the throughput inside flattens", () => {
    const inside = [{ kind: "queue" as const, servers: 2, serviceTime: 0.1 }];
    const at = (places: number) => pool({ thinkTime: 1, places, inside }, 200).throughput;
    near(at(2), at(50), 1e-9);
    expect(at(1)).toBeLessThan(0.6 * at(2));
  });

  it("is exact around one station", () => {
    const inside = [{ servers: 3, serviceTime: 0.2 }];
    const exact = poolExact({ thinkTime: 0.5, places: 2, inside }, 12);
    const answer = pool(
      { thinkTime: 0.5, places: 2, inside: [{ kind: "queue", servers: 3, serviceTime: 0.2 }] },
      12,
    );
    near(answer.responseTime, exact.responseTime);
    near(answer.poolWait, exact.poolWait);
    near(answer.placesUsed, exact.placesUsed);
  });

  it("stays within the error its docstring states against the exact Markov chain", () => {
    let [lowX, highX, lowR, highR] = [0, 0, 0, 0];
    for (const places of [2, 5, 10]) {
      for (const servers of [1, 2, 4]) {
        for (const thinkTime of [0.1, 0.5, 2]) {
          for (const [cpu = 0, disk = 0] of [
            [0.02, 0.005],
            [0.01, 0.01],
            [0.005, 0.02],
            [0.1, 0.05],
          ]) {
            for (const N of [3, 10, 20, 40]) {
              const exact = poolExact(
                {
                  thinkTime,
                  places,
                  inside: [
                    { servers, serviceTime: cpu },
                    { servers: 1, serviceTime: disk },
                  ],
                },
                N,
              );
              const answer = pool(
                {
                  thinkTime,
                  places,
                  inside: [
                    { kind: "queue", servers, serviceTime: cpu },
                    { kind: "queue", serviceTime: disk },
                  ],
                },
                N,
              );
              const errorX = answer.throughput / exact.throughput - 1;
              const errorR = answer.responseTime / exact.responseTime - 1;
              [lowX, highX] = [Math.min(lowX, errorX), Math.max(highX, errorX)];
              [lowR, highR] = [Math.min(lowR, errorR), Math.max(highR, errorR)];
            }
          }
        }
      }
    }
    expect(lowX).toBeGreaterThan(-0.014);
    expect(highX).toBeLessThan(0.001);
    expect(lowR).toBeGreaterThan(-0.001);
    expect(highR).toBeLessThan(0.074);
    expect(highR).toBeGreaterThan(0.05); // the approximation is one: were it exact, say so
  });

  it("rejects what is out of range by name", () => {
    const inside = [{ kind: "delay" as const, serviceTime: 1 }];
    expect(() => pool({ thinkTime: 1, places: 0, inside }, 1)).toThrow(/^places must/);
    expect(() => pool({ thinkTime: 1, places: 1, inside }, 0)).toThrow(/^users must/);
    expect(() => poolExact({ thinkTime: 0, places: 1, inside: [] }, 1)).toThrow(/^thinkTime must/);
    expect(() => poolExact({ thinkTime: 1, places: 1, inside: [] }, 1)).toThrow(/^inside must/);
  });
});
