/** Columns that hold mostly figures stand right, as in print; the others left. */
function isFigure(cell: string): boolean {
  return /^[−+±]?[\d.,]+( ?(%|ms|s|req\/s|users))?$/.test(cell) || cell === "–" || cell === "";
}

/**
 * A table as plain text, columns aligned and two spaces apart, without trailing spaces.
 * Columns of figures stand right. Every row must have as many cells as the header.
 *
 * @throws RangeError where a row has another number of cells
 */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  for (const row of rows) {
    if (row.length !== header.length) {
      throw new RangeError(`row must have ${header.length} cells, got ${row.length}`);
    }
  }
  const columns = header.map((title, i) => {
    const cells = rows.map((row) => row[i] ?? "");
    const width = Math.max(...[title, ...cells].map((cell) => [...cell].length));
    return { width, right: cells.length > 0 && cells.every(isFigure) };
  });
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => {
        const { width = 0, right = false } = columns[i] ?? {};
        const gap = " ".repeat(width - [...cell].length);
        return right ? gap + cell : cell + gap;
      })
      .join("  ")
      .trimEnd();
  return [header, ...rows].map(line).join("\n");
}
