import { describe, expect, it } from "vitest";
import type { CurvePoint, Zone, ZoneName } from "../plan/plan-result.ts";
import { inZones } from "./in-zones.ts";

const end = (value: number | null, basis: "interpolated" | "at least" = "interpolated") => {
  return { value, low: null, high: null, basis, searchedTo: 640 };
};
const zones = (yellow: number | null, basis?: "at least"): readonly Zone[] => [
  { name: "green", from: null, to: end(143) },
  { name: "yellow", from: end(143), to: end(yellow, basis) },
  { name: "orange", from: end(yellow, basis), to: end(null) },
  { name: "red", from: end(null), to: null },
];
/** By their own figures all are yellow. */
const points = [100, 270, 272, 640, 700].map((users) => {
  return { users, zone: "yellow" } as unknown as CurvePoint;
});
const named = (found: readonly CurvePoint[]) => found.map(({ zone }) => zone satisfies ZoneName);

describe("inZones", () => {
  it("names a load by the zone that the limits say it lies in, up to where they were looked for", () => {
    const found = inZones(points, zones(270));
    expect(named(found)).toEqual(["green", "yellow", "orange", "orange", "yellow"]);
  });

  it("leaves points as they are where an end is not told, or no zone is given", () => {
    expect(inZones(points, zones(null, "at least"))).toEqual(points);
    expect(inZones(points, [])).toEqual(points);
  });
});
