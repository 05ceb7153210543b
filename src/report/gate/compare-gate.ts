import type { CapacityVerdict, Comparison } from "../../planning/compare/compare-result.ts";
import { compareHeadline, figureName, figureRow, figuresHeader } from "../text/compare-text.ts";
import type { GateDocument, GateOutcome } from "./gate-document.ts";

const outcomes: Readonly<Record<CapacityVerdict, GateOutcome>> = {
  lost: "fail",
  gained: "pass",
  "no difference": "pass",
  "cannot tell": "unknown",
};

/** The comparison of two campaigns for pipelines. */
export function compareGate(comparison: Comparison): GateDocument {
  const { verdict, reasons, remedy, capacity, times, demand } = comparison;
  return {
    command: "compare",
    headline: compareHeadline(comparison),
    outcome: outcomes[verdict],
    reasons,
    remedy,
    parts: capacity.map((figure) => ({
      name: figureName(figure),
      outcome: figure.outcome === "fell" ? "fail" : "pass",
      message: figureRow(figure)
        .slice(1)
        .filter((cell) => cell !== "")
        .join(", "),
    })),
    table: { header: figuresHeader, rows: [...capacity, ...times, ...demand].map(figureRow) },
  };
}
