/** An answer of the calculator for people: tables, what it means, what the second method says. */
import { formatNumber } from "../../wording/format-number.ts";
import { textTable } from "../../wording/text-table.ts";
import type { Answer } from "./calc-model.ts";
import type { Verdict } from "./verdict.ts";

export function calcText(answer: Answer, verdict: Verdict | undefined): string {
  const tables = answer.tables.map(({ header, rows }) => textTable(header, rows));
  const parts = [...tables, answer.meaning];
  if (answer.approximation !== undefined) parts.push(`Approximation: ${answer.approximation}.`);
  if (verdict !== undefined) parts.push(verdictText(verdict));
  return `${parts.join("\n\n")}\n`;
}

function verdictText({ status, tolerance, comparisons, note }: Verdict): string {
  if (status === "not checked") return `Second method: not checked; ${note}.`;
  const table = textTable(
    ["compared", "answer", status === "approximation" ? "exact" : "second method", "difference"],
    comparisons.map(({ quantity, first, second, relativeDifference: d }) => [
      quantity,
      digits(first),
      digits(second),
      status === "approximation" ? `${formatNumber(d * 100, 2)} %` : d.toExponential(1),
    ]),
  );
  const words = {
    agrees: `Second method: agrees, every relative difference is below ${tolerance}.`,
    disagrees: `Second method: DISAGREES by more than ${tolerance}: do not use these figures, and report them.`,
    approximation:
      "Second method: the exact answer; the differences are the approximation's error.",
  };
  return `${table}\n${words[status]}`;
}

/** Twelve digits, as many as two methods can be expected to share. */
const digits = (value: number) => String(Number(value.toPrecision(12)));
