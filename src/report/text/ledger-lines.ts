/** What the ledger says of earlier predictions, decision first. */
import {
  independent,
  LEAST_ENTRIES,
  type PastPrediction,
} from "../../planning/validate/past-predictions.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";
import { textTable } from "../../wording/text-table.ts";

/**
 * Whether today's intervals were widened by what came earlier, then direction and coverage by lever
 * and platform.
 *
 * @param factor by which they were; null: not used
 */
export function ledgerLines(
  past: readonly PastPrediction[],
  factor: number | null,
): readonly string[] {
  const entries = independent(past);
  if (entries.length === 0) return [];
  const rows = [...groupsOf(entries)].map(([, group]) => [
    group[0]?.levers === "" ? "repetition" : leverNames(group[0]?.levers ?? ""),
    group[0]?.platform ?? "",
    String(group.length),
    averageOf(group.map(({ sign }) => sign)),
    averageOf(group.map(({ inside }) => inside)),
  ]);
  const header = ["earlier predictions", "platform", "tests", "direction right", "inside"];
  return [
    ledgerSentence(past, factor),
    ...textTable(header, rows)
      .split("\n")
      .map((line) => `  ${line}`),
  ];
}

/** Whether intervals were widened by what came earlier, and why not. */
export function ledgerSentence(past: readonly PastPrediction[], factor: number | null): string {
  const entries = independent(past);
  const tests = `${entries.length} earlier ${entries.length === 1 ? "test" : "tests"} of this ledger`;
  const scored = entries.filter(({ score }) => score !== null).length;
  if (factor === null) {
    return `Intervals are not corrected by the ${tests}: ${LEAST_ENTRIES} with a score are needed, ${scored} are there.`;
  }
  return factor > 1
    ? `Intervals are ${formatNumber(factor, 2)} times as wide as the models say: those of the ${tests} were too narrow.`
    : `Intervals stand as the models say: those of the ${tests} were wide enough.`;
}

function groupsOf(entries: readonly PastPrediction[]): ReadonlyMap<string, PastPrediction[]> {
  const groups = new Map<string, PastPrediction[]>();
  for (const one of entries) {
    const key = `${leverNames(one.levers)}\n${one.platform}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

/** "pool.size=20, api.replicas=2" → "pool.size, api.replicas". */
const leverNames = (levers: string) => levers.replace(/=[^,;]*/g, "");

function averageOf(shares: readonly (number | null)[]): string {
  const known = shares.flatMap((share) => share ?? []);
  if (known.length === 0) return "–";
  return formatShare(known.reduce((a, b) => a + b, 0) / known.length);
}
