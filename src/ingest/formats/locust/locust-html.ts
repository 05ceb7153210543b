/**
 * Locust's HTML report, where it embeds its data as `window.templateArgs = {…}` (2.20 and later; older
 * ones are read from their tables). Totals
 * per endpoint are exact but for the percentiles; the history is a point every 5 s with sliding rates,
 * from which only the users are taken.
 *
 * Source: locustio/locust, locust/html.py and webui/report.html.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { Finding } from "../../../measurement/finding.ts";
import type { Figures, ImportedEndpoint, ImportedFailure, Importer } from "../../imported-run.ts";
import { finding } from "../finding.ts";
import { usersOfPoints } from "../log/mean-users.ts";
import { usersKnown } from "../log/users-known.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { at, countAt, listAt, numberAt, parseJson, secondsAt, textAt } from "../text/json-value.ts";
import { unescapeMarkup } from "../text/unescape-markup.ts";
import { unixTime } from "../text/unix-time.ts";
import { balancedLiteral } from "./balanced-literal.ts";
import { locustPage } from "./locust-page.ts";

/** The object literal that follows the assignment, which is JSON. */
function argumentsIn(page: string): string | undefined {
  const assigned = page.search(/window\.templateArgs\s*=\s*\{/);
  return assigned < 0 ? undefined : balancedLiteral(page, page.indexOf("{", assigned));
}

/** A history value: [time, value], or the plain value up to 2.31.2. */
function historyValue(point: unknown, key: string): number | undefined {
  return numberAt(point, key) ?? numberAt(listAt(point, key)[1]);
}

function figuresOf(row: unknown, percentiles: unknown, duration: number): Figures | undefined {
  const requests = countAt(row, "num_requests");
  const failures = countAt(row, "num_failures");
  if (requests === undefined || failures === undefined || failures > requests) return undefined;
  const time = (key: string) => secondsAt(row, 1000, key);
  const share = (key: string) => secondsAt(percentiles, 1000, key);
  return {
    ...present({
      requests,
      failures,
      throughput: numberAt(row, "total_rps") ?? (duration > 0 ? requests / duration : undefined),
    }),
    responseTime:
      requests > 0
        ? present<ResponseTimes>({
            mean: time("avg_response_time"),
            p50: share("0.5") ?? time("median_response_time"),
            p90: share("0.9") ?? time("ninetieth_response_time"),
            p95: share("0.95") ?? time("response_time_percentile_0.95"),
            p99:
              share("0.99") ??
              time("response_time_percentile_0.99") ??
              time("ninety_ninth_response_time"),
            max: time("max_response_time"),
          })
        : {},
  };
}

export const importLocustHtml: Importer = (file, options) => {
  const literal = argumentsIn(file.text);
  if (literal === undefined) {
    const page = locustPage(file, options);
    if (page) return page;
    return refused(
      file.name,
      "the page holds neither a complete window.templateArgs nor a table of requests",
      "the page may be cut off; save it from Locust again, or import the CSV files instead",
    );
  }
  const json = parseJson(file.name, literal);
  if (!json.ok) return json;
  const report = json.value;
  const start = unixTime(textAt(report, "start_time"));
  const end = unixTime(textAt(report, "end_time"));
  const duration = start !== undefined && end !== undefined ? Math.max(0, end - start) : 0;
  const shares = new Map(
    listAt(report, "response_time_statistics").map((one) => [
      `${textAt(one, "method")} ${textAt(one, "name")}`,
      one,
    ]),
  );
  const endpoints: ImportedEndpoint[] = [];
  let total: Figures | undefined;
  for (const row of listAt(report, "requests_statistics")) {
    const method = textAt(row, "method");
    const figures = figuresOf(row, shares.get(`${method} ${textAt(row, "name")}`), duration);
    // Names are escaped for the page that shows them.
    const path = unescapeMarkup(textAt(row, "name"));
    if (!figures) {
      return refused(
        file.name,
        `"${path}" lacks its number of requests or has more failures than requests`,
        "download the report again from Locust",
      );
    }
    if (path === "Aggregated" && method === "") total = figures;
    else endpoints.push({ method, path, ...figures });
  }
  if (!total?.requests) {
    return refused(
      file.name,
      "the report has no Aggregated row with requests",
      "check that the test made requests",
    );
  }
  const failures: ImportedFailure[] = listAt(report, "failures_statistics").map((row) => {
    const error = unescapeMarkup(textAt(row, "error"));
    return {
      method: textAt(row, "method"),
      path: unescapeMarkup(textAt(row, "name")),
      error,
      count: countAt(row, "occurrences") ?? 0,
    };
  });
  const users = listAt(report, "history").map((point) => historyValue(point, "user_count") ?? 0);
  const counted = usersOfPoints(users);
  const most = counted?.mostUsers ?? counted?.users ?? 0;
  const held = users.filter((count) => Math.round(count) === most).length;
  const known = counted
    ? { users: counted.users, from: "in the history" }
    : usersKnown(file.name, options.users);
  const findings: Finding[] = [
    finding(
      "ramp-included",
      held * 2 >= users.length ? "note" : "warning",
      known.users,
      `The totals cover the whole run; ${held} of ${users.length} points of the history are at ${most} users.`,
      "Locust divides all requests by the time since the first user",
      "import _stats.csv and _stats_history.csv of the run where they exist",
    ),
  ];
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "locust-html",
        file: file.name,
        version: at(report, "history") === undefined ? "" : "2.20 or later",
        loadModel: "closed",
        users: known.users,
        mostUsers: counted?.mostUsers,
        usersFrom: known.from,
        start,
        duration: total.throughput ? total.requests / total.throughput : undefined,
        figures: total,
        endpoints,
        failures,
        percentiles: {
          method: "smallest bucket of a histogram of rounded times that exceeds the share",
          resolution: "2 significant digits (1 ms below 100 ms)",
        },
        findings,
        note: "whole run, ramp included",
      }),
    ],
  };
};
