import { describe, expect, it } from "vitest";
import { valueOn } from "../../platform/levers/change/amount.ts";
import { leverBase } from "../../platform/levers/lever-base.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { LeverError } from "./lever-error.ts";
import { parseLever } from "./parse-lever.ts";

const base = leverBase(plainPlatform()); // pool 10, 4 cores, think time 1 s, no workers, no limit

describe("parseLever", () => {
  it.each<readonly [string, string | number | undefined, number]>([
    ["pool.size", "40 connections", 40],
    ["pool.size", "2 * pool.size + db.cores", 24],
    ["db.cores", "x2", 8],
    ["db.cores", "2x", 8],
    ["db.cores", "× 1.5", 6],
    ["pool.size", "X2", 20],
    ["pool.size", "1.25x", 13],
    ["demand", "x0.5", 0.5],
    ["thinkTime", "x2", 2],
    ["api.workers", "8 workers", 8],
    ["api.replicas", "api.replicas + 2", 3],
    ["db.cores", "1.5 * db.cores", 6],
    ["db.cores", 0.5, 0.5],
    ["db.readReplicas", "0 replicas", 0],
    ["shards", "2 * shards", 2],
    ["thinkTime", "0 s", 0],
    ["thinkTime", "thinkTime + 1", 2],
    ["rateLimit", "7500 req/min", 125],
    ["rateBurst", "25 requests", 25],
    ["contention", "0 %", 0],
    ["cache", "60 %", 0.6],
    ["cacheTime", "5 ms", 0.005],
    ["db.maxConnections", "100 connections", 100],
    ["demand", "1 / 4", 0.25],
    ["visits", 0.5, 0.5],
    ["pooler", undefined, 1],
    ["pooler", "on", 1],
  ])("reads %s: %s as %d", (name, to, value) => {
    expect(valueOn(parseLever(name, to), base)).toBeCloseTo(value, 12);
  });

  it("keeps the endpoints", () => {
    expect(parseLever("mix", 3, "POST *")).toMatchObject({ name: "mix", endpoints: "POST *" });
  });

  it.each<readonly [string, string | number | undefined, string | undefined, RegExp]>([
    ["pool.size", 0, undefined, /1 or more/],
    ["pool.size", "40 kg", undefined, /expected a whole number of connections/],
    ["pool.size", "1.5 * pool.size", undefined, /write round\(…\)/],
    ["pool.size", "pool.size - 10", undefined, /must give a number, 0 or more, got -9/],
    ["pool.size", undefined, undefined, /has no value/],
    ["api.workers", 2.5, undefined, /expected a whole number of workers/],
    ["api.replicas", 0, undefined, /1 or more/],
    ["db.cores", "0 cores", undefined, /above 0/],
    ["db.readReplicas", -1, undefined, /0 or more/],
    ["shards", "shards / 2", undefined, /whole number/],
    ["thinkTime", 2, undefined, /without a unit/],
    ["thinkTime", "2 * pool.size", undefined, /needs a unit/],
    ["rateLimit", "0 req/s", undefined, /expected a rate/],
    ["rateLimit", "100 + 25", undefined, /needs a unit/],
    ["rateBurst", 0.5, undefined, /whole number of requests/],
    ["contention", -0.5, undefined, /0 or more/],
    ["cacheTime", "0 s", undefined, /above 0/],
    ["cacheTime", "2 * db.cores", undefined, /needs a unit/],
    ["db.maxConnections", 0, undefined, /1 or more/],
    ["cache", 60, undefined, /per cent\?/],
    ["demand", 0, undefined, /above 0/],
    ["visits", "half", undefined, /"half" is not known here/],
    ["cache", "x2", undefined, /"x2" is not known here/],
    ["pool.size", "x-2", undefined, /is not/],
    ["pool.size", "x0", undefined, /out of range/],
    ["mix", 2, undefined, /of all endpoints alike changes nothing/],
    ["mix", 2, " ", /names no endpoints/],
    ["db.cores", 8, "GET *", /acts on the whole platform/],
    ["pooler", undefined, "GET *", /acts on the whole platform/],
    ["pooler", 3, undefined, /takes no value/],
    ["db.coers", 8, undefined, /unknown lever/],
  ])("refuses %s: %s of %s, with a remedy", (name, to, endpoints, message) => {
    expect(() => parseLever(name, to, endpoints)).toThrow(LeverError);
    expect(() => parseLever(name, to, endpoints)).toThrow(message);
    try {
      parseLever(name, to, endpoints);
    } catch (error) {
      expect((error as LeverError).hint).not.toBe("");
    }
  });
});
