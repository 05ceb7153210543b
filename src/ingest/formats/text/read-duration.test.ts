import { describe, expect, it } from "vitest";
import { readDuration } from "./read-duration.ts";

describe("readDuration", () => {
  it.each([
    ["78.43ms", 0.07843],
    ["1m2.3s", 62.3],
    ["866.4µs", 0.0008664],
    ["866.4us", 0.0008664],
    ["1h0m5s", 3605],
    ["0", 0],
  ])("reads %s", (text, seconds) => expect(readDuration(text)).toBeCloseTo(seconds, 12));

  it.each(["", "5", "5 ms", "-3s", "3x", "1.2.3s", undefined])("does not read %j", (text) =>
    expect(readDuration(text)).toBeUndefined(),
  );
});
