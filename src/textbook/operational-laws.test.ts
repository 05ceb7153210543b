import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  interactiveResponseTime,
  interactiveThinkTime,
  meanNumber,
  meanTime,
  stationThroughput,
  throughputOf,
  utilization,
} from "./operational-laws.ts";

describe("operational laws", () => {
  it("give the utilization X·D/c, above 1 too, for the caller to judge", () => {
    expect(utilization(40, 0.0225)).toBeCloseTo(0.9, 12); // Lazowska et al. §3.3: a disk
    expect(utilization(40, 0.5, 25)).toBeCloseTo(0.8, 12);
    expect(utilization(3, 1, 2)).toBe(1.5);
  });

  it("turn Little's law both ways", () => {
    expect(meanNumber(0.5, 15)).toBe(7.5);
    expect(meanTime(7.5, 0.5)).toBe(15);
    expect(meanNumber(0, 3)).toBe(0);
  });

  it("force the flow through stations by their visits", () => {
    expect(stationThroughput(2, 10)).toBe(20);
  });

  it("give the response time of 64 users who think for 30 s at 2 interactions a second", () => {
    expect(interactiveResponseTime(64, 2, 30)).toBe(2);
    expect(interactiveResponseTime(60, 2, 30)).toBe(0);
  });

  it("refuse what cannot be", () => {
    expect(() => interactiveResponseTime(59, 2, 30)).toThrow(/^thinkTime must be at most/);
    expect(() => interactiveResponseTime(1, 0, 0)).toThrow(/^throughput must be/);
    expect(() => meanTime(1, 0)).toThrow(/^throughput must be/);
    expect(() => meanNumber(Number.NaN, 1)).toThrow(/^throughput must be/);
    expect(() => utilization(1, 1, 0)).toThrow(/^servers must be/);
    expect(() => stationThroughput(1, -1)).toThrow(/^visits must be/);
  });
});

describe("operational laws of measured figures", () => {
  it("match a disk of 40 requests/s and 22.5 ms each, and 10 users who think 15 s, worked by hand", () => {
    expect(throughputOf(1200, 30)).toBe(40);
    expect(utilization(40, 0.0225)).toBeCloseTo(0.9, 12); // 40 × 0.0225
    expect(meanNumber(40, 0.1)).toBe(4);
    expect(stationThroughput(2, 20)).toBe(40);
    expect(interactiveResponseTime(10, 0.5, 15)).toBe(5); // 10/0.5 − 15
  });

  it("response time and think time are each other's inverse", () => {
    const some = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(some, some, some, (X, R, Z) => {
        const N = X * (Z + R);
        expect(interactiveThinkTime(N, X, R)).toBeCloseTo(Z, 9);
        expect(interactiveResponseTime(N, X, Z)).toBeCloseTo(R, 9);
      }),
      { seed: 1 },
    );
  });

  it("refuse a throughput of 0 where it would divide", () => {
    expect(() => interactiveThinkTime(5, 0, 1)).toThrow(/^throughput must be/);
    expect(() => throughputOf(5, 0)).toThrow(/^duration must be/);
  });
});
