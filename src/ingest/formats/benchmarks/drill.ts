/**
 * drill (`--stats`), any number of reports in one file. N is its "Concurrency", which never exceeds its
 * iterations; a benchmark may hold delays, so that its users may think. Times are rounded to whole
 * milliseconds unless it was asked for nanoseconds (-n). Every answer but 2xx is a failure, and so is a
 * request without one.
 *
 * Source: fcsonline/drill, src/main.rs, src/benchmark.rs and src/actions/request.rs.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { ImportedEndpoint, Importer } from "../../imported-run.ts";
import { eachReport } from "../each-report.ts";
import { usersKnown } from "../log/users-known.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { readDuration } from "../text/read-duration.ts";
import { readCount, readNumber } from "../text/read-number.ts";

/** What drill prints of each name and of all: what it is, behind the name where it is of one. */
const row =
  /^(?:(\S.*?)\s+)?(Total requests|Failed requests|Median time per request|Average time per request|99\.0'th percentile)\s+(\S+)\s*$/;

type Rows = ReadonlyMap<string, string>;

/** Rows by name, "" for those of all requests; a name is printed before the rows of all. */
function rowsByName(text: string): ReadonlyMap<string, Rows> {
  const found = new Map<string, Map<string, string>>();
  for (const line of text.split("\n")) {
    const [, name = "", label, value] = row.exec(line.trimEnd()) ?? [];
    if (label === undefined || value === undefined) continue;
    const rows = found.get(name) ?? new Map<string, string>();
    found.set(name, rows.set(label, value));
  }
  return found;
}

/** What rounds to nothing was not measured. */
const timesOf = (rows: Rows) =>
  present<ResponseTimes>({
    mean: readDuration(rows.get("Average time per request")) || undefined,
    p50: readDuration(rows.get("Median time per request")) || undefined,
    p99: readDuration(rows.get("99.0'th percentile")) || undefined,
  });

const countsOf = (rows: Rows) => ({
  requests: readCount(rows.get("Total requests")),
  failures: readCount(rows.get("Failed requests")),
});

const read: Importer = (file, options) => {
  const { text } = file;
  const names = rowsByName(text);
  const all = names.get("") ?? new Map();
  const { requests, failures } = countsOf(all);
  const printed = readNumber(/^Requests per second\s+(\S+) \[#\/sec\]/m.exec(text)?.[1]);
  const taken = readNumber(/^Time taken for tests\s+(\S+) seconds/m.exec(text)?.[1]);
  if (!requests || !printed || taken === undefined) {
    return refused(
      file.name,
      "no complete drill report: Time taken for tests, Total requests, Requests per second",
      "run drill with --stats and keep its whole output",
    );
  }
  const setting = (name: string) =>
    readCount(new RegExp(`^${name}\\s+(\\d+)\\s*$`, "m").exec(text)?.[1]);
  const [concurrency, iterations] = [setting("Concurrency"), setting("Iterations")];
  const known = concurrency
    ? {
        users: Math.min(concurrency, iterations || concurrency),
        from: "in the file (concurrency)",
      }
    : usersKnown(file.name, options.users);
  const rounded = !/\d+ns\s*$/m.test(text);
  const endpoints = [...names].flatMap(([path, rows]): readonly ImportedEndpoint[] =>
    path === ""
      ? []
      : [{ method: "", path, ...present(countsOf(rows)), responseTime: timesOf(rows) }],
  );
  const failed = failures ?? 0;
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "drill",
        file: file.name,
        loadModel: "closed",
        users: known.users,
        usersFrom: known.from,
        // The rate has two decimals, the time of the test one.
        duration: requests / printed,
        figures: {
          ...present({ requests, failures, throughput: printed }),
          responseTime: timesOf(all),
        },
        endpoints,
        failures:
          failed > 0
            ? [
                {
                  method: "",
                  path: "",
                  error: "no answer, or a status other than 2xx",
                  count: failed,
                },
              ]
            : [],
        percentiles: {
          method: "histogram of two significant digits",
          resolution: rounded ? "1 ms" : "1 µs",
        },
        allAtOnce: setting("Rampup") === 0,
        note: rounded ? "times rounded to 1 ms" : "",
      }),
    ],
  };
};

export const importDrill: Importer = eachReport(
  [
    { begins: /^Concurrency\s+\d+\s*$/, above: /\bdrill\s+-/ },
    { begins: /^Time taken for tests\s/ },
  ],
  read,
);
