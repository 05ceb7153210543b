import { describe, expect, it } from "vitest";
import type { Campaign, Level } from "./campaign.ts";
import { joinRuns } from "./join-runs.ts";

const level = (users: number, run: string): Level => ({
  users,
  run,
  throughput: users,
  responseTime: {},
  quality: "measured",
  note: "",
});
const campaign = (name: string, levels: readonly Level[]): Campaign => ({
  name,
  levels,
  endpoints: [],
  failures: [],
});

describe("joinRuns", () => {
  it("tells the runs of one level apart by their campaigns, ascending in users", () => {
    const A = campaign("A", [level(10, ""), level(50, "2")]);
    const joined = joinRuns("both", [campaign("B", [level(10, "")]), A]);
    expect(joined.name).toBe("both");
    expect(joined.levels.map(({ users, run }) => `${users} ${run}`)).toEqual([
      "10 A",
      "10 B",
      "50 A 2",
    ]);
  });

  it("leaves a single campaign as it is", () => {
    const A = campaign("A", [level(10, "")]);
    expect(joinRuns("A", [A])).toEqual(A);
  });

  it("refuses none, and two of one name", () => {
    expect(() => joinRuns("x", [])).toThrow(/^campaigns must hold/);
    expect(() => joinRuns("x", [campaign("A", []), campaign("A", [])])).toThrow(/"A" twice/);
  });
});
