import type { Share } from "../../units.ts";
import type { SweepRow } from "./sweep-row.ts";

/** Rows that were set alike: draws, explanations, seeds and replications of one cell of a picture. */
export interface RowGroup {
  readonly settings: SweepRow["settings"];
  readonly rows: readonly SweepRow[];
}

/** By the settings named, in the order in which they first come. */
export function groupRows(
  rows: readonly SweepRow[],
  names: readonly string[],
): readonly RowGroup[] {
  const groups = new Map<string, { settings: SweepRow["settings"]; rows: SweepRow[] }>();
  for (const row of rows) {
    const values = names.map((name) => [name, row.settings[name] ?? null] as const);
    const key = JSON.stringify(values);
    const group = groups.get(key);
    if (group !== undefined) group.rows.push(row);
    else groups.set(key, { settings: Object.fromEntries(values), rows: [row] });
  }
  return [...groups.values()];
}

/** Settings that differ from row to row. */
export function variedSettings(rows: readonly SweepRow[]): readonly string[] {
  const [first] = rows;
  if (first === undefined) return [];
  return Object.keys(first.settings).filter((name) =>
    rows.some(({ settings }) => settings[name] !== first.settings[name]),
  );
}

/** Probabilities are averaged, everything else has its median. */
const averaged: ReadonlySet<string> = new Set(["staysDown", "settled"]);

/** A figure of a group, each platform by its weight; null where none of its rows has it. */
export function figureOf({ rows }: RowGroup, name: string): number | null {
  const known = rows.flatMap(({ figures, weight }) => {
    const value = figures[name] ?? null;
    return value === null ? [] : [{ value, weight }];
  });
  if (known.length === 0) return null;
  return averaged.has(name) ? weightedMean(known) : weightedMedian(known);
}

interface Weighed {
  readonly value: number;
  readonly weight: Share;
}

function weightedMean(values: readonly Weighed[]): number {
  const total = values.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return values.reduce((sum, { value }) => sum + value, 0) / values.length;
  return values.reduce((sum, { value, weight }) => sum + (weight / total) * value, 0);
}

/** The least value that half of the weight does not lie above; between two of equal halves, their middle. */
export function weightedMedian(values: readonly Weighed[]): number {
  const rising = values.toSorted((a, b) => a.value - b.value);
  const half = rising.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let below = 0;
  for (const [i, { value, weight }] of rising.entries()) {
    below += weight;
    if (Math.abs(below - half) <= 1e-12 * half)
      return (value + (rising[i + 1]?.value ?? value)) / 2;
    if (below > half) return value;
  }
  return rising.at(-1)?.value ?? 0;
}
