/**
 * What k6 prints at the end of a test: `http_req_duration...: avg=12ms … p(95)=30ms`, in the layouts of
 * k6 0.x ("✓ 12 ✗ 988" beside http_req_failed, where the tick counts the FAILED requests) and 1.x ("12
 * out of 1000"). Times carry a unit each and two decimals. Above the summary k6 lists its scenarios with
 * their executors, which no other output of it does: looping VUs are closed, iterations/s open.
 *
 * Source: grafana/k6, internal/ui and lib/executor (GetDescription).
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { Finding } from "../../../measurement/finding.ts";
import type { ImportedEndpoint, Importer, LoadModel } from "../../imported-run.ts";
import { eachReport } from "../each-report.ts";
import { usersKnown } from "../log/users-known.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { readDuration } from "../text/read-duration.ts";
import { readCount, readNumber } from "../text/read-number.ts";
import { executorUnknown, stagesAveraged, usersIdle } from "./k6-summary.ts";
import { k6Users, vusIdle } from "./k6-users.ts";

/** The rest of a metric's line; a tick or cross of a threshold may stand before the name. */
function lineOf(text: string, metric: string): string | undefined {
  return new RegExp(`^[^\\w{\\n]*${metric}\\.*:(.*)$`, "m").exec(text)?.[1]?.trim();
}

function trend(line: string): ResponseTimes {
  const time = (name: string) =>
    readDuration(new RegExp(`(?:^|\\s)${name}=(\\S+)`).exec(line)?.[1]);
  return present<ResponseTimes>({
    mean: time("avg"),
    p50: time("med") ?? time("p\\(50\\)"),
    p90: time("p\\(90\\)"),
    p95: time("p\\(95\\)"),
    p99: time("p\\(99\\)"),
    max: time("max"),
  });
}

/** Lines under a metric that carry tags, `{ name:login }...: avg=…`: their figures by the tags. */
function tagged(text: string, metric: string): ReadonlyMap<string, string> {
  const block = new RegExp(
    `^[^\\w{\\n]*${metric}\\.*:.*\\n((?:[^\\S\\n]*\\S?[^\\S\\n]*\\{.*\\n)+)`,
    "m",
  ).exec(text)?.[1];
  const lines = (block ?? "").split("\n").flatMap((line) => {
    const [, tags, figures = ""] = /\{ ?(.*?) ?\}\.*:(.*)$/.exec(line) ?? [];
    return tags === undefined ? [] : [[tags, figures.trim()] as const];
  });
  return new Map(lines);
}

/** Endpoints exist only where a threshold asked for one. */
function endpointsOf(text: string): ImportedEndpoint[] {
  const [counts, failed] = [tagged(text, "http_reqs"), tagged(text, "http_req_failed")];
  return [...tagged(text, "http_req_duration")].flatMap(([tags, figures]) => {
    const tag = (key: string) => new RegExp(`(?:^|,)\\s*${key}:([^,]*)`).exec(tags)?.[1]?.trim();
    const path = tag("name") ?? tag("url") ?? tag("endpoint");
    if (path === undefined) return [];
    const [, total, rate] = counted.exec(counts.get(tags) ?? "") ?? [];
    const judged = failed.get(tags) ?? "";
    const requests = readCount(total) ?? judgedBy(judged);
    const figuresOf = present({
      requests,
      failures: requests === undefined ? undefined : failuresOf(judged, requests),
      throughput: readNumber(rate),
    });
    return [{ method: tag("method") ?? "", path, ...figuresOf, responseTime: trend(figures) }];
  });
}

/** "1000  16.6/s". */
const counted = /^(\d+)\s+([\d.]+)\/s/;

/** Of "✓ 12 ✗ 988" or "12 out of 1000", where the first are the failed ones. */
function failuresOf(judged: string, requests: number): number | undefined {
  const failures =
    readCount(/[✓✔]\s*(\d+)/.exec(judged)?.[1] ?? /(\d+) out of \d+/.exec(judged)?.[1]) ??
    shareOf(requests, judged);
  return failures === undefined ? undefined : Math.min(failures, requests);
}

function judgedBy(judged: string): number | undefined {
  const [, passes, fails] = /[✓✔]\s*(\d+)\s+\S\s*(\d+)/.exec(judged) ?? [];
  const [failed, others] = [readCount(passes), readCount(fails)];
  if (failed !== undefined && others !== undefined) return failed + others;
  return readCount(/\d+ out of (\d+)/.exec(judged)?.[1]);
}

/** How the scenarios drive the load, read off the list above the summary. */
function executorsOf(text: string): LoadModel {
  const open = /^\s*\*.*iterations\/s/m.test(text);
  const closed = /^\s*\*.*(?:looping VUs|iterations (?:for each of|shared among))/m.test(text);
  return open === closed ? "unknown" : open ? "open" : "closed";
}

/** Virtual users of the only scenario, where it holds them: a short test ends before their gauge is printed. */
function heldBy(text: string): number | undefined {
  const scenarios = Array.from(text.matchAll(/^\s*\* [^\n:]+: (.*)$/gm), ([, how = ""]) => how);
  const [only, ...others] = scenarios;
  if (only === undefined || others.length > 0) return undefined;
  return readCount(
    /^(\d+) looping VUs|iterations (?:for each of|shared among) (\d+) VUs/
      .exec(only)
      ?.slice(1)
      .find(Boolean),
  );
}

const readReport: Importer = (file, options) => {
  const reports = lineOf(file.text, "http_reqs");
  const times = trend(lineOf(file.text, "http_req_duration") ?? "");
  const [, total, rate] = counted.exec(reports ?? "") ?? [];
  const requests = readCount(total);
  const throughput = readNumber(rate);
  if (!requests || !throughput || times.mean === undefined) {
    return refused(
      file.name,
      "k6's summary lacks http_reqs or http_req_duration, or counts no request",
      "keep the whole output of k6, or write it with --summary-export",
    );
  }
  const dropped = readCount(/^(\d+)/.exec(lineOf(file.text, "dropped_iterations") ?? "")?.[1]) ?? 0;
  const vus = lineOf(file.text, "vus") ?? "";
  const figure = (name: string) => readCount(new RegExp(`${name}=\\s*(\\d+)`).exec(vus)?.[1]);
  const held = vus === "" ? heldBy(file.text) : undefined;
  const most = figure("max") ?? held ?? 0;
  const told = executorsOf(file.text);
  const iterations = /^\d+\s+([\d.]+)\/s/.exec(lineOf(file.text, "iterations") ?? "");
  const totals = {
    most,
    least: figure("min") ?? most,
    iterationRate: readNumber(iterations?.[1]),
    iterationTime: trend(lineOf(file.text, "iteration_duration") ?? "").mean,
  };
  const idle = told === "unknown" && vusIdle(totals);
  const loadModel = dropped > 0 || idle ? "open" : told;
  const mean = loadModel === "open" ? null : k6Users(totals);
  const known = mean ?? usersKnown(file.name, options.users);
  const findings: Finding[] = loadModel === "unknown" ? [executorUnknown(known.users)] : [];
  if (idle) findings.push(usersIdle(most));
  if (mean?.mostUsers !== undefined) {
    findings.push(stagesAveraged(known.users, figure("min") ?? 0, most));
  }
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "k6-text",
        file: file.name,
        loadModel,
        users: known.users,
        mostUsers: mean?.mostUsers,
        usersFrom: known.from,
        duration: requests / throughput,
        figures: {
          ...present({
            requests,
            failures: failuresOf(lineOf(file.text, "http_req_failed") ?? "", requests),
            throughput,
          }),
          responseTime: times,
        },
        endpoints: endpointsOf(file.text),
        percentiles: {
          method: "exact, linear interpolation over all samples",
          resolution: "2 decimals of the unit printed",
        },
        findings,
        generatorWarnings:
          dropped > 0
            ? [`k6 dropped ${dropped} iterations: it could not offer the rate it was asked for`]
            : [],
        note: "whole run, ramps included",
      }),
    ],
  };
};

/**
 * Any number of tests in one file: k6 lists its scenarios once, above each, and heads the totals of 1.x
 * once; where only summaries of 0.x were kept, each has what it received near its beginning.
 */
export const importK6Text: Importer = eachReport(
  [
    { begins: /^\s*scenarios: \(/ },
    { begins: /TOTAL RESULTS/ },
    { begins: /^[^\w\n{]*data_received\.*:/ },
  ],
  readReport,
);

function shareOf(requests: number, text: string): number | undefined {
  const share = readNumber(/^([\d.]+)%/.exec(text)?.[1]);
  return share === undefined || share > 100 ? undefined : Math.round((requests * share) / 100);
}
