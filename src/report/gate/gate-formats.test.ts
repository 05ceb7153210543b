import { describe, expect, it } from "vitest";
import type { LaunchVerdict } from "../../planning/verdict/launch-condition.ts";
import { checkGate } from "./check-gate.ts";
import { gateFormats } from "./gate-formats.ts";
import { gateJunit } from "./gate-junit.ts";
import { gateMarkdown } from "./gate-markdown.ts";

const objective = (probability: number) => ({
  name: "p95" as const,
  limit: 2,
  predicted: { value: 1, low: 0.5, high: 3, basis: "interpolated" as const },
  probability,
});
const check = {
  users: 300,
  verdict: "unknown" as const,
  probability: 0.6,
  draws: 100,
  objectives: [objective(0.6)],
  safeLimit: 250,
  reasons: ['P95 of "GET /a" < 2 s & more'],
  remedy: "measure 280 users",
};

const launch: LaunchVerdict = {
  verdict: "NOT KNOWN",
  target: "300 users",
  users: 300,
  probability: 0.6,
  draws: 100,
  confidence: 0.9,
  assumptions: [],
  conditions: [],
  accepted: [],
  needless: [],
};

describe("gateFormats", () => {
  it("knows junit and markdown", () => {
    expect(Object.keys(gateFormats)).toEqual(["junit", "markdown"]);
  });
});

describe("gateJunit", () => {
  it("calls what is not known an error, what fails a failure, and escapes what XML takes for marks", () => {
    const unknown = gateJunit(checkGate(check, launch));
    expect(unknown).toContain('tests="2" failures="0" errors="2"');
    expect(unknown).toContain("P95 of &quot;GET /a&quot; &lt; 2 s &amp; more");
    const failed = { ...check, verdict: "fail" as const, objectives: [objective(0.01)] };
    expect(gateJunit(checkGate(failed, { ...launch, verdict: "NO GO" }))).toContain(
      'tests="2" failures="2" errors="0"',
    );
  });

  it("has no character that XML 1.0 forbids", () => {
    const gate = checkGate({ ...check, reasons: ["a\u0000b\u001bc😀"] }, launch);
    expect(gateJunit(gate)).toContain("a\uFFFDb\uFFFDc😀");
  });
});

describe("gateMarkdown", () => {
  it("begins with the verdict, then says why and what would tell", () => {
    const lines = gateMarkdown(checkGate(check, launch)).split("\n");
    expect(lines[0]).toContain("NOT KNOWN: 300 users");
    expect(lines[2]).toBe('- P95 of "GET /a" < 2 s & more');
    expect(lines).toContain("**Remedy:** measure 280 users");
  });
});
