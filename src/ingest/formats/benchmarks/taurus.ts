/**
 * Taurus' final statistics, `dump-csv` and `dump-xml`: seconds; `throughput` is the NUMBER of samples,
 * not a rate; `concurrency` the average of the virtual users; the row without a label is the total. The
 * CSV has no duration, so throughput per second cannot be had from it.
 *
 * Source: Blazemeter/taurus, site/dat/docs/Reporting.md; bzt/modules/reporting.py.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { Figures, ImportedEndpoint, ImportedRun, Importer } from "../../imported-run.ts";
import type { Parsed } from "../../problem.ts";
import { eachTable } from "../each-report.ts";
import { finding } from "../finding.ts";
import { attributesOf } from "../jmeter/jmeter-xml.ts";
import { usersKnown } from "../log/users-known.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { readCount, readNumber } from "../text/read-number.ts";
import { readTable } from "../text/table.ts";

interface Group {
  readonly label: string;
  /** A figure by its name: "succ", "avg_rt", "perc_95.0". */
  readonly get: (name: string) => string | undefined;
}

export const importTaurusCsv: Importer = eachTable((file, options) => {
  const table = readTable(file.text);
  const groups = table.rows.map((row) => ({
    label: table.cell(row, "label") ?? "",
    get: (name: string) => table.cell(row, name),
  }));
  return runOf("taurus-csv", file.name, groups, undefined, options.users);
});

export const importTaurusXml: Importer = (file, options) => {
  const groups: Group[] = [];
  for (const part of file.text.split(/(?=<Group\b)/).slice(1)) {
    const label = attributesOf(/^<Group\b([^>]*)>/.exec(part)?.[1] ?? "").get("label") ?? "";
    const figures = new Map<string, string>();
    for (const [, name, raw = ""] of part.matchAll(/<([a-z_]+)((?:\s+\w+="[^"]*")+)\s*>/g)) {
      const attributes = attributesOf(raw);
      const param = attributes.get("param");
      const key = param === undefined ? `${name}` : `${name}_${param}`;
      figures.set(key, attributes.get("value") ?? "");
    }
    groups.push({ label, get: (name) => figures.get(name) });
  }
  const seconds = readNumber(/<TestDuration>\s*([\d.]+)/.exec(file.text)?.[1]);
  return runOf("taurus-xml", file.name, groups, seconds, options.users);
};

function runOf(
  format: "taurus-csv" | "taurus-xml",
  file: string,
  groups: readonly Group[],
  duration: number | undefined,
  stated: number | undefined,
): Parsed<readonly ImportedRun[]> {
  const endpoints: ImportedEndpoint[] = [];
  let total: Figures | undefined;
  let concurrency = 0;
  for (const { label, get } of groups) {
    const succeeded = readCount(get("succ"));
    const failures = readCount(get("fail"));
    if (succeeded === undefined || failures === undefined) continue;
    const requests = succeeded + failures;
    const figures: Figures = {
      ...present({ requests, failures, throughput: duration ? requests / duration : undefined }),
      responseTime: present<ResponseTimes>({
        mean: readNumber(get("avg_rt")),
        p50: readNumber(get("perc_50.0")),
        p90: readNumber(get("perc_90.0")),
        p95: readNumber(get("perc_95.0")),
        p99: readNumber(get("perc_99.0")),
        max: readNumber(get("perc_100.0")),
      }),
    };
    if (label === "") {
      total = figures;
      concurrency = readNumber(get("concurrency")) ?? 0;
    } else endpoints.push({ method: "", path: label, ...figures });
  }
  if (!total?.requests) {
    return refused(
      file,
      "there is no total (the group without a label) with samples",
      "dump the final statistics again with summary: true",
    );
  }
  const known =
    concurrency >= 1
      ? { users: Math.round(concurrency), from: "in the file (average concurrency)" }
      : usersKnown(file, stated);
  return {
    ok: true,
    value: [
      singleLevelRun({
        format,
        file,
        loadModel: "closed",
        users: known.users,
        usersFrom: known.from,
        duration,
        figures: total,
        endpoints,
        percentiles: { method: "HDR histogram", resolution: "3 significant digits" },
        findings:
          duration === undefined
            ? [
                finding(
                  "no-throughput",
                  "warning",
                  known.users,
                  `The dump tells ${total.requests} samples but not in what time, so there is no throughput.`,
                  "Taurus calls the number of samples throughput",
                  "import kpi.jtl of the artifacts folder instead",
                ),
              ]
            : [],
        note: "whole run, ramp included",
      }),
    ],
  };
}
