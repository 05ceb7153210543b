import { describe, expect, it } from "vitest";
import { assembleCampaign } from "./assemble-campaign.ts";
import { parseEndpoints } from "./parse-endpoints.ts";
import { parseFailures } from "./parse-failures.ts";

describe("parseEndpoints", () => {
  it("reads a header without rows as nothing measured", () => {
    expect(parseEndpoints("users,path\n", "e.csv")).toEqual({ ok: true, value: [] });
  });

  it("needs users and path", () => {
    const parsed = parseEndpoints("method\nGET", "e.csv");
    const messages = parsed.ok ? [] : parsed.problems.map(({ message }) => message);
    expect(messages).toEqual(["the column users is missing", "the column path is missing"]);
  });

  it.each([
    ["users,method,path\n5,GET,/a\n5,GET,/a", 3, 1, "this row repeats line 2: 5 users, GET /a"],
    ["users,path\n5,", 2, 3, "path: the cell is empty"],
    ["users,path,p99_ms\n5,/a,1 s", 2, 6, 'p99_ms: "1 s" carries a unit'],
  ])("refuses %j", (text, line, column, message) => {
    expect(parseEndpoints(text, "e.csv")).toMatchObject({ problems: [{ line, column, message }] });
  });
});

describe("parseFailures", () => {
  it("takes an empty path as an error that was not located", () => {
    expect(parseFailures("users,path,error,count\n5,,HTTP 500,2", "f.csv")).toEqual({
      ok: true,
      value: [{ users: 5, run: "", method: "", path: "", error: "HTTP 500", count: 2, note: "" }],
    });
  });

  it.each([
    ["users,error,count\n5,,2", 2, 3, "error: the cell is empty"],
    ["users,error,count\n5,x,", 2, 5, "count: the cell is empty"],
    ["users,error,count\n5,x,-1", 2, 5, 'count: "-1" is negative'],
    ["users,error,count\n5,x,1\n5,x,2", 3, 1, "this row repeats line 2: 5 users, x"],
  ])("refuses %j", (text, line, column, message) => {
    expect(parseFailures(text, "f.csv")).toMatchObject({ problems: [{ line, column, message }] });
  });
});

describe("assembleCampaign", () => {
  it("sorts levels by users as numbers, then by run", () => {
    const level = { responseTime: {}, quality: "measured", note: "" } as const;
    const loads = [
      [100, "b"],
      [20, ""],
      [100, "a"],
    ] as const;
    const campaign = assembleCampaign(
      "c",
      loads.map(([users, run]) => ({ ...level, users, run })),
    );
    expect(campaign.levels.map(({ users, run }) => [users, run])).toEqual([
      [20, ""],
      [100, "a"],
      [100, "b"],
    ]);
  });
});
