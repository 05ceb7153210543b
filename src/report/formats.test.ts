import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatBound, formatDuration } from "../wording/format-duration.ts";
import {
  formatEstimate,
  formatRange,
  formatShort,
  formatWithEnds,
} from "../wording/format-interval.ts";
import { formatNumber, formatSigned } from "../wording/format-number.ts";
import { formatRelative, formatShare } from "../wording/format-share.ts";
import { formatThreshold, formatThresholdRange } from "../wording/format-threshold.ts";
import { formatThroughput } from "../wording/format-throughput.ts";
import { formatUsers, formatUsersChange } from "../wording/format-users.ts";
import { formatGain } from "./hypothesis-words.ts";

describe("formats", () => {
  it.each([
    [0, "0"],
    [154.23, "154"],
    [3.2, "3.20"],
    [0.0341, "0.0341"],
    [1234.5, "1,235"],
    [125414, "125,414"],
    [9.996, "10.0"],
    [-2.5, "−2.50"],
  ])("writes %s at three digits as %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it("refuses what is not a number instead of printing it", () => {
    expect(() => formatNumber(Number.NaN)).toThrow(/^value must be/);
  });

  it("stays within half a unit of the third digit of any number", () => {
    const value = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(value, (x) => {
        const read = Number(formatNumber(x).replaceAll(",", ""));
        expect(Math.abs(read - x)).toBeLessThanOrEqual(0.005 * x * (1 + 1e-9));
      }),
      { seed: 1 },
    );
  });

  it("picks milliseconds below a second, without ever writing 1,000 ms", () => {
    expect(formatDuration(0.035)).toBe("35.0 ms");
    expect(formatDuration(0.9996)).toBe("1.00 s");
    expect(formatDuration(0.9994)).toBe("999 ms");
    expect(formatDuration(7.2)).toBe("7.20 s");
    expect(formatBound(0.1)).toBe("100 ms");
    expect(formatBound(2)).toBe("2 s");
  });

  it("writes shares in per cent and relative errors with their sign", () => {
    expect(formatShare(3 / 43078)).toBe("0.0070 %");
    expect(formatShare(0.0704)).toBe("7.0 %");
    expect(formatRelative(0.0312)).toBe("+3.1 %");
    expect(formatRelative(-0.24)).toBe("−24 %");
    expect(formatRelative(-0.0001)).toBe("0.0 %");
    expect(formatSigned(0)).toBe("±0");
  });

  it("writes an interval with its unit once, unless the ends differ in it", () => {
    expect(formatRange({ low: 149, high: 158 }, formatThroughput)).toBe("149–158 req/s");
    expect(formatRange({ low: 0.9, high: 1.2 }, formatDuration)).toBe("900 ms–1.20 s");
    expect(formatShort({ value: 154, low: 149, high: 158 }, formatThroughput)).toBe(
      "154 req/s (149–158)",
    );
    expect(formatShort({ value: 1, low: 0.9, high: 1.2 }, formatDuration)).toBe(
      "1.00 s (900 ms–1.20 s)",
    );
    expect(formatShort({ value: 0.0341, low: 0.0282, high: 1.2 }, formatDuration)).toBe(
      "34.1 ms (28.2 ms–1.20 s)",
    );
    const estimate = { value: 154, low: 149, high: 158, basis: "interpolated" } as const;
    expect(formatEstimate(estimate, formatThroughput)).toBe(
      "154 req/s, 90 % between 149 and 158 req/s, interpolated",
    );
  });

  it("leaves out an interval whose ends read like the value, and keeps one that says more", () => {
    const share = (value: number) => formatShare(value);
    expect(formatShort({ value: 1, low: 0.9999, high: 1 }, share)).toBe("100 %");
    expect(formatShort({ value: 1, low: 0.98, high: 1 }, share)).toBe("100 % (98–100)");
    expect(formatRange({ low: 153.9, high: 154.1 }, formatThroughput)).toBe("154 req/s");
    const sure = { value: 154, low: 153.9, high: 154.1, basis: "interpolated" } as const;
    expect(formatEstimate(sure, formatThroughput)).toBe("154 req/s, interpolated");
    const gain = { value: 0.1201, low: 0.12, high: 0.1202 };
    expect(formatWithEnds(gain, formatRelative)).toBe("+12 %");
    expect(formatWithEnds({ ...gain, high: 0.14 }, formatRelative)).toBe("+12 % (+12 % to +14 %)");
    expect(formatGain(gain)).toBe("+12 %");
    expect(formatGain({ ...gain, high: 0.14 })).toBe("+12 % (+12 to +14)");
  });

  it("says of a load that was not found how far was looked", () => {
    const none = {
      value: null,
      low: null,
      high: null,
      basis: "extrapolated",
      searchedTo: 1000,
    } as const;
    expect(formatThreshold(none)).toBe("beyond 1,000 users, extrapolated");
    expect(formatThreshold({ ...none, low: 700 })).toBe(
      "beyond 1,000 users, 90 % above 700, extrapolated",
    );
    expect(formatThreshold({ ...none, value: 900, low: 700 })).toBe(
      "900 users, 90 % above 700, extrapolated",
    );
    expect(formatThresholdRange({ ...none, low: 700 })).toBe("700 to beyond 1,000");
    const found = {
      value: 290.2,
      low: 281.4,
      high: 301,
      basis: "interpolated",
      searchedTo: 1000,
    } as const;
    expect(formatThreshold(found)).toBe("290 users, 90 % between 281 and 301, interpolated");
    expect(formatUsers(1)).toBe("1 user");
    expect([80, -5, 0, 1200.4].map(formatUsersChange)).toEqual(["+80", "−5", "±0", "+1,200"]);
  });
});
