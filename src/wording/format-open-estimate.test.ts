import { describe, expect, it } from "vitest";
import type { Threshold } from "../stats/estimate.ts";
import { formatOpenEstimate, formatOpenShort } from "./format-open-estimate.ts";
import { formatThreshold, formatThresholdRange, formatThresholdValue } from "./format-threshold.ts";
import { formatThroughput } from "./format-throughput.ts";

const open = { value: null, low: 5293.98, high: null, basis: "at least" } as const;
const reason = "the fit says 98 to 102 req/s, but 200 req/s were measured at 300 users";
const withheld = { value: null, low: 200, high: null, basis: "withheld", reason } as const;
const closed = { value: 154, low: 149, high: 158, basis: "interpolated" } as const;

describe("formatOpenEstimate", () => {
  it("says at least, and why it is withheld", () => {
    expect(formatOpenEstimate(open, formatThroughput)).toBe("at least 5,294 req/s; not reached");
    expect(formatOpenEstimate(withheld, formatThroughput)).toBe(`withheld: ${reason}`);
    expect(formatOpenEstimate(closed, formatThroughput)).toMatch(/^154 req\/s, 90 % between/);
  });

  it("does so in tables", () => {
    expect(formatOpenShort(open, formatThroughput)).toBe("at least 5,294 req/s");
    expect(formatOpenShort(withheld, formatThroughput)).toBe("withheld");
    expect(formatOpenShort(closed, formatThroughput)).toBe("154 req/s (149–158)");
    expect(formatOpenShort({ ...open, low: null }, formatThroughput)).toBe("not reached");
  });
});

describe("formatThreshold", () => {
  it("tells what is not known from what lies beyond the predictions", () => {
    const knee: Threshold = { ...open, low: 36, searchedTo: 400 };
    expect(formatThreshold(knee)).toBe("at least 36 users; not reached");
    expect(formatThresholdValue(knee)).toBe("at least 36");
    expect(formatThresholdRange(knee)).toBe("at least 36");
    const gone: Threshold = { ...withheld, searchedTo: 400 };
    expect([formatThreshold(gone), formatThresholdValue(gone)]).toEqual([
      `withheld: ${reason}`,
      "withheld",
    ]);
    const beyond: Threshold = { ...knee, low: null, basis: "extrapolated" };
    expect(formatThresholdValue(beyond)).toBe("beyond 400");
  });
});
