/**
 * `statistics.json` of JMeter's dashboard (since 5.1): totals a label in milliseconds and per second.
 * Its median and percentiles use only the LAST 20,000 samples of each label, so in a longer test they
 * describe its end, and are left out; pct1 to pct3 are P90, P95 and P99 unless `aggregate_rpt_pct` was
 * changed, which the file does not record.
 *
 * Source: apache/jmeter, report/processor/PercentileAggregator.java.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { Finding } from "../../../measurement/finding.ts";
import {
  emptyRun,
  type Figures,
  type ImportedEndpoint,
  type Importer,
} from "../../imported-run.ts";
import { finding } from "../finding.ts";
import { usersKnown } from "../log/users-known.ts";
import { nameOfRun } from "../name-of-run.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { countAt, entriesAt, numberAt, parseJson, secondsAt } from "../text/json-value.ts";
import { partsTakenOff, withoutParts } from "./redirect-parts.ts";

/** jmeter.reportgenerator.statistic_window */
const percentileWindow = 20_000;

function figuresOf(row: unknown): Figures | undefined {
  const requests = countAt(row, "sampleCount");
  const failures = countAt(row, "errorCount");
  if (requests === undefined || failures === undefined || failures > requests) return undefined;
  const time = (key: string) => secondsAt(row, 1000, key);
  const whole = requests <= percentileWindow;
  const responseTime = present<ResponseTimes>({
    mean: time("meanResTime"),
    p50: whole ? time("medianResTime") : undefined,
    p90: whole ? time("pct1ResTime") : undefined,
    p95: whole ? time("pct2ResTime") : undefined,
    p99: whole ? time("pct3ResTime") : undefined,
    max: time("maxResTime"),
  });
  return {
    ...present({ requests, failures, throughput: numberAt(row, "throughput") }),
    responseTime: requests > 0 ? responseTime : {},
  };
}

export const importJmeterStatistics: Importer = (file, options) => {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  const endpoints: ImportedEndpoint[] = [];
  let total: Figures | undefined;
  for (const [label, row] of entriesAt(json.value)) {
    const figures = figuresOf(row);
    if (!figures) {
      return refused(
        file.name,
        `sampleCount and errorCount of "${label}" must be whole numbers, errors at most samples`,
        "write the dashboard again with JMeter",
      );
    }
    if (label === "Total") total = figures;
    else endpoints.push({ method: "", path: label, ...figures });
  }
  if (!total?.requests) {
    return refused(
      file.name,
      "the statistics have no Total with samples",
      "write the dashboard again with JMeter",
    );
  }
  const known = usersKnown(file.name, options.users);
  const findings: Finding[] = [
    finding(
      "ramp-included",
      "note",
      known.users,
      "The totals cover the whole run, ramp-up included.",
      "the dashboard divides by the time from the first sample to the last",
      "import the result log (JTL) instead: it holds the threads at every second",
    ),
  ];
  if (total.requests > percentileWindow) {
    findings.push(
      finding(
        "percentiles-of-the-end",
        "warning",
        known.users,
        `Percentiles were left out: of ${total.requests} samples the dashboard used the last ${percentileWindow}.`,
        "a percentile of the end of a run does not describe the run",
        "import the result log (JTL), or raise jmeter.reportgenerator.statistic_window",
      ),
    );
  }
  const { total: whole, endpoints: rows, parts } = withoutParts(total, endpoints);
  if (parts.length > 0) findings.push(partsTakenOff(known.users, parts));
  const left = endpoints.reduce((sum, one) => sum + (one.requests ?? 0), 0) - (total.requests ?? 0);
  if (left > 0) {
    findings.push(
      finding(
        "controllers-in-dashboard",
        "note",
        known.users,
        `The total leaves out ${left} samples of the rows: those of transaction controllers.`,
        "the dashboard counts requests; of a generated parent (generate parent sample) it knows none",
        "import the result log (JTL) where controllers generate parent samples",
      ),
    );
  }
  const { requests = 0, throughput } = whole;
  return {
    ok: true,
    value: [
      {
        ...emptyRun("jmeter-statistics", nameOfRun(file.name)),
        version: "5.1 or later",
        loadModel: "closed",
        usersFrom: known.from,
        wholeRun: whole,
        levels: [
          {
            users: known.users,
            arrivalRate: null,
            start: null,
            duration: throughput ? requests / throughput : null,
            warmUpCut: 0,
            covers: "whole run",
            ...whole,
            endpoints: rows,
            note: "whole run, ramp included",
          },
        ],
        percentiles: {
          method: "commons-math LEGACY, position p·(n + 1), last 20,000 samples",
          resolution: "1 ms",
        },
        findings,
      },
    ],
  };
};
