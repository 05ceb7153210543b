/**
 * Gatling's `js/stats.json` and `js/global_stats.json` (not written since 3.13.5), and `js/stats.js`,
 * which every report has, since its page shows it: a script with the same tree, its figures as text,
 * in newer versions with blanks before and commas between thousands ("   32,682"). Whole milliseconds,
 * KO included in `total`, percentiles 1 to 4 = P50, P75, P95, P99 unless gatling.conf says otherwise,
 * which the file does not record. Users are not in the file.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { Figures, ImportedEndpoint, Importer } from "../../imported-run.ts";
import { finding } from "../finding.ts";
import { balancedLiteral } from "../locust/balanced-literal.ts";
import { usersKnown } from "../log/users-known.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { at, entriesAt, parseJson, textAt } from "../text/json-value.ts";
import { readNumber } from "../text/read-number.ts";

/** A figure as a number or as text; "-" is none, and stands for 0 KO. */
function figureAt(stats: unknown, key: string, part: "total" | "ko"): number | undefined {
  const text = textAt(stats, key, part).trim();
  const plain = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text;
  return readNumber(plain);
}

function figuresOf(stats: unknown): Figures | undefined {
  const requests = figureAt(stats, "numberOfRequests", "total");
  const failures = figureAt(stats, "numberOfRequests", "ko") ?? 0;
  if (!Number.isSafeInteger(requests) || requests === undefined || failures > requests) {
    return undefined;
  }
  const time = (key: string) => {
    const milliseconds = figureAt(stats, key, "total");
    return milliseconds === undefined ? undefined : milliseconds / 1000;
  };
  return {
    ...present({
      requests,
      failures,
      throughput: figureAt(stats, "meanNumberOfRequestsPerSecond", "total"),
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

/** Strings are passed over; names without quotes are given them, and commas before a bracket go. */
const scriptParts = /"[^"\\]*(?:\\.[^"\\]*)*"|([{,]\s*)([A-Za-z_$][\w$]*)(?=\s*:)|,(?=\s*[}\]])/g;

/** The tree in a stats.js as JSON; any other text as it is. */
function jsonOf(text: string): string {
  const start = /^\uFEFF?\s*var\s+stats\s*=\s*(?=\{)/.exec(text)?.[0].length;
  if (start === undefined) return text;
  const literal = balancedLiteral(text, start) ?? text.slice(start);
  return literal.replace(scriptParts, (part, before?: string, name?: string) =>
    name === undefined ? (part === "," ? "" : part) : `${before}"${name}"`,
  );
}

export const importGatlingStats: Importer = (file, options) => {
  const script = jsonOf(file.text);
  const json = parseJson(file.name, script);
  if (!json.ok) return json;
  const figures = figuresOf(at(json.value, "stats") ?? json.value);
  if (!figures?.requests) {
    return refused(
      file.name,
      "the statistics hold no request, or more KO than requests",
      "give js/stats.js or js/stats.json of the report",
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
        version: script === file.text ? "up to 3.13.4" : "",
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
