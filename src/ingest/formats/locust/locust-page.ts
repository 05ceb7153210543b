/** The run in a Locust HTML report of 1.3 to 2.19, out of the page's tables: whole milliseconds. */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type {
  Figures,
  ImportedEndpoint,
  ImportedRun,
  ImportOptions,
  SourceText,
} from "../../imported-run.ts";
import type { Parsed } from "../../problem.ts";
import { finding } from "../finding.ts";
import { usersOfPoints } from "../log/mean-users.ts";
import { usersKnown } from "../log/users-known.ts";
import { present } from "../present.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { readCount, readMilliseconds, readNumber } from "../text/read-number.ts";
import { unixTime } from "../text/unix-time.ts";
import { locustPageTables } from "./locust-page-tables.ts";

type PageRow = ReadonlyMap<string, string>;

const keyOf = (row: PageRow) => `${row.get("method")} ${row.get("name")}`;

/** Rates are printed to 0.1, times of start and end to the second: the finer of the two. */
function rateOf(row: PageRow, requests: number, duration: number): number | undefined {
  const printed = readNumber(row.get("rps"));
  const counted = duration > 0 ? requests / duration : undefined;
  if (printed === undefined || counted === undefined) return printed ?? counted;
  return 0.05 / printed < 1 / duration ? printed : counted;
}

function figuresOf(row: PageRow, times: PageRow | undefined, duration: number): Figures {
  const requests = readCount(row.get("# requests"));
  const share = (p: number) => readMilliseconds(times?.get(`${p}%ile (ms)`));
  if (!requests) return { ...present<{ requests?: number }>({ requests }), responseTime: {} };
  return {
    ...present({
      requests,
      failures: readCount(row.get("# fails")),
      throughput: rateOf(row, requests, duration),
    }),
    responseTime: present<ResponseTimes>({
      mean: readMilliseconds(row.get("average (ms)")),
      p50: share(50),
      p90: share(90),
      p95: share(95),
      p99: share(99),
      max: readMilliseconds(row.get("max (ms)")),
    }),
  };
}

/** Undefined when the page has no Aggregated row with requests. */
export function locustPage(
  file: SourceText,
  options: ImportOptions,
): Parsed<readonly ImportedRun[]> | undefined {
  const page = locustPageTables(file.text);
  const row = page?.requests.find((one) => /^(?:Aggregated|Total)$/.test(one.get("name") ?? ""));
  if (!page || !row) return undefined;
  const [start, end] = page.during.map(unixTime);
  const duration = start !== undefined && end !== undefined ? Math.max(0, end - start) : 0;
  const times = new Map(page.times.map((one) => [keyOf(one), one]));
  const total = figuresOf(row, times.get(keyOf(row)), duration);
  if (!total.requests || (total.failures ?? 0) > total.requests) return undefined;
  const counted = usersOfPoints(page.users);
  const known = counted
    ? { users: counted.users, from: "in the charts of the page" }
    : usersKnown(file.name, options.users);
  const endpoints: ImportedEndpoint[] = page.requests.flatMap((one) => {
    if (one === row) return [];
    const figures = figuresOf(one, times.get(keyOf(one)), duration);
    return [{ method: one.get("method") ?? "", path: one.get("name") ?? "", ...figures }];
  });
  const run = singleLevelRun({
    format: "locust-html",
    file: file.name,
    version: "1.3–2.19",
    loadModel: "closed",
    users: known.users,
    mostUsers: counted?.mostUsers,
    usersFrom: known.from,
    start,
    duration: total.throughput ? total.requests / total.throughput : undefined,
    figures: total,
    endpoints,
    failures: page.failures.map((one) => {
      const error = one.get("error") ?? "";
      return {
        method: one.get("method") ?? "",
        path: one.get("name") ?? "",
        error,
        count: readCount(one.get("occurrences")) ?? 0,
      };
    }),
    percentiles: {
      method: "smallest bucket of a histogram of rounded times that exceeds the share",
      resolution: "2 significant digits (1 ms below 100 ms)",
    },
    findings: [
      finding(
        "ramp-included",
        "note",
        known.users,
        "The totals cover the whole run, ramp-up included.",
        "Locust divides all requests by the time since the first user",
        "import _stats.csv and _stats_history.csv of the run where they exist",
      ),
      finding(
        "mean-truncated",
        "note",
        known.users,
        "The page shows means cut to whole milliseconds, so the mean is up to 1 ms too low.",
        "reports of Locust before 2.20 print whole numbers",
        "import _stats.csv where times are below some 50 ms",
      ),
    ],
    note: "whole run, ramp included",
  });
  return { ok: true, value: [run] };
}
