import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unixTime } from "./unix-time.ts";

describe("unixTime", () => {
  it.each(["1700000000", "1700000000000", "1700000000000000", "1700000000000000000"])(
    "tells the unit of %s by its size",
    (text) => expect(unixTime(text)).toBe(1_700_000_000),
  );

  it("reads RFC 3339 with a fraction and an offset", () => {
    expect(unixTime("2023-11-14T23:13:20.250+01:00")).toBe(1_700_000_000.25);
  });

  it("reads JMeter's dates as UTC", () => {
    expect(unixTime("2023/11/14 22:13:20.500")).toBe(1_700_000_000.5);
    expect(unixTime("11/14/23 22:13:20")).toBe(1_700_000_000);
  });

  it.each([
    "",
    "N/A",
    "2011-21-21 14:15:25.321",
    "2011-02-29 00:00:00",
    "2011-01-01 25:00:00",
    "12",
    "9".repeat(30),
  ])("takes %j as no time", (text) => expect(unixTime(text)).toBeUndefined());

  it("knows the last day of a month", () => {
    expect(unixTime("2012-02-29 00:00:00")).toBe(Date.UTC(2012, 1, 29) / 1000);
    expect(unixTime("2011-12-31 00:00:00")).toBe(Date.UTC(2011, 11, 31) / 1000);
    expect(unixTime("11/31/23 00:00:00")).toBeUndefined();
  });

  it("agrees with the calendar of the language", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        expect(unixTime(new Date(seconds * 1000).toISOString())).toBe(seconds);
      }),
      { seed: 6 },
    );
  });
});
