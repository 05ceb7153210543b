import type { CheckResult, ObjectiveCheck } from "../../limits/check-result.ts";
import type { Share } from "../../units.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { checkRow, checkTable, checkVerdict, heldWith } from "../text/check-text.ts";
import type { GateDocument, GateOutcome } from "./gate-document.ts";

/** The launch gate for pipelines. */
export function checkGate(check: CheckResult, confidence: Share): GateDocument {
  const { users, verdict, reasons, remedy, objectives, unreached, safeLimit } = check;
  const limit = safeLimit === 0 ? "safe limit: none" : `safe limit: ${formatUsers(safeLimit)}`;
  return {
    command: "check",
    headline: checkVerdict(check),
    outcome: verdict,
    reasons: [...reasons, limit],
    remedy,
    parts: objectives.map((objective) => ({
      name: `${checkRow(objective, check)[0]} at ${formatUsers(users)}`,
      outcome: unreached ? "unknown" : outcomeOf(objective, confidence),
      message: `holds with ${heldWith(objective.probability, check)}`,
    })),
    table: checkTable(check),
  };
}

function outcomeOf({ probability }: ObjectiveCheck, confidence: Share): GateOutcome {
  if (probability >= confidence) return "pass";
  return probability <= 1 - confidence ? "fail" : "unknown";
}
