import type { CheckResult, ObjectiveCheck } from "../../limits/check-result.ts";
import type { Share } from "../../units.ts";
import { formatProbability } from "../../wording/format-probability.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { checkRow, checkTable, checkVerdict } from "../text/check-text.ts";
import type { GateDocument, GateOutcome } from "./gate-document.ts";

/** The launch gate for pipelines. */
export function checkGate(check: CheckResult, confidence: Share): GateDocument {
  const { users, verdict, reasons, remedy, objectives, draws, safeLimit } = check;
  const limit = safeLimit === 0 ? "safe limit: none" : `safe limit: ${formatUsers(safeLimit)}`;
  return {
    command: "check",
    headline: checkVerdict(check),
    outcome: verdict,
    reasons: [...reasons, limit],
    remedy,
    parts: objectives.map((objective) => ({
      name: `${checkRow(objective, draws)[0]} at ${formatUsers(users)}`,
      outcome: outcomeOf(objective, confidence),
      message: `holds with ${formatProbability(objective.probability, draws)}`,
    })),
    table: checkTable(check),
  };
}

function outcomeOf({ probability }: ObjectiveCheck, confidence: Share): GateOutcome {
  if (probability >= confidence) return "pass";
  return probability <= 1 - confidence ? "fail" : "unknown";
}
