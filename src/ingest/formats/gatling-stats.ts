/**
 * Gatling's `js/stats.json` and `js/global_stats.json` (not written since 3.13.5): whole milliseconds,
 * KO included in `total`, percentiles 1 to 4 = P50, P75, P95, P99 unless gatling.conf says otherwise,
 * which the file does not record. Users are not in the file.
 */
import type { ResponseTimes } from "../../measurement/campaign.ts";
import type { Figures, ImportedEndpoint, Importer } from "../imported-run.ts";
import { finding } from "./finding.ts";
import { at, countAt, entriesAt, numberAt, parseJson, secondsAt, textAt } from "./json-value.ts";
import { present } from "./present.ts";
import { refused } from "./rejections.ts";
import { singleLevelRun } from "./single-level-run.ts";
import { usersKnown } from "./users-known.ts";

function figuresOf(stats: unknown): Figures | undefined {
  const requests = countAt(stats, "numberOfRequests", "total");
  const failures = countAt(stats, "numberOfRequests", "ko");
  if (requests === undefined || failures === undefined || failures > requests) return undefined;
  const time = (key: string) => secondsAt(stats, 1000, key, "total");
  return {
    ...present({
      requests,
      failures,
      throughput: numberAt(stats, "meanNumberOfRequestsPerSecond", "total"),
    }),
    // Absent values are written as 0 or "-".
    responseTime:
      requests > 0
        ? present<ResponseTimes>({
            mean: time("meanResponseTime"),
            p50: time("percentiles1"),
            p95: time("percentiles3"),
            p99: time("percentiles4"),
            max: time("maxResponseTime"),
          })
        : {},
  };
}

/** Requests anywhere in the tree of groups. */
function requestsIn(node: unknown, groups: readonly string[]): ImportedEndpoint[] {
  return entriesAt(node, "contents").flatMap(([, child]) => {
    const name = textAt(child, "name");
    if (textAt(child, "type") === "GROUP") return requestsIn(child, [...groups, name]);
    const figures = figuresOf(at(child, "stats"));
    return figures ? [{ method: "", path: [...groups, name].join(" / "), ...figures }] : [];
  });
}

export const importGatlingStats: Importer = (file, options) => {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  const figures = figuresOf(at(json.value, "stats") ?? json.value);
  if (!figures?.requests) {
    return refused(
      file.name,
      "the statistics hold no request, or more KO than requests",
      "give js/stats.json or js/global_stats.json of the report",
    );
  }
  const { requests, throughput } = figures;
  const known = usersKnown(file.name, options.users);
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "gatling-stats",
        file: file.name,
        version: "up to 3.13.4",
        loadModel: "unknown",
        users: known.users,
        usersFrom: known.from,
        duration: throughput ? requests / throughput : undefined,
        figures,
        endpoints: requestsIn(json.value, []),
        percentiles: { method: "t-digest", resolution: "1 ms" },
        findings: [
          finding(
            "load-model-unknown",
            "warning",
            known.users,
            "Gatling's statistics do not tell whether users arrived (injectOpen) or were held (injectClosed).",
            "under open injection the number of users is an outcome, not a setting",
            "state --users only for injectClosed; import simulation.log where it is text",
          ),
        ],
        note: "whole run, ramp included",
      }),
    ],
  };
};
