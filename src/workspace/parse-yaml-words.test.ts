import { describe, expect, it } from "vitest";
import { workspaceSchema } from "./parse-workspace.ts";
import { parseYaml } from "./parse-yaml.ts";

const start = "name: A\ncampaign: data/a\n";
const faults = (text: string) => {
  const parsed = parseYaml(text, "headroom.yaml", workspaceSchema);
  return parsed.ok
    ? []
    : parsed.problems.map(({ line, message, hint }) => `${line}: ${message}; ${hint}`);
};

describe("parseYaml", () => {
  it("says in a planner's words what kind of value stands where", () => {
    expect(faults(`${start}launch: 200\n`)[0]).toMatch(
      /^3: launch: expected keys with their values, got a number; .*users, rate, sessions/,
    );
    expect(faults("name: A\ncampaign: [data/a, data/b]\n")[0]).toMatch(
      /^2: campaign: expected a text, got a list; write one/,
    );
    expect(faults("- a\n- b\n")[0]).toMatch(
      /^1: expected keys with their values, got a list; .*campaign/,
    );
    for (const text of [`${start}launch: 200\n`, "- a\n"])
      expect(faults(text).join()).not.toContain("Invalid");
  });

  it("names a key that stands twice, and a tab alone", () => {
    expect(faults(`${start}name: B\n`)).toEqual([
      "3: the key name stands here a second time; delete one of the two, or put what they hold under one",
    ]);
    expect(faults(`${start}known:\n\tpool: 5\n\tapiWorkers: 3\n`)).toEqual([
      "4: a tab begins this line; indent with blanks, two a step",
    ]);
  });

  it("refuses a launch that nobody can solve before anything is fitted", () => {
    expect(faults(`${start}launch: { users: 1000000000 }\n`)[0]).toContain(
      "more than the 1000000 that are solved",
    );
    expect(
      faults(`${start}launch: { sessions: { perHour: 100000000, length: 10 min } }\n`)[0],
    ).toContain("16666667 users are more");
    expect(faults(`${start}launch: { users: 1000000 }\n`)).toEqual([]);
  });
});
