import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apiKinds, type KnownFacts, limiters } from "../platform/known-facts.ts";
import { withKnown } from "./known-yaml.ts";
import { parseWorkspace } from "./parse-workspace.ts";
import { workspaceYaml } from "./workspace-yaml.ts";

const seconds = fc.integer({ min: 1, max: 3_600_000 }).map((ms) => ms / 1000);
const count = fc.integer({ min: 1, max: 1000 });
const facts: fc.Arbitrary<KnownFacts> = fc.record(
  {
    pool: count,
    poolOverflow: fc.nat(1000),
    apiReplicas: count,
    apiWorkers: count,
    apiKind: fc.constantFrom(...apiKinds),
    dbCores: fc.constantFrom(0.5, 1.5, 8),
    readReplicas: fc.nat(9),
    thinkTime: seconds,
    apiTime: seconds,
    queryTime: seconds,
    limitedBy: fc.constantFrom(...limiters),
    redLine: fc.record(
      { p95: seconds, errorRate: fc.integer({ min: 1, max: 100 }).map((share) => share / 100) },
      { requiredKeys: ["p95"] },
    ),
  },
  { requiredKeys: [] },
);

function knownOf(text: string): KnownFacts {
  const parsed = parseWorkspace(text, "headroom.yaml");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value.known;
}

const keys = ["hypotheses"];

describe("known: in headroom.yaml", () => {
  it("comes back as it was told", () => {
    fc.assert(
      fc.property(facts, (known) => {
        expect(knownOf(workspaceYaml("Shop", "data/shop", keys, known))).toEqual(known);
      }),
    );
  });

  it("takes further facts, each in the place of the one that was there", () => {
    fc.assert(
      fc.property(facts, facts, (first, second) => {
        const text = withKnown(workspaceYaml("Shop", "data/shop", keys, first), second);
        const { redLine, ...rest } = { ...first, ...second };
        const both = { ...first.redLine, ...second.redLine };
        expect(knownOf(text)).toEqual(redLine === undefined ? rest : { ...rest, redLine: both });
      }),
    );
  });

  it("leaves every other line and comment as it is", () => {
    const text = [
      "# ours",
      'name: "Shop" # of tickets',
      "campaign: data",
      "known:",
      "  pool: 20 # from the settings",
      "  thinkTime: 1400ms",
      "out: out",
      "",
    ].join("\n");
    expect(withKnown(text, { pool: 50, dbCores: 8 })).toBe(
      [
        "# ours",
        'name: "Shop" # of tickets',
        "campaign: data",
        "known:",
        "  pool: 50 # from the settings",
        "  thinkTime: 1400ms",
        "  dbCores: 8",
        "out: out",
        "",
      ].join("\n"),
    );
  });

  it.each([
    ["1.4s", 1.4],
    ["1400ms", 1.4],
    ["1.4 s", 1.4],
    ["0 s", 0],
  ])("reads a pause of %s", (typed, value) => {
    expect(knownOf(`name: x\ncampaign: d\nknown: { thinkTime: ${typed} }\n`)).toEqual({
      thinkTime: value,
    });
  });

  it.each([
    ["pool: 0", "1 or more"],
    ["pool: 2.5", "whole number"],
    ["apiReplicas: 0", "1 or more"],
    ["thinkTime: 1.4", "without a unit"],
    ["dbCores: -8", "above 0"],
    ["limitedBy: disk", "limitedBy"],
    ["apiKind: threads", "apiKind"],
    ["pol: 5", "did you mean pool?"],
    ["redLine: { p95: 5 % }", "a time with its unit"],
  ])("refuses %s at its line, with a remedy", (line, words) => {
    const parsed = parseWorkspace(`name: x\ncampaign: d\nknown:\n  ${line}\n`, "headroom.yaml");
    if (parsed.ok) throw new Error("must be refused");
    const [problem] = parsed.problems;
    expect(problem).toMatchObject({ file: "headroom.yaml", line: 4 });
    expect(`${problem?.message} ${problem?.hint}`).toContain(words);
    expect(problem?.hint).not.toBe("");
  });
});
