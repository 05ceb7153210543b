/**
 * Reports that were printed one behind the other into one file, as a loop over loads leaves them: each
 * is a run. Read as one they would mix the figures of several loads.
 */
import type { Importer } from "../imported-run.ts";
import type { Problem } from "../problem.ts";

export interface ReportSigns {
  /** The line with which the tool begins its report. */
  readonly begins: { test(line: string): boolean };
  /** A line above it that belongs to it, such as the command that was typed. */
  readonly above?: RegExp;
}

/** An importer of one report, for files that hold any number of them; those it refuses are counted. */
export function eachReport(signs: readonly ReportSigns[], read: Importer): Importer {
  return (file, options) => {
    const reports = reportsIn(file.text, signs);
    if (reports.length < 2) return read(file, options);
    const parsed = reports.map(({ text }) => read({ ...file, text }, options));
    const refusals = parsed.flatMap((one, at): readonly Problem[] =>
      one.ok
        ? []
        : one.problems.map((problem) => ({
            ...problem,
            line: problem.line + (reports[at]?.linesAbove ?? 0),
          })),
    );
    const [first, ...others] = parsed.flatMap((one) => (one.ok ? one.value : []));
    if (first === undefined) return { ok: false, problems: refusals.slice(0, 1) };
    const rejected = {
      count: first.rejected.count + refusals.length,
      first: [...first.rejected.first, ...refusals],
    };
    return { ok: true, value: [{ ...first, rejected }, ...others] };
  };
}

/** The same of tables that were put one behind the other, each below its header. */
export function eachTable(read: Importer): Importer {
  return (file, options) => {
    const header = headerOf(file.text);
    const begins = { test: (line: string) => line.trim() === header };
    return eachReport(header === "" ? [] : [{ begins }], read)(file, options);
  };
}

/** Tables behind one another under one header, each with its rows in the lines in which they stand. */
export function tablesIn(text: string): readonly string[] {
  const header = headerOf(text);
  const tables = reportsIn(text, [{ begins: { test: (line) => line.trim() === header } }]);
  if (header === "" || tables.length < 2) return [text];
  return tables.map(({ text: table, linesAbove }) => {
    const [own = "", ...rows] = table.split("\n");
    return linesAbove === 0 ? table : [own, ...Array(linesAbove).fill(""), ...rows].join("\n");
  });
}

/** The first line that is not blank. */
function headerOf(text: string): string {
  return /^\uFEFF?\s*(\S.*)/.exec(text)?.[1]?.trim() ?? "";
}

interface Report {
  readonly text: string;
  readonly linesAbove: number;
}

/** By the first of the signs that is there; what stands above the first report belongs to it. */
function reportsIn(text: string, signs: readonly ReportSigns[]): readonly Report[] {
  const lines = text.split("\n");
  for (const { begins, above } of signs) {
    const starts = lines.flatMap((line, at) => (begins.test(line) ? [at] : []));
    if (starts.length === 0) continue;
    const cuts = starts.slice(1).map((start, at) => {
      const after = (starts[at] ?? 0) + 1;
      const own = above ? lines.slice(after, start).findLastIndex((line) => above.test(line)) : -1;
      return own < 0 ? start : after + own;
    });
    return [0, ...cuts].map((from, at) => ({
      text: lines.slice(from, cuts[at] ?? lines.length).join("\n"),
      linesAbove: from,
    }));
  }
  return [];
}
