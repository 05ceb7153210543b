import { describe, expect, it } from "vitest";
import { checkGate } from "./check-gate.ts";
import { gateFormats } from "./gate-formats.ts";
import { gateJunit } from "./gate-junit.ts";
import { gateMarkdown } from "./gate-markdown.ts";
import { launchGateDocument } from "./launch-gate-document.ts";

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

describe("gateFormats", () => {
  it("knows junit and markdown", () => {
    expect(Object.keys(gateFormats)).toEqual(["junit", "markdown"]);
  });
});

describe("gateJunit", () => {
  it("calls what is not known an error, what fails a failure, and escapes what XML takes for marks", () => {
    const unknown = gateJunit(checkGate(check, 0.9));
    expect(unknown).toContain('tests="2" failures="0" errors="2"');
    expect(unknown).toContain("P95 of &quot;GET /a&quot; &lt; 2 s &amp; more");
    const failed = { ...check, verdict: "fail" as const, objectives: [objective(0.01)] };
    expect(gateJunit(checkGate(failed, 0.9))).toContain('tests="2" failures="2" errors="0"');
  });

  it("has no character that XML 1.0 forbids", () => {
    const gate = checkGate({ ...check, reasons: ["a\u0000b\u001bc😀"] }, 0.9);
    expect(gateJunit(gate)).toContain("a\uFFFDb\uFFFDc😀");
  });
});

describe("gateMarkdown", () => {
  it("begins with the verdict, then says why and what would tell", () => {
    const lines = gateMarkdown(checkGate(check, 0.9)).split("\n");
    expect(lines[0]).toContain("NOT KNOWN WELL ENOUGH: 300 users");
    expect(lines[2]).toBe('- P95 of "GET /a" < 2 s & more');
    expect(lines).toContain("**Remedy:** measure 280 users");
  });
});

describe("launchGateDocument", () => {
  const condition = {
    ...{ code: "incident-level", level: 300, effort: null, shownBy: "headroom check" },
    ...{ todo: "Rerun 300 users.", reason: "It had an incident." },
  };
  const launch = {
    ...{ verdict: "CONDITIONAL GO" as const, target: "250 users", users: 250, probability: 0.94 },
    ...{ confidence: 0.9, draws: 48, assumptions: [], accepted: [], needless: [] },
    conditions: [condition],
  };
  const passed = { ...check, verdict: "pass" as const, objectives: [objective(0.95)] };

  it("has every condition as a part that is open, until somebody answers for it", () => {
    const open = gateJunit(launchGateDocument(launch, passed, false));
    expect(open).toContain("condition incident-level");
    expect(open).toContain('failures="0" errors="2"');
    expect(gateJunit(launchGateDocument(launch, passed, true))).toContain('errors="0"');
  });

  it("speaks where no load amounts to the target", () => {
    const none = { ...launch, verdict: "NO GO" as const, users: null };
    const markdown = gateMarkdown(launchGateDocument(none, null, true));
    expect(markdown).toMatch(/^### ❌ headroom check: NO GO: 250 users/);
    expect(markdown).toContain("Rerun 300 users.");
  });
});
