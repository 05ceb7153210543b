/**
 * ApacheBench's text, any number of reports in one file. `Time per request (mean)` is N/X; the
 * percentiles are whole milliseconds. Failures of the kind "Length" are pages whose size varies, not
 * errors, and are left out of the failures.
 *
 * Source: apache/httpd, support/ab.c.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { ImportedRun, Importer } from "../../imported-run.ts";
import { finding } from "../finding.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { readCount, readMilliseconds, readNumber } from "../text/read-number.ts";

export const importAb: Importer = (file) => {
  const reports = file.text
    .split(/^(?=.*This is ApacheBench)/m)
    // Without their banners, as grep leaves them.
    .flatMap((one) => one.split(/(?<=^Concurrency Level:[\s\S]*?)^(?=Concurrency Level:)/m))
    .filter((one) => /^Concurrency Level:/m.test(one));
  const runs = reports.flatMap((report) => runOf(file.name, report) ?? []);
  return runs.length > 0
    ? { ok: true, value: runs }
    : refused(
        file.name,
        "no complete ApacheBench report: Concurrency Level, Complete requests, Requests per second",
        "keep the whole output of ab",
      );
};

function runOf(file: string, report: string): ImportedRun | undefined {
  const after = (label: string) => new RegExp(`^${label}:\\s+([\\d.]+)`, "m").exec(report)?.[1];
  const users = readCount(after("Concurrency Level"));
  const requests = readCount(after("Complete requests"));
  const throughput = readNumber(after("Requests per second"));
  const duration = readNumber(after("Time taken for tests"));
  if (!users || requests === undefined || throughput === undefined) return undefined;
  // Receive came with 2.2; older versions list three kinds.
  const length = readCount(/\(Connect: \d+,.*?Length: (\d+),/.exec(report)?.[1]) ?? 0;
  const failed = readCount(after("Failed requests")) ?? 0;
  const bad = readCount(after("Non-2xx responses")) ?? 0;
  const share = (p: number) =>
    readMilliseconds(new RegExp(`^\\s*${p}%\\s+(\\d+)`, "m").exec(report)?.[1]);
  const failures = Math.min(requests, Math.max(0, failed - length) + bad);
  // A page of an error differs in length from the first answer, and is counted as both.
  const onlyLength = Math.max(0, length - bad);
  const kind = (name: string) =>
    readCount(new RegExp(`\\([^)]*${name}: (\\d+)`).exec(report)?.[1]) ?? 0;
  const kinds: readonly (readonly [string, number])[] = [
    ["connect error", kind("Connect")],
    ["receive error", kind("Receive")],
    ["exception", kind("Exceptions")],
    ["status other than 2xx", bad],
  ];
  const listed = kinds.filter(([, count]) => count > 0);
  const complete = listed.reduce((sum, [, count]) => sum + count, 0) === failures;
  return singleLevelRun({
    format: "ab",
    file,
    version: /Version (\S+)/.exec(report)?.[1] ?? "",
    loadModel: "closed",
    users,
    usersFrom: "in the file (Concurrency Level)",
    duration,
    figures: {
      ...present({ requests, failures, throughput }),
      responseTime: present<ResponseTimes>({
        mean: readMilliseconds(after("Time per request")) ?? users / throughput,
        p50: share(50),
        p90: share(90),
        p95: share(95),
        p99: share(99),
        max: share(100),
      }),
    },
    percentiles: { method: "exact", resolution: "1 ms" },
    failures: complete
      ? listed.map(([error, count]) => ({ method: "", path: "", error, count }))
      : [],
    findings:
      onlyLength > 0
        ? [
            finding(
              "length-failures",
              "note",
              users,
              `${onlyLength} "failed" requests only differed in length and were not counted as failures.`,
              "ab expects every answer to be as long as the first; dynamic pages are not",
              "run ab with -l",
            ),
          ]
        : [],
    allAtOnce: true,
    note: "no think time: N = X·R",
  });
}
