/** A table to which each result adds its line, or replaces the line it has. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { relative } from "node:path";
import { csvCell } from "../wording/csv-cell.ts";
import { visibleText } from "../wording/visible-text.ts";
import { InputError } from "../workspace/input-error.ts";
import { readText } from "./read-text.ts";
import { writeAtomically } from "./write-atomically.ts";

export interface LedgerLine {
  /** What the line is known by; a line with the same cells here is replaced. */
  readonly identity: Readonly<Record<string, string | number>>;
  readonly figures: Readonly<Record<string, string | number>>;
}

/**
 * Writes a line into a ledger, which is made where there is none.
 *
 * @throws InputError when the file there has other columns, or cannot be written
 */
export function recordInLedger(path: string, cwd: string, line: LedgerLine): void {
  const header = row(Object.keys({ ...line.identity, ...line.figures }));
  const shown = relative(cwd, path) || path;
  const lines = existsSync(path) ? readText(path, shown).split(/\r?\n/).filter(Boolean) : [header];
  if (lines[0] !== header) {
    const message = "has other columns than this program writes";
    const hint = "move it away, and a new one is begun";
    throw new InputError([{ file: shown, line: 1, column: 1, message, hint }]);
  }
  const known = `${row(Object.values(line.identity))},`;
  const added = known + row(Object.values(line.figures));
  const at = lines.findIndex((one) => one.startsWith(known));
  const all = at < 0 ? [...lines, added] : lines.with(at, added);
  writeAtomically([{ path, content: `${all.join("\n")}\n` }]);
}

/** One short hash of several files, whatever their order. */
export function hashOf(hashes: readonly string[]): string {
  const all = hashes.toSorted().join("\n");
  return createHash("sha256").update(all).digest("hex").slice(0, 16);
}

function row(cells: readonly (string | number)[]): string {
  return cells
    .map((cell) => (typeof cell === "number" ? String(cell) : csvCell(visibleText(cell))))
    .join(",");
}
