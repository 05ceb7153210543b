import { describe, expect, it } from "vitest";
import { RequestTable } from "./engine/request-table.ts";
import { CircuitBreaker } from "./load/circuit-breaker.ts";
import { TokenBucket } from "./load/token-bucket.ts";
import { SharedStation } from "./stations/processor-sharing.ts";
import { Resource } from "./stations/resource.ts";

describe("SharedStation", () => {
  it("shares one core among three jobs, worked by hand", () => {
    // Work 3, 2, 1 arriving at 0, 1, 2 on one core: [0, 1] job 0 alone, has 2 left; [1, 2] two
    // at 1/2: 1.5 and 1.5 left; from 2 three at 1/3: job 2 needs 1, ends at 5; then 0.5 and 0.5
    // left at 1/2: both end at 6, the one that came first before the other.
    const clock = new RequestTable(0, 3);
    const station = new SharedStation(clock, 1);
    const ends: [number, number][] = [];
    const at = (time: number) => {
      clock.now = time;
    };
    at(0);
    station.arrive(0, 3);
    at(1);
    station.arrive(1, 2);
    at(2);
    station.arrive(2, 1);
    while (station.jobs > 0) {
      at(station.nextEnd);
      ends.push([clock.now, station.end()]);
    }
    expect(ends.map(([, slot]) => slot)).toEqual([2, 0, 1]);
    for (const [i, time] of [5, 6, 6].entries()) expect(ends[i]?.[0]).toBeCloseTo(time, 12);
    // Jobs over time: 1 + 2 + 3·3 + 2·1.
    expect(station.jobTime).toBeCloseTo(14, 12);
    expect(station.coreTime).toBeCloseTo(6, 12);
  });

  it("slows down with the jobs at work and with the crowd", () => {
    // Two jobs of work 1 on two cores at 1/(1 + 0.5·1 + 0.25·2·1) = 1/2 each: both end at 2, but
    // from 1 on a crowd of 1 halves that again, 1/(1 + 0.5·1 + 0.25·1·2): they end at 3.
    const clock = new RequestTable(0, 2);
    const station = new SharedStation(clock, 2, {
      contention: 0.5,
      coherency: 0.25,
      overloadContention: 0.5,
      overloadCoherency: 0.25,
    });
    station.arrive(0, 1);
    station.arrive(1, 1);
    expect(station.nextEnd).toBeCloseTo(2, 12);
    clock.now = 1;
    station.crowd(1);
    expect(station.nextEnd).toBeCloseTo(3, 12);
  });

  it("keeps hundreds of jobs in the order of their ends", () => {
    const clock = new RequestTable(0, 500);
    const station = new SharedStation(clock, 1000);
    const work = Array.from({ length: 500 }, (_, i) => ((i * 7919) % 97) + 1);
    for (const [slot, one] of work.entries()) station.arrive(slot, one);
    const order = work
      .map((one, slot) => ({ one, slot }))
      .sort((a, b) => a.one - b.one || a.slot - b.slot);
    for (const { slot, one } of order) {
      clock.now = station.nextEnd;
      expect(clock.now).toBeCloseTo(one, 9);
      expect(station.end()).toBe(slot);
    }
  });
});

describe("Resource", () => {
  it("lets in up to its places, then in the order of arrival", () => {
    const clock = new RequestTable(0, 4);
    const gate = new Resource(clock, 2);
    expect([gate.enter(3), gate.enter(1), gate.enter(2), gate.enter(0)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    clock.now = 2;
    expect(gate.leave()).toBe(2);
    clock.now = 3;
    expect(gate.turnAway()).toBe(0);
    expect(gate.leave()).toBe(-1);
    expect(gate.leave()).toBe(-1);
    expect(gate.held).toBe(0);
    // Held 2 for 3 s; waiting 2 for 2 s, then 1 for 1 s.
    expect([gate.heldTime, gate.waitingTime]).toEqual([6, 5]);
    expect([gate.arrivals, gate.starts, gate.ends]).toEqual([4, 3, 3]);
  });
});

describe("TokenBucket", () => {
  it("admits a burst, then one each time a token has flowed in", () => {
    const bucket = new TokenBucket(2, 3);
    expect([0, 0, 0, 0, 0.4, 0.5, 0.9, 1].map((now) => bucket.admits(now))).toEqual([
      true,
      true,
      true,
      false,
      false,
      true,
      false,
      true,
    ]);
    // A long quiet time saves up no more than the burst.
    expect([100, 100, 100, 100].map((now) => bucket.admits(now))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe("CircuitBreaker", () => {
  it("opens after failures in a row, lets one through after the recovery, closes on its success", () => {
    const breaker = new CircuitBreaker(2, 30);
    breaker.failed(0);
    breaker.succeeded();
    breaker.failed(1);
    expect(breaker.admits(1)).toBe(true);
    breaker.failed(2);
    expect([breaker.admits(2), breaker.admits(31.9)]).toEqual([false, false]);
    expect([breaker.admits(32), breaker.admits(32)]).toEqual([true, false]);
    breaker.failed(33);
    expect([breaker.admits(62.9), breaker.admits(63)]).toEqual([false, true]);
    breaker.succeeded();
    expect(breaker.admits(63)).toBe(true);
  });

  it("hears nothing while open, and gives a second trial where the first was refused elsewhere", () => {
    const breaker = new CircuitBreaker(1, 10);
    breaker.failed(0);
    breaker.failed(5); // a request from before it opened: it stays open until 10 all the same
    breaker.succeeded();
    expect(breaker.admits(9)).toBe(false);
    expect(breaker.admits(10)).toBe(true);
    breaker.undecided();
    expect(breaker.admits(10)).toBe(true);
  });
});
