import type { CheckResult, ObjectiveCheck } from "../../limits/check-result.ts";
import type { LaunchAnswer, LaunchVerdict } from "../../planning/verdict/launch-condition.ts";
import type { Share } from "../../units.ts";
import { formatProbability } from "../../wording/format-probability.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { launchSentence } from "../launch-lines.ts";
import { checkRow, checkTable } from "../text/check-text.ts";
import type { GateDocument, GateOutcome, GatePart } from "./gate-document.ts";

const outcomes: Readonly<Record<LaunchAnswer, GateOutcome>> = {
  GO: "pass",
  "CONDITIONAL GO": "unknown",
  "NOT KNOWN": "unknown",
  "NO GO": "fail",
};

/** The launch gate for pipelines: the verdict, every objective, every condition. */
export function checkGate(check: CheckResult | null, launch: LaunchVerdict): GateDocument {
  const conditions = launch.conditions.map(({ code, todo, reason, shownBy }): GatePart => {
    return { name: code, outcome: "unknown", message: `${todo} ${reason} Shown by ${shownBy}` };
  });
  const gate = {
    command: "check",
    headline: launchSentence(launch),
    outcome: outcomes[launch.verdict],
  };
  if (check === null) {
    const table = { header: ["objective"], rows: [] };
    return { ...gate, reasons: [], remedy: null, parts: conditions, table };
  }
  const { users, reasons, remedy, objectives, draws, safeLimit } = check;
  const limit = safeLimit === 0 ? "safe limit: none" : `safe limit: ${formatUsers(safeLimit)}`;
  const ofObjectives = objectives.map(
    (objective): GatePart => ({
      name: `${checkRow(objective, draws)[0]} at ${formatUsers(users)}`,
      outcome: outcomeOf(objective, launch.confidence),
      message: `holds with ${formatProbability(objective.probability, draws)}`,
    }),
  );
  return {
    ...gate,
    reasons: [...reasons, limit],
    remedy,
    parts: [...ofObjectives, ...conditions],
    table: checkTable(check),
  };
}

function outcomeOf({ probability }: ObjectiveCheck, confidence: Share): GateOutcome {
  if (probability >= confidence) return "pass";
  return probability <= 1 - confidence ? "fail" : "unknown";
}
