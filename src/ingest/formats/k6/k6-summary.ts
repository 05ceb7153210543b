/**
 * k6's end-of-test summaries: `--summary-export` (flat figures, and a threshold that reads true was
 * CROSSED), `handleSummary` data (figures under `values`, and `ok: true` is passed) and the
 * machine-readable summary of k6 1.x. Trends are milliseconds; rates are over the whole test, ramps
 * and graceful stop included; `http_req_failed.passes` counts the requests that FAILED.
 *
 * Source: grafana/k6, internal/lib/summary and metrics/sink.go; issues #1498, #6195, #6200.
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
import {
  at,
  entriesAt,
  listAt,
  numberAt,
  parseJson,
  secondsAt,
  textAt,
} from "../text/json-value.ts";
import { k6Users, vusIdle } from "./k6-users.ts";

const requestsOf = "http_reqs";
const durationOf = "http_req_duration";
const failedOf = "http_req_failed";

interface Summary {
  readonly kind: "summary export" | "handleSummary" | "machine-readable summary";
  /** Figures of each metric, by its name with its tags. */
  readonly metrics: ReadonlyMap<string, unknown>;
  readonly duration: number | undefined;
  readonly version: string;
}

function summaryOf(root: unknown): Summary {
  const listed = listAt(root, "results", "metrics");
  if (listed.length > 0) {
    return {
      kind: "machine-readable summary",
      metrics: new Map(listed.map((metric) => [textAt(metric, "name"), at(metric, "values")])),
      duration: numberAt(root, "config", "duration"),
      version: textAt(root, "metadata", "k6Version"),
    };
  }
  const entries = entriesAt(root, "metrics");
  const nested = entries.some(([, metric]) => at(metric, "values") !== undefined);
  return {
    kind: nested ? "handleSummary" : "summary export",
    metrics: new Map(
      entries.map(([name, metric]) => [name, nested ? at(metric, "values") : metric]),
    ),
    duration: secondsAt(root, 1000, "state", "testRunDurationMs"),
    version: "",
  };
}

function trend(values: unknown): ResponseTimes {
  const time = (...path: string[]) => secondsAt(values, 1000, ...path);
  return present<ResponseTimes>({
    mean: time("avg"),
    p50: time("med") ?? time("p(50)"),
    p90: time("p(90)"),
    p95: time("p(95)"),
    p99: time("p(99)"),
    max: time("max"),
  });
}

/** Tagged submetrics exist only where a threshold asked for one: `http_req_duration{name:login}`. */
function endpointsOf(metrics: ReadonlyMap<string, unknown>): ImportedEndpoint[] {
  const endpoints: ImportedEndpoint[] = [];
  for (const [name, values] of metrics) {
    const tags = /^http_req_duration\{(.*)\}$/.exec(name)?.[1];
    const tag = (key: string) =>
      new RegExp(`(?:^|,)\\s*${key}:([^,]*)`).exec(tags ?? "")?.[1]?.trim();
    const path = tag("name") ?? tag("url") ?? tag("endpoint");
    if (path === undefined) continue;
    const count = metrics.get(`${requestsOf}{${tags}}`);
    const failed = metrics.get(`${failedOf}{${tags}}`);
    const requests = numberAt(count, "count") ?? judged(failed);
    endpoints.push({
      method: tag("method") ?? "",
      path,
      ...present({
        requests,
        failures: requests === undefined ? undefined : failuresOf(failed, requests),
        throughput: numberAt(count, "rate"),
      }),
      responseTime: trend(values),
    });
  }
  return endpoints;
}

export const importK6Summary: Importer = (file, options) => {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  const { kind, metrics, duration, version } = summaryOf(json.value);
  const requests = numberAt(metrics.get(requestsOf), "count");
  const times = metrics.get(durationOf);
  if (requests === undefined || times === undefined) {
    return refused(
      file.name,
      `the k6 summary lacks ${requestsOf} or ${durationOf}`,
      "only HTTP tests are read from a summary; of others export --out json and import that",
    );
  }
  const rate = numberAt(metrics.get(requestsOf), "rate");
  const wholeRun: Figures = {
    ...present({
      requests,
      failures: failuresOf(metrics.get(failedOf), requests),
      throughput: rate ?? (duration ? requests / duration : undefined),
    }),
    responseTime: requests > 0 ? trend(times) : {},
  };
  const dropped = numberAt(metrics.get("dropped_iterations"), "count") ?? 0;
  const vus = metrics.get("vus");
  const most = numberAt(vus, "max") ?? numberAt(vus, "value") ?? 0;
  const prepared = numberAt(metrics.get("vus_max"), "max") ?? 0;
  const totals = {
    most,
    least: numberAt(vus, "min") ?? most,
    iterationRate: numberAt(metrics.get("iterations"), "rate"),
    iterationTime: secondsAt(metrics.get("iteration_duration"), 1000, "avg"),
  };
  const idle = vusIdle(totals);
  // Dropped iterations exist under arrival-rate executors only.
  const open = dropped > 0 || idle;
  const counted = open ? null : k6Users(totals);
  const known = counted ?? usersKnown(file.name, open ? undefined : options.users);
  const findings: Finding[] = open ? [] : [executorUnknown(known.users)];
  if (idle) findings.push(usersIdle(most));
  if (counted?.mostUsers !== undefined) {
    findings.push(stagesAveraged(known.users, numberAt(vus, "min") ?? 0, most));
  }
  if (wholeRun.responseTime.p99 === undefined) {
    findings.push(
      finding(
        "no-p99",
        "note",
        known.users,
        "The summary holds no P99.",
        "k6's summaryTrendStats leaves p(99) out by default",
        'set summaryTrendStats to include "p(99)"',
      ),
    );
  }
  const seconds = duration ?? (rate ? requests / rate : undefined);
  return {
    ok: true,
    value: [
      {
        ...emptyRun("k6-summary", nameOfRun(file.name)),
        version: version === "" ? kind : `${version}, ${kind}`,
        loadModel: open ? "open" : "unknown",
        usersFrom: known.from,
        wholeRun,
        levels: [
          {
            users: open ? null : known.users,
            ...present({ mostUsers: counted?.mostUsers }),
            arrivalRate: null,
            start: null,
            duration: seconds !== undefined && Number.isFinite(seconds) ? seconds : null,
            warmUpCut: 0,
            covers: "whole run",
            ...wholeRun,
            endpoints: endpointsOf(metrics),
            note: "whole run, ramps included",
          },
        ],
        percentiles: {
          method: "exact, linear interpolation over all samples",
          resolution: "that of the logged times",
        },
        findings,
        generatorWarnings: generatorWarnings(dropped, most, prepared),
      },
    ],
  };
};

/** Users rose and fell in the test, whose figures average over all of it. */
export function stagesAveraged(users: number | null, least: number, most: number): Finding {
  return finding(
    "ramp-included",
    "warning",
    users,
    `Virtual users went from ${least} to ${most}, ${users} in the mean; the figures average over all of them.`,
    "k6 divides by the whole test, ramps and graceful stop included; users × time = iterations × their length",
    "run one constant load a test, or export --out json and import that",
  );
}

/** Virtual users that an arrival-rate executor kept ready. */
export function usersIdle(held: number): Finding {
  return finding(
    "users-idle",
    "warning",
    null,
    `Most of the ${held} virtual users were in no iteration: iterations arrived at a rate, and users are an outcome of it.`,
    "a looping virtual user is always in an iteration: users = iterations/s × their length",
    "run the test with a constant-vus executor for a level",
  );
}

/** k6's output never names the executor, which alone decides between open and closed. */
export function executorUnknown(users: number | null): Finding {
  return finding(
    "load-model-unknown",
    "note",
    users,
    "The virtual users are taken to be held constant: k6 does not write down its executor.",
    "under constant-arrival-rate and ramping-arrival-rate the users are an outcome of the load",
    "leave runs of an arrival-rate executor out of a campaign of closed levels",
  );
}

/** Failed requests by a rate metric of whatever layout; undefined where there is none. */
function failuresOf(failed: unknown, requests: number): number | undefined {
  const counted = numberAt(failed, "passes") ?? numberAt(failed, "matches");
  const share = numberAt(failed, "value") ?? numberAt(failed, "rate");
  const failures = counted ?? (share === undefined ? undefined : Math.round(requests * share));
  return failures === undefined ? undefined : Math.min(failures, requests);
}

/** How many requests a rate metric has judged. */
function judged(failed: unknown): number | undefined {
  const [passes, fails] = [numberAt(failed, "passes"), numberAt(failed, "fails")];
  if (passes !== undefined && fails !== undefined) return passes + fails;
  return numberAt(failed, "total");
}

function generatorWarnings(dropped: number, most: number, prepared: number): string[] {
  if (dropped === 0) return [];
  const all = most >= prepared && prepared > 0 ? ` although all ${prepared} virtual users ran` : "";
  return [`k6 dropped ${dropped} iterations${all}: it could not offer the rate it was asked for`];
}
