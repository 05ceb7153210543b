/**
 * vegeta's reports: `report -type=json` (integer nanoseconds) and the text (Go durations). Always an
 * open load: `rate` is what was offered. `throughput` is successes over attack and wait; completions of
 * the same span are reported here.
 *
 * Source: tsenart/vegeta, lib/metrics.go, lib/reporters.go.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { ImportedFailure, Importer } from "../../imported-run.ts";
import { eachReport } from "../each-report.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { countAt, entriesAt, listAt, numberAt, parseJson, secondsAt } from "../text/json-value.ts";
import { readDuration } from "../text/read-duration.ts";
import { readCount, readNumber } from "../text/read-number.ts";

const nanoseconds = 1e9;
const tDigest = { method: "t-digest", resolution: "better than 1 % of the rank" } as const;

export const importVegetaJson: Importer = (file) => {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  const report = json.value;
  const requests = countAt(report, "requests");
  const duration = secondsAt(report, nanoseconds, "duration");
  const mean = secondsAt(report, nanoseconds, "latencies", "mean");
  if (!requests || duration === undefined || mean === undefined) {
    return refused(
      file.name,
      "the vegeta report lacks requests, duration or latencies.mean",
      "write it again with vegeta report -type=json",
    );
  }
  const success = Math.min(1, numberAt(report, "success") ?? 1);
  const span = duration + (secondsAt(report, nanoseconds, "wait") ?? 0);
  const time = (key: string) => secondsAt(report, nanoseconds, "latencies", key);
  const bad = Math.round(requests * (1 - success));
  const failures: ImportedFailure[] = [];
  for (const [status, count] of entriesAt(report, "status_codes")) {
    const many = countAt(count) ?? 0;
    if (!/^[23]/.test(status) && many > 0) {
      const texts = listAt(report, "errors").filter((one) => typeof one === "string");
      const error = status === "0" ? `no answer: ${texts.join("; ")}` : `status ${status}`;
      failures.push({ method: "", path: "", error, count: many });
    }
  }
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "vegeta-json",
        file: file.name,
        loadModel: "open",
        arrivalRate: numberAt(report, "rate"),
        duration: span,
        figures: {
          ...present({ requests, failures: bad, throughput: requests / span }),
          responseTime: present<ResponseTimes>({
            mean,
            p50: time("50th"),
            p90: time("90th"),
            p95: time("95th"),
            p99: time("99th"),
            max: time("max"),
          }),
        },
        failures,
        percentiles: tDigest,
        note: "whole attack, waiting for the last answers included",
      }),
    ],
  };
};

/** A report's line as its values by name: `Name  [a, b]  1, 2`. */
function labeled(text: string, name: string): ReadonlyMap<string, string> {
  const match = new RegExp(`^${name}\\s+\\[([^\\]]*)\\]\\s+(.*)$`, "m").exec(text);
  const values = (match?.[2] ?? "").split(",");
  return new Map(
    (match?.[1] ?? "").split(",").map((key, at) => [key.trim(), (values[at] ?? "").trim()]),
  );
}

const readReport: Importer = (file) => {
  const counts = labeled(file.text, "Requests");
  const durations = labeled(file.text, "Duration");
  const times = labeled(file.text, "Latencies");
  const requests = readCount(counts.get("total"));
  const span = readDuration(durations.get("total"));
  const mean = readDuration(times.get("mean"));
  if (!requests || !span || mean === undefined) {
    return refused(
      file.name,
      "the vegeta report lacks its Requests, Duration or Latencies",
      "keep the whole output of vegeta report",
    );
  }
  const success = readNumber(labeled(file.text, "Success").get("ratio")) ?? 100;
  const errors = (/^Error Set:\s*\n([\s\S]*)/m.exec(file.text)?.[1] ?? "").trim();
  const codes = /^Status Codes\s+\[code:count\]\s+(.*)$/m.exec(file.text)?.[1] ?? "";
  const failures: ImportedFailure[] = [];
  for (const [, status = "", count] of codes.matchAll(/(\d+):(\d+)/g)) {
    if (/^[23]/.test(status)) continue;
    const error =
      status === "0" ? `no answer: ${errors.split("\n").join("; ")}` : `status ${status}`;
    const many = readCount(count) ?? 0;
    failures.push({ method: "", path: "", error, count: many });
  }
  const time = (key: string) => readDuration(times.get(key));
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "vegeta-text",
        file: file.name,
        loadModel: "open",
        arrivalRate: readNumber(counts.get("rate")),
        duration: span,
        figures: {
          ...present({
            requests,
            failures: Math.round(requests * (1 - Math.min(100, success) / 100)),
            throughput: requests / span,
          }),
          responseTime: present<ResponseTimes>({
            mean,
            p50: time("50"),
            p90: time("90"),
            p95: time("95"),
            p99: time("99"),
            max: time("max"),
          }),
        },
        failures,
        percentiles: tDigest,
        note: "whole attack, waiting for the last answers included",
      }),
    ],
  };
};

/** Any number of reports in one file. */
export const importVegetaText: Importer = eachReport(
  [{ begins: /^Requests\s+\[total, rate/ }],
  readReport,
);
