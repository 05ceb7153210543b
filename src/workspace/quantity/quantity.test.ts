import { describe, expect, it } from "vitest";
import { parseQuantity, QuantityError, type QuantityKind } from "./quantity.ts";

describe("parseQuantity", () => {
  it.each<[string | number, QuantityKind, number]>([
    ["65 ms", "time", 0.065],
    ["65ms", "time", 0.065],
    ["2 min", "time", 120],
    ["1e3 ms", "time", 1],
    ["125 req/s", "rate", 125],
    ["7500 requests/min", "rate", 125],
    ["5 %", "share", 0.05],
    ["60%", "share", 0.6],
    [0.6, "share", 0.6],
    ["250 users", "users", 250],
    [250, "users", 250],
    ["40 connections", "connections", 40],
    ["0 replicas", "replicas", 0],
    ["50 %", "factor", 0.5],
    ["0 %", "scale", 0],
    ["8 workers", "workers", 8],
    ["2 shards", "shards", 2],
    ["1 core", "cores", 1],
    [0.5, "cores", 0.5], // half a processor of a container
  ])("reads %s as %s", (typed, kind, value) => {
    expect(parseQuantity(typed, kind)).toBeCloseTo(value, 12);
  });

  it.each<[string | number, QuantityKind]>([
    ["65 kg", "time"], // another dimension
    ["65", "time"], // no unit where one is needed
    [125, "rate"],
    ["65 Ms", "time"], // megaseconds: a slip of the shift key
    ["-1 s", "time"],
    ["125 /s", "rate"], // of what?
    ["0 req/s", "rate"],
    ["60", "share"], // per cent was meant
    ["101 %", "share"],
    ["5 % %", "share"],
    ["2.5 users", "users"],
    ["0 users", "users"],
    ["250 req/s", "users"],
    ["1e400 ms", "time"],
    ["NaN s", "time"],
    ["Infinity s", "time"],
    ["", "users"],
    ["ms", "time"],
    ["0x10", "users"],
    ["9".repeat(1000), "users"],
    [0, "factor"],
    [-1, "scale"],
    [0, "workers"],
    ["8 cores", "workers"],
    [1.5, "shards"],
    [0, "cores"],
  ])("refuses %s as %s, and says what it expected", (typed, kind) => {
    expect(() => parseQuantity(typed, kind)).toThrow(QuantityError);
    expect(() => parseQuantity(typed, kind)).toThrow(/^expected a/);
  });
});
