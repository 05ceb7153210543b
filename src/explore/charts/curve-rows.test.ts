import { expect, it } from "vitest";
import { pointLegend } from "./curve-rows.ts";
import { limitsLegend } from "./limits-rows.ts";

it("says what the points of a chart are, as far as there are any", () => {
  const of = (...kinds: string[]) =>
    pointLegend(kinds.map((kind) => ({ kind }))).map(({ text }) => text);
  expect(of()).toEqual([]);
  expect(of("measured", "measured")).toEqual(["measured"]);
  expect(of("incident", "measured")).toEqual(["measured", "incident, set apart"]);
  expect(of("estimated")).toEqual(["only an estimate"]);
});

it("names a mark of the setting only where something is moved", () => {
  const of = (moved: boolean, waits: boolean) => limitsLegend(moved, waits).map(({ text }) => text);
  expect(of(false, false)).toEqual(["as it is", "bar: 90 %"]);
  expect(of(true, false)).toEqual(["as it is", "this setting, bar: 90 %"]);
  expect(of(true, true)).toEqual(["as it is", "this setting is on its way"]);
});
