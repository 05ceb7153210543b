/** A table to which each result adds its line, or replaces the line it has. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { relative } from "node:path";
import { csvCell } from "../wording/csv-cell.ts";
import { visibleText } from "../wording/visible-text.ts";
import { InputError } from "../workspace/input-error.ts";
import { readText } from "./read-text.ts";
import { writeAtomically } from "./write-atomically.ts";

/** In the folder of a workspace: what its predictions came to. */
export const ledgerFile = "ledger.csv";

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
  const found = existsSync(path) ? readText(path, shown).split(/\r?\n/).filter(Boolean) : [header];
  const lines = withNewColumns(found, header);
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

/** Lines of an earlier version, which had the first of the columns: the others stay empty. */
function withNewColumns(lines: readonly string[], header: string): readonly string[] {
  const [first = ""] = lines;
  if (first === header || !header.startsWith(`${first},`)) return lines;
  const empty = ",".repeat(header.split(",").length - first.split(",").length);
  return [header, ...lines.slice(1).map((line) => `${line}${empty}`)];
}

/** The lines of a ledger by column, the oldest first; none where there is no ledger. */
export function readLedger(path: string, cwd: string): readonly Readonly<Record<string, string>>[] {
  if (!existsSync(path)) return [];
  const shown = relative(cwd, path) || path;
  const [header = "", ...lines] = readText(path, shown).split(/\r?\n/).filter(Boolean);
  const names = cellsOf(header);
  return lines.map((line) => {
    const cells = cellsOf(line);
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""]));
  });
}

/** The cells of a line as `row` writes them. */
function cellsOf(line: string): readonly string[] {
  const cells = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g);
  return [...cells].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
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
