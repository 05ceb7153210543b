import { describe, expect, it } from "vitest";
import { extendedStarts } from "./extended-starts.ts";

const prior = { prior: "logNormal", median: 1, spread: 1 } as const;
const unknown = (name: string) => ({ name, prior });

describe("extendedStarts", () => {
  it("keeps what is known by its name, wherever it stands, and tries what is new", () => {
    const simpler = [unknown("a"), unknown("b")];
    const extended = [unknown("b"), unknown("new"), unknown("a")];
    expect(extendedStarts(simpler, [1, 2], extended)).toEqual([
      [2, -1, 1],
      [2, 0.5, 1],
    ]);
  });
});
