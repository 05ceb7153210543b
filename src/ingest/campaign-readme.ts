/** The README.md of a campaign folder: where its figures come from, and what they rest on. */
import { markdownCode, markdownText } from "../wording/markdown-text.ts";
import { runName } from "./assemble-runs.ts";
import type { ImportedCampaign } from "./import-campaign.ts";
import type { ImportedRun } from "./imported-run.ts";

/** A file as it was given: its name without the machine's folders, and SHA-256 of its bytes. */
export interface SourceHash {
  readonly file: string;
  readonly sha256: string;
}

/**
 * Markdown with the source files and their hashes, the tool and version of each run, what was cut,
 * what is assumed, and what was left out. No clock and no path of the machine: the same files give
 * the same text.
 */
export function campaignReadme(
  imported: ImportedCampaign,
  hashes: readonly SourceHash[],
  program: string,
): string {
  const { campaign, runs, findings, leftOut, formats } = imported;
  const formatOf = new Map(formats.map(({ file, format }) => [file, format]));
  const out = new Set(leftOut.map(({ file }) => file));
  const loads = [...new Set(campaign.levels.map(({ users }) => users))];
  return [
    `# ${markdownText(campaign.name)}`,
    `Imported by ${program}: ${campaign.levels.length} ${campaign.levels.length === 1 ? "level" : "levels"} of ${loads.join(", ")} users. ` +
      "Times in the tables are in milliseconds; an empty cell was not measured.",
    "To be filled in by hand: date of the tests, environment, pool sizes, processors, replicas.",
    "## Source files",
    table(
      ["file", "read as", "SHA-256"],
      hashes.map(({ file, sha256 }) => [
        markdownCode(file),
        out.has(file) ? "left out, see below" : (formatOf.get(file) ?? ""),
        markdownCode(sha256),
      ]),
    ),
    ...(runs.length === 0
      ? []
      : [
          "## Runs",
          table(
            ["run", "tool", "users", "found", "window", "cut before it"],
            runs.flatMap((run) => rowsOf(run, runName(run, runs))),
          ),
          ...methods(runs),
        ]),
    "## What was cut and what is assumed",
    bullets([
      ...cutBefore(runs),
      "Assumed: users wait for the answer and think before the next request (closed load).",
      "Failed requests are part of requests, throughput and response times.",
      ...findings.map(({ level, message, remedy }) => {
        const where = level === null ? "" : `${level} users: `;
        return markdownText(`${where}${message} Remedy: ${remedy}`);
      }),
    ]),
    "## What was left out",
    bullets(
      leftOut.map(({ file, line, message, hint }) => {
        const where = line > 1 ? `${file}, line ${line}` : file;
        return `${markdownCode(where)}: ${markdownText(`${message}. Remedy: ${hint}.`)}`;
      }),
      "Nothing: every file given was read.",
    ),
  ]
    .join("\n\n")
    .concat("\n");
}

const MOST_LEVELS_LISTED = 20;

function rowsOf(run: ImportedRun, name: string): readonly (readonly string[])[] {
  const tool = markdownText(`${run.format}${run.version === "" ? "" : `, ${run.version}`}`);
  const rows = run.levels.map((level) => [
    markdownCode(name),
    tool,
    ...(run.loadModel === "open"
      ? ["none", `open, ${(level.arrivalRate ?? 0).toPrecision(3)} req/s`]
      : [String(level.users ?? "?"), run.usersFrom === "" ? "stated" : run.usersFrom]),
    level.duration === null ? level.covers : `${level.covers}, ${Math.round(level.duration)} s`,
    level.warmUpCut > 0 ? `${Math.round(level.warmUpCut)} s` : "nothing",
  ]);
  const more = rows.length - MOST_LEVELS_LISTED;
  if (more <= 0) return rows;
  return [
    ...rows.slice(0, MOST_LEVELS_LISTED),
    [markdownCode(name), tool, `and ${more} more levels`, "", "", ""],
  ];
}

/** How percentiles were made, each way once. */
function methods(runs: readonly ImportedRun[]): readonly string[] {
  const ways = new Set(
    runs.flatMap(({ percentiles }) =>
      percentiles === null ? [] : [`${percentiles.method}; resolution: ${percentiles.resolution}`],
    ),
  );
  return ways.size === 0 ? [] : [`Percentiles: ${[...ways].join(". ")}.`];
}

/** How much was cut before the windows, over all runs. */
function cutBefore(runs: readonly ImportedRun[]): readonly string[] {
  const cuts = runs.flatMap(({ levels }) => levels.map(({ warmUpCut }) => Math.round(warmUpCut)));
  const [least, most] = [Math.min(...cuts), Math.max(...cuts)];
  if (cuts.length === 0 || most === 0) return ["Nothing was cut before the windows."];
  return [`Cut as warm-up before each window: ${least === most ? most : `${least} to ${most}`} s.`];
}

const bullets = (lines: readonly string[], none = "") =>
  lines.length === 0
    ? none
    : [...new Set(lines)]
        .map((line) => `- ${line.replace(/\s+/g, " ").replace(/\.\.$/, ".")}`)
        .join("\n");

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replace(/\s+/g, " ")).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}
