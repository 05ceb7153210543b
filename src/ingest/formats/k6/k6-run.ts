/** What k6's points have in common, whoever counted them: requests summarized in, runs out. */
import type { Finding } from "../../../measurement/finding.ts";
import { emptyRun, type ImportedRun } from "../../imported-run.ts";
import type { Parsed } from "../../problem.ts";
import { finding } from "../finding.ts";
import { exactPercentiles, type SampleSummary } from "../log/summarize-samples.ts";
import { usersCameAndWent } from "../log/users-are-outcome.ts";
import type { usersKnown } from "../log/users-known.ts";
import { nameOfRun } from "../name-of-run.ts";
import { noneRejected, refused } from "../rejections.ts";
import { executorUnknown } from "./k6-summary.ts";

/** Why a file without a request gives no run. */
export function noRequest(file: string, { count, first }: ImportedRun["rejected"]) {
  const [bad] = first;
  return refused(
    file,
    bad
      ? `the file holds no http_req_duration point that can be read; of ${count} lines that cannot, the first is line ${bad.line}: ${bad.message}`
      : "the file holds no http_req_duration point",
    bad?.hint ?? "only HTTP tests are read; check that the test made requests",
  );
}

/** A file of points once its requests are counted, whoever counted them. */
export interface SummarizedPoints {
  readonly summary: SampleSummary;
  /** What made it a run of its own. */
  readonly findings: readonly Finding[];
}

/** What was noticed of the file as a whole. */
export interface WholePoints {
  /** Users as the planner or the file's name tell them. */
  readonly known: ReturnType<typeof usersKnown>;
  /** Whether the file has the gauge `vus`. */
  readonly gauge: boolean;
  /** Whether requests arrived at a rate, and users are an outcome. */
  readonly arrivals: boolean;
  readonly dropped: number;
  readonly cut: boolean;
  readonly rejected: ImportedRun["rejected"];
}

/** The runs of a file; what concerns all of it is said with the first. */
export function summarizedK6Runs(
  format: "k6-points" | "k6-csv",
  file: string,
  runs: readonly SummarizedPoints[],
  points: WholePoints,
): Parsed<readonly ImportedRun[]> {
  const quiet = { ...points, cut: false, rejected: noneRejected };
  return {
    ok: true,
    value: runs.map((run, at) => summarizedRun(format, file, run, at === 0 ? points : quiet)),
  };
}

function summarizedRun(
  format: "k6-points" | "k6-csv",
  file: string,
  { summary, findings: own }: SummarizedPoints,
  { known, gauge, arrivals, dropped, cut, rejected }: WholePoints,
): ImportedRun {
  const open = dropped > 0 || arrivals;
  const findings: Finding[] = [
    ...own,
    ...(open ? [] : [executorUnknown(known.users)]),
    ...(arrivals && !own.some(({ code }) => code === "users-idle") ? [usersCameAndWent()] : []),
  ];
  if (cut) {
    findings.push(
      finding(
        "cut-last-line",
        "note",
        null,
        "The last line is cut off and was left out.",
        "a killed run ends in mid-line",
        "nothing to do: all points before it were read",
      ),
    );
  }
  return {
    ...emptyRun(format, nameOfRun(file)),
    loadModel: open ? "open" : "unknown",
    usersFrom: gauge && !open ? "in the file (gauge vus)" : known.from,
    ...summary,
    levels: summary.levels.map((level) => (open ? { ...level, users: null } : level)),
    percentiles: exactPercentiles,
    findings,
    generatorWarnings: [
      ...(dropped > 0
        ? [`k6 dropped ${dropped} iterations: it could not offer the rate asked for`]
        : []),
    ],
    rejected: { count: rejected.count, first: rejected.first },
  };
}
