/**
 * Reports of several tools in one file, as notes of a comparison hold them: each tool's part is read as a
 * file of its own. Read as one, all but the first tool's would be lost without a word.
 */
import type { SourceText } from "../imported-run.ts";
import { printedFormats } from "./printed-formats.ts";
import { recognizeFormat } from "./recognize-format.ts";

/** The lines with which tools begin their reports; which tool it is, the report tells. */
const begins =
  /^(?:Running .* test @ |This is ApacheBench|\s*Summary:\s*$|Bombarding \S+ |Requests\s+\[total, rate|sysbench \d|pgbench \(|transaction type: |\s*Transactions:\s+\d+ hits|starting benchmark\.\.\.|\s*\[OVERALL\],\s*RunTime|\s*execution: local|[^\w\n{]*data_received\.*:)/;

/** Whether a line ends what belongs to a report that begins below it: a blank, a fence, a heading. */
const divides = (line: string) => /^\s*(?:$|```|~~~|#{1,6} |[-=*]{3,}\s*$)/.test(line);

const printed = new Set(printedFormats.map(({ name }) => name));

/** The parts of the file by tool, each with its rows in the lines in which they stand. */
export function eachTool(file: SourceText): readonly SourceText[] {
  // JSON, markup and logs hold nothing else, and may be large.
  if (/^\s*(?:[{<]|\[(?!OVERALL\]))/.test(file.text)) return [file];
  if (!printed.has(recognizeFormat(file.text))) return [file];
  const lines = file.text.split("\n");
  const starts = lines.flatMap((line, at) => (begins.test(line) ? [startOf(lines, at)] : []));
  if (starts.length < 2) return [file];
  const cuts = [...new Set(starts.slice(1))];
  const parts: { format: string; from: number; to: number }[] = [];
  for (const [at, from] of [0, ...cuts].entries()) {
    const to = cuts[at] ?? lines.length;
    const format = recognizeFormat(lines.slice(from, to).join("\n"));
    const before = parts.at(-1);
    // What is no report of its own belongs to the one before it: a preamble, a second summary.
    if (before && (format === before.format || !printed.has(format))) before.to = to;
    else if (before && !printed.has(before.format)) Object.assign(before, { format, to });
    else parts.push({ format, from, to });
  }
  if (new Set(parts.map(({ format }) => format)).size < 2) return [file];
  return parts.map(({ from, to }) => {
    return { ...file, text: "\n".repeat(from) + lines.slice(from, to).join("\n") };
  });
}

/** A command that was typed, behind a prompt or a path. */
const typed =
  /^\s*(?:\S*[$>#%]\s*)?(?:time\s+)?(?:\S*\/)?(?:wrk2?|hey|oha|ghz|ab|bombardier|vegeta|autocannon|siege|h2load|k6|drill|(?:redis|valkey|memtier)[-_]benchmark|sysbench|pgbench|ycsb)(?:\.exe|\.sh)?\s+\S/;

/** The command line stands above its report, with a blank line between where the tool prints one. */
function startOf(lines: readonly string[], at: number): number {
  const paragraph = lines.slice(0, at).findLastIndex(divides) + 1;
  if (paragraph < at) return paragraph;
  const above = lines.slice(0, at).findLastIndex((line) => line.trim() !== "");
  return typed.test(lines[above] ?? "") ? above : at;
}
