import { markupText } from "../../wording/markup-text.ts";
import { visibleLines } from "../../wording/visible-text.ts";
import type { GateDocument, GateOutcome } from "./gate-document.ts";

/**
 * JUnit's XML as Jenkins, GitLab and GitHub's report actions read it: a test case for the verdict and one
 * for each figure. What fails is a failure; a verdict that is not known well enough is an error,
 * JUnit's word for a test that could not judge.
 */
export function gateJunit(gate: GateDocument): string {
  const details = [...gate.reasons, ...(gate.remedy === null ? [] : [`Remedy: ${gate.remedy}`])];
  const cases = [
    { name: "verdict", outcome: gate.outcome, message: gate.headline, body: details.join("\n") },
    ...gate.parts.map((part) => ({ ...part, body: "" })),
  ];
  const count = (outcome: GateOutcome) => cases.filter((one) => one.outcome === outcome).length;
  const suite = `tests="${cases.length}" failures="${count("fail")}" errors="${count("unknown")}"`;
  const name = `headroom ${gate.command}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${suite}>`,
    `  <testsuite name="${escaped(name)}" ${suite}>`,
    ...cases.map((one) => testCase(name, one)),
    "  </testsuite>",
    "</testsuites>",
  ].join("\n");
}

interface Case {
  readonly name: string;
  readonly outcome: GateOutcome;
  readonly message: string;
  readonly body: string;
}

function testCase(suite: string, { name, outcome, message, body }: Case): string {
  const open = `    <testcase classname="${escaped(suite)}" name="${escaped(name)}"`;
  if (outcome === "pass") return `${open}><system-out>${escaped(message)}</system-out></testcase>`;
  const tag = outcome === "fail" ? "failure" : "error";
  const inside = `<${tag} message="${escaped(message)}">${escaped(body)}</${tag}>`;
  return `${open}>${inside}</testcase>`;
}

/** Characters that XML 1.0 has no place for, which names of endpoints may hold, become U+FFFD. */
function escaped(text: string): string {
  return markupText(visibleLines(text));
}
