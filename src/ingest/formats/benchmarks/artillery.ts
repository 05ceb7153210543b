/**
 * Artillery's JSON report, version 2 (counters and summaries) and version 1 (no mean). Always an open
 * load: users arrive at a rate. Completions are counted and divided by the time between the first and
 * the last metric, since `http.request_rate` is a rounded mean of the periods' means. Percentiles of
 * the periods are not merged: that cannot be done.
 *
 * Source: artilleryio/artillery, packages/artillery/lib/core/ssms.ts; issue #429.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type {
  ImportedEndpoint,
  ImportedFailure,
  ImportedRun,
  Importer,
} from "../../imported-run.ts";
import { finding } from "../finding.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { at, entriesAt, numberAt, parseJson, secondsAt } from "../text/json-value.ts";

const endpointPrefix = "plugins.metrics-by-endpoint.response_time.";

function trend(summary: unknown): ResponseTimes {
  const time = (key: string) => secondsAt(summary, 1000, key);
  return present<ResponseTimes>({
    mean: time("mean"),
    p50: time("p50") ?? time("median"),
    p90: time("p90"),
    p95: time("p95"),
    p99: time("p99"),
    max: time("max"),
  });
}

/** Counters under a prefix that failed: every error, and codes of 400 or more. */
function failuresOf(
  errors: readonly (readonly [string, unknown])[],
  codes: readonly (readonly [string, unknown])[],
): {
  readonly failures: ImportedFailure[];
  readonly unanswered: number;
  readonly answered: number;
} {
  const failures: ImportedFailure[] = [];
  let unanswered = 0;
  let answered = 0;
  for (const [error, value] of errors) {
    const count = numberAt(value) ?? 0;
    unanswered += count;
    failures.push({ method: "", path: "", error, count });
  }
  for (const [code, value] of codes) {
    const count = numberAt(value) ?? 0;
    answered += count;
    if (Number(code) >= 400) {
      failures.push({ method: "", path: "", error: `status ${code}`, count });
    }
  }
  return { failures, unanswered, answered };
}

export const importArtillery: Importer = (file) => {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  const aggregate = at(json.value, "aggregate");
  const run =
    at(aggregate, "counters") === undefined
      ? versionOne(file.name, json.value, aggregate)
      : versionTwo(file.name, aggregate);
  return run
    ? { ok: true, value: [run] }
    : refused(
        file.name,
        "the report counts no completed request, or lacks its times",
        "check that the scenario reached its target; Artillery writes such reports when all failed",
      );
};

/** Up to 2.0.0-12 the names began with the part of Artillery that counted. */
const plainName = ([name, value]: readonly [string, unknown]) =>
  [name.replace(/^(?:engine|core)\./, ""), value] as const;

function versionTwo(file: string, aggregate: unknown): ImportedRun | undefined {
  const counters = entriesAt(aggregate, "counters").map(plainName);
  const counted = new Map(counters);
  const under = (prefix: string) =>
    counters
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value] as const);
  const { failures, unanswered } = failuresOf(under("errors."), under("http.codes."));
  const count = (name: string) => numberAt(counted.get(name));
  const responses = count("http.responses") ?? 0;
  const instant = (which: string) =>
    secondsAt(aggregate, 1000, `${which}CounterAt`) ??
    secondsAt(aggregate, 1000, `${which}MetricAt`);
  const [first, last] = [instant("first"), instant("last")];
  const summaries = entriesAt(aggregate, "summaries").map(plainName);
  const summary = new Map(summaries).get("http.response_time");
  const duration = (last ?? 0) - (first ?? 0);
  if (responses === 0 || !(duration > 0) || first === undefined) return undefined;
  const requests = responses + unanswered;
  const failed = failures.reduce((sum, { count }) => sum + count, 0);
  const created = count("vusers.created") ?? count("vusers.created.total") ?? 0;
  const skipped = count("vusers.skipped") ?? 0;
  const endpoints: ImportedEndpoint[] = summaries
    .filter(([name]) => name.startsWith(endpointPrefix))
    .map(([name, values]) => ({
      method: "",
      path: name.slice(endpointPrefix.length),
      ...present({ requests: numberAt(values, "count") }),
      responseTime: trend(values),
    }));
  return singleLevelRun({
    format: "artillery",
    file,
    version: "2",
    loadModel: "open",
    arrivalRate: created / duration,
    start: first,
    duration,
    figures: {
      ...present({
        requests,
        failures: Math.min(requests, failed),
        throughput: requests / duration,
      }),
      responseTime: trend(summary),
    },
    endpoints,
    failures,
    percentiles: { method: "DDSketch", resolution: "±1 %" },
    findings: [sessions(created / duration)],
    generatorWarnings:
      skipped > 0
        ? [`Artillery skipped ${skipped} users: it could not offer the rate asked for`]
        : [],
    note: "whole run, ramp included",
  });
}

function versionOne(file: string, report: unknown, aggregate: unknown): ImportedRun | undefined {
  const { failures } = failuresOf(entriesAt(aggregate, "errors"), entriesAt(aggregate, "codes"));
  const completed = numberAt(aggregate, "requestsCompleted") ?? 0;
  const throughput = numberAt(aggregate, "rps", "mean");
  if (completed === 0 || !throughput) return undefined;
  const failed = failures.reduce((sum, { count }) => sum + count, 0);
  const phases = at(report, "phases");
  const seconds = Array.isArray(phases)
    ? phases.reduce((sum: number, phase) => sum + (numberAt(phase, "duration") ?? 0), 0)
    : 0;
  const created = numberAt(aggregate, "scenariosCreated") ?? 0;
  return singleLevelRun({
    format: "artillery",
    file,
    version: "1",
    loadModel: "open",
    arrivalRate: seconds > 0 ? created / seconds : undefined,
    duration: completed / throughput,
    figures: {
      ...present({ requests: completed, failures: Math.min(completed, failed), throughput }),
      responseTime: trend(at(aggregate, "latency")),
    },
    failures,
    percentiles: { method: "HDR histogram", resolution: "0.1 ms" },
    findings: [
      ...(seconds > 0 ? [sessions(created / seconds)] : []),
      finding(
        "no-mean",
        "warning",
        null,
        "Artillery 1 reports no mean response time.",
        "Little's law needs the mean; the median does not replace it",
        "run the test with Artillery 2",
      ),
    ],
    note: "whole run, ramp included",
  });
}

function sessions(rate: number) {
  return finding(
    "arrival-rate-of-sessions",
    "note",
    null,
    `The arrival rate, ${rate.toPrecision(4)} per second, is of sessions, each of one or more requests.`,
    "Artillery starts virtual users at a rate; each walks through its scenario",
    "nothing to do",
  );
}
