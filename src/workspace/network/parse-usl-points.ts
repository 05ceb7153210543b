/** Measured throughputs for a scalability law: two columns, users and throughput. */
import type { Parsed, Problem } from "../../ingest/problem.ts";
import type { UslObservation } from "../../textbook/usl/fit-usl.ts";

/**
 * Two columns of numbers, parted by commas, semicolons, tabs or blanks: concurrency and
 * throughput in requests per second. A first line of words is a header; lines that are empty or
 * begin with # are passed over; anything else is a problem.
 */
export function parseUslPoints(text: string, file: string): Parsed<readonly UslObservation[]> {
  const points: UslObservation[] = [];
  const problems: Problem[] = [];
  let first = true;
  for (const [i, whole] of text.split(/\r\n|\n|\r/).entries()) {
    const line = whole.trim();
    if (line === "" || line.startsWith("#")) continue;
    const cells = line.split(/\s*[,;\t]\s*|\s+/);
    const [users = Number.NaN, throughput = Number.NaN] = cells.map((cell) =>
      cell === "" ? Number.NaN : Number(cell),
    );
    const header = first && cells.every((cell) => Number.isNaN(Number(cell)));
    first = false;
    if (header) continue;
    if (cells.length === 2 && users > 0 && throughput > 0 && users < 1e9 && throughput < 1e9) {
      points.push({ users, throughput });
    } else {
      problems.push({
        file,
        line: i + 1,
        column: 1,
        message: `expected two numbers above 0, users and throughput, got "${line.slice(0, 60)}"`,
        hint: "e.g. 8, 155.3",
      });
    }
  }
  if (problems.length === 0 && points.length === 0) {
    const message = "holds no measured levels";
    problems.push({ file, line: 1, column: 1, message, hint: "one line each, e.g. 8, 155.3" });
  }
  return problems.length === 0 ? { ok: true, value: points } : { ok: false, problems };
}
