/**
 * YCSB's closing report, text or JSON, any number of them in one file. A request is one operation on the
 * database; a read-modify-write counts as its read and its write, which YCSB counts beside it. Threads
 * never think unless a target holds them back, and stand only in the command line, which it prints to the
 * other stream. Percentiles are of one kind of operation, so that the level has some only where it is one.
 *
 * Source: brianfrankcooper/YCSB, core/src/main/java/site/ycsb/DBWrapper.java, measurements/
 * OneMeasurementHdrHistogram.java, OneMeasurementHistogram.java and exporter/, versions 0.1 to 0.17.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { ImportedEndpoint, ImportedFailure, Importer } from "../../imported-run.ts";
import { eachReport } from "../each-report.ts";
import { finding } from "../finding.ts";
import { usersKnown } from "../log/users-known.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { readCount } from "../text/read-number.ts";

/** Figures by operation and name, e.g. of READ: AverageLatency(us). */
type Report = ReadonlyMap<string, ReadonlyMap<string, number>>;

const textLine = /^\s*\[([^\]\n]+)\],\s*([^,\n]+),\s*(\d[\d.]*(?:[eE][+-]?\d+)?)\s*$/gm;
const jsonEntry =
  /"metric"\s*:\s*"([^"]*)"\s*,\s*"measurement"\s*:\s*"([^"]*)"\s*,\s*"value"\s*:\s*(\d[\d.]*(?:[eE][+-]?\d+)?)/g;

function reportIn(text: string): Report {
  const report = new Map<string, Map<string, number>>();
  for (const pattern of [textLine, jsonEntry]) {
    for (const [, of = "", name = "", value] of text.matchAll(pattern)) {
      const figures = report.get(of) ?? new Map<string, number>();
      figures.set(name, Number(value));
      report.set(of, figures);
    }
  }
  return report;
}

/** What is measured beside the operations, again, or from when they should have begun. */
const noOperation = /^(?:OVERALL|CLEANUP|TOTAL_|READ-MODIFY-WRITE|Intended-|TX-)/;
const operation = /^(?:READ|UPDATE|INSERT|SCAN|DELETE)$/;
/** YCSB measures what failed under the name of the operation and of the failure. */
const failedOperation = /^(READ|UPDATE|INSERT|SCAN|DELETE)-(?!MODIFY-WRITE)(.+)$/;
const good = /^Return=(?:0|OK|BATCHED_OK)$/;

/** A time by its name, whose unit stands with it: µs, and ms for the percentiles of the first versions. */
function timeOf(figures: ReadonlyMap<string, number>, name: string): number | undefined {
  const micro = figures.get(`${name}(us)`);
  if (micro !== undefined) return micro / 1e6;
  const milli = figures.get(`${name}(ms)`);
  return milli === undefined ? undefined : milli / 1e3;
}

function timesOf(figures: ReadonlyMap<string, number>): ResponseTimes {
  const share = (p: number) => timeOf(figures, `${p}thPercentileLatency`);
  return present<ResponseTimes>({
    mean: timeOf(figures, "AverageLatency"),
    p50: share(50),
    p90: share(90),
    p95: share(95),
    p99: share(99),
    max: timeOf(figures, "MaxLatency"),
  });
}

function operationsIn(report: Report): readonly ImportedEndpoint[] {
  return [...report].flatMap(([name, figures]): readonly ImportedEndpoint[] => {
    if (!operation.test(name)) return [];
    const answered = figures.get("Operations");
    if (answered === undefined) return [];
    const failing = [...report].filter(([other]) => failedOperation.exec(other)?.[1] === name);
    const apart = failing.reduce((sum, [, one]) => sum + (one.get("Operations") ?? 0), 0);
    const returned = [...figures].filter(([code]) => /^Return=/.test(code) && !good.test(code));
    const coded = returned.reduce((sum, [, count]) => sum + count, 0);
    const requests = answered + apart;
    if (requests === 0) return [];
    const times = timesOf(figures);
    const total = [figures, ...failing.map(([, one]) => one)].reduce(
      (sum, one) => sum + (one.get("Operations") ?? 0) * (timeOf(one, "AverageLatency") ?? 0),
      0,
    );
    return [
      {
        method: "",
        path: name,
        requests,
        failures: Math.min(requests, Math.max(apart, coded)),
        // Percentiles of answers are those of all only where nothing failed.
        responseTime: apart === 0 ? times : present<ResponseTimes>({ mean: total / requests }),
      },
    ];
  });
}

function failuresIn(report: Report): readonly ImportedFailure[] {
  return [...report].flatMap(([path, figures]) =>
    operation.test(path)
      ? [...figures].flatMap(([code, count]) =>
          /^Return=/.test(code) && !good.test(code) && count > 0
            ? [{ method: "", path, error: code.replace("Return=", ""), count }]
            : [],
        )
      : [],
  );
}

const read: Importer = (file, options) => {
  const report = reportIn(file.text);
  const duration = (report.get("OVERALL")?.get("RunTime(ms)") ?? 0) / 1000;
  const operations = operationsIn(report);
  const sum = (of: (one: ImportedEndpoint) => number) =>
    operations.reduce((total, one) => total + of(one), 0);
  const requests = sum((one) => one.requests ?? 0);
  if (duration === 0 || requests === 0) {
    return refused(
      file.name,
      "no complete YCSB report: RunTime(ms), and Operations of at least one kind",
      "keep the whole output; a run that was killed prints no report",
    );
  }
  const threads = readCount(/(?:-threads\s+|threadcount=)(\d+)/.exec(file.text)?.[1]) || null;
  const target = readCount(/(?:-target\s+|[\s"]target=)(\d+)/.exec(file.text)?.[1]) ?? 0;
  const known = usersKnown(file.name, options.users, threads);
  const [only, ...others] = operations;
  const mean = sum((one) => (one.requests ?? 0) * (one.responseTime.mean ?? 0)) / requests;
  const unknownKinds = [...report.keys()].filter(
    (name) => !noOperation.test(name) && !operation.test(name) && !failedOperation.test(name),
  );
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "ycsb",
        file: file.name,
        version: /YCSB Client (\S+)/.exec(file.text)?.[1] ?? "",
        loadModel: "closed",
        users: known.users,
        usersFrom: known.from,
        duration,
        figures: {
          ...present({
            requests,
            failures: Math.min(
              requests,
              sum((one) => one.failures ?? 0),
            ),
            throughput: requests / duration,
          }),
          responseTime:
            only !== undefined && others.length === 0
              ? only.responseTime
              : present<ResponseTimes>({ mean: mean > 0 ? mean : undefined }),
        },
        endpoints: operations,
        failures: failuresIn(report),
        percentiles: { method: "HdrHistogram, or buckets of 1 ms", resolution: "0.1 % or 1 ms" },
        findings: [
          ...(report.has("READ-MODIFY-WRITE")
            ? [
                finding(
                  "composite-operations",
                  "note",
                  known.users,
                  "A read-modify-write counts as its read and its write.",
                  "YCSB counts it beside the two, and once in its own rate",
                  "nothing to do: a request is one operation on the database",
                ),
              ]
            : []),
          ...(unknownKinds.length > 0
            ? [
                finding(
                  "operations-not-read",
                  "warning",
                  known.users,
                  `Kinds that are no operation of YCSB were not read: ${unknownKinds.slice(0, 5).join(", ")}.`,
                  "the kinds of its drivers may contain one another",
                  "compare the requests with the number of operations that was asked for",
                ),
              ]
            : []),
        ],
        allAtOnce: true,
        note:
          target > 0
            ? `held to ${target} operations/s by -target`
            : "no think time: N = X·R; a request is an operation",
      }),
    ],
  };
};

export const importYcsb = eachReport(
  [
    {
      begins: /^\s*\[OVERALL\],\s*RunTime\(ms\)/,
      above: /(?:-threads\s+|threadcount=)\d/,
    },
  ],
  read,
);
