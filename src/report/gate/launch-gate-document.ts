import type { CheckResult } from "../../limits/check-result.ts";
import type { LaunchVerdict } from "../../planning/verdict/launch-condition.ts";
import { launchSentence } from "../launch-lines.ts";
import { unsaidReasons } from "../unsaid-reasons.ts";
import { checkGate } from "./check-gate.ts";
import type { GateDocument, GateOutcome } from "./gate-document.ts";

/**
 * The verdict of a launch for pipelines: every condition is a part of its own beside the objectives.
 *
 * @param check null where no load amounts to the target
 * @param accepted whether whoever asks answers for the conditions
 */
export function launchGateDocument(
  launch: LaunchVerdict,
  check: CheckResult | null,
  accepted: boolean,
): GateDocument {
  const figures = check === null ? null : checkGate(check, launch.confidence);
  const open: GateOutcome = accepted ? "pass" : "unknown";
  const outcomes = {
    GO: "pass",
    "CONDITIONAL GO": open,
    "NOT KNOWN": open,
    "NO GO": "fail",
  } as const;
  return {
    command: "check",
    headline: launchSentence(launch),
    outcome: outcomes[launch.verdict],
    reasons: [
      ...launch.conditions.map(({ todo, reason }) => `${todo} ${reason}`),
      ...launch.accepted.map(
        ({ code, accepted: { by, on, reason } }) =>
          `Accepted by ${by} on ${on}: ${code}, ${reason}`,
      ),
      ...(figures === null ? [] : unsaidReasons(figures, launch)),
    ],
    remedy: figures?.remedy ?? null,
    parts: [
      ...(figures?.parts ?? []),
      ...launch.conditions.map(({ code, todo }) => ({
        name: `condition ${code}`,
        outcome: open,
        message: todo,
      })),
    ],
    table: figures?.table ?? {
      header: ["condition", "why"],
      rows: launch.conditions.map(({ todo, reason }) => [todo, reason]),
    },
  };
}
