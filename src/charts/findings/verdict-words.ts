import type { PlanResult, ScenarioResult } from "../../planning/plan/plan-result.ts";
import { formatCount, formatUsersChange } from "../../wording/format-users.ts";
import { isProtected, protectedFrom } from "./protected-from.ts";

const signs = {
  gains: "▲ gains",
  loses: "▼ loses",
  "no gain": "≤ no gain",
  "no change": "= no change",
} as const;

/** "▲ gains: 300 (+50)", "? cannot tell", "⊘ protected from 178": what a scenario does to the safe limit. */
export function verdictWords(scenario: ScenarioResult, plan: PlanResult): string {
  const { verdict, before, limits } = scenario;
  if (isProtected(scenario, plan)) {
    const from = protectedFrom(scenario, plan);
    return from === null ? "⊘ protected" : `⊘ protected from ${formatCount(from)}`;
  }
  if (verdict === "cannot tell") return "? cannot tell";
  const after = limits.safeLimit.value;
  const change = formatUsersChange(after - before.safeLimit.value);
  if (verdict === "refuses") return "⊘ protected";
  return `${signs[verdict]}: ${formatCount(after)} (${change})`;
}
