/**
 * The tables that autocannon prints, any number of them in one file. Its total is rounded ("77k requests"),
 * but the mean of Req/Sec is of every second, and how many seconds there were stands below. Counts
 * answers; there is neither P90 nor P95.
 *
 * Source: mcollina/autocannon, lib/printResult.js.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { ImportedFailure, Importer } from "../../imported-run.ts";
import { eachReport } from "../each-report.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { readDuration } from "../text/read-duration.ts";
import { readCount, readNumber } from "../text/read-number.ts";
import { timeOfAll } from "../time-of-all.ts";

/** The cells of the table's row of this name, under the names of its header. */
function rowOf(text: string, name: string): ReadonlyMap<string, string> {
  const rows = text.split("\n").filter((line) => /[│|]/.test(line));
  const cells = (line: string) =>
    line
      .split(/[│|]/)
      .slice(1, -1)
      .map((cell) => cell.trim());
  const at = rows.findIndex((line) => cells(line)[0] === name);
  const header = rows.slice(0, Math.max(0, at)).findLast((line) => cells(line)[0] === "Stat");
  const figures = at < 0 ? [] : cells(rows[at] ?? "");
  return new Map(cells(header ?? "").map((column, place) => [column, figures[place] ?? ""]));
}

/** "1.5k", "77k", "2M". */
function counted(text: string | undefined): number | undefined {
  const [, number, unit = ""] = /^([\d.]+)\s?([kM]?)$/.exec(text ?? "") ?? [];
  const scale = { k: 1000, M: 1_000_000 }[unit] ?? 1;
  const value = readNumber(number);
  return value === undefined ? undefined : value * scale;
}

const readReport: Importer = (file) => {
  const { text } = file;
  const [latency, rates] = [rowOf(text, "Latency"), rowOf(text, "Req/Sec")];
  const time = (column: string) => readDuration((latency.get(column) ?? "").replace(/\s/g, ""));
  const [, connections, pipelined] =
    /^(\d+) connections?(?: with (\d+) pipelining factor)?/m.exec(text) ?? [];
  const rate = readNumber((rates.get("Avg") ?? "").replaceAll(",", ""));
  const seconds = readCount(/^# of samples: (\d+)/m.exec(text)?.[1]);
  const span = readDuration(/ requests in ([\d.]+\w+)/.exec(text)?.[1]);
  const duration = seconds ?? span;
  const mean = time("Avg");
  if (!connections || !rate || !duration || mean === undefined) {
    return refused(
      file.name,
      "the autocannon report lacks its connections, Latency, Req/Sec or how long it took",
      "keep the whole output of autocannon, or write it with --json",
    );
  }
  const users = Number(connections) * (readCount(pipelined) ?? 1);
  const answers = Math.round(rate * duration);
  const [, all, late = "0"] = /^(\S+) errors \((\S+) timeouts\)/m.exec(text) ?? [];
  const bad = counted(/, (\S+) non 2xx responses/.exec(text)?.[1]) ?? 0;
  const [errors, timeouts] = [counted(all) ?? 0, counted(late) ?? 0];
  const rows: readonly (readonly [string, number])[] = [
    ["status other than 2xx", bad],
    ["time-out", timeouts],
    ["connection", errors - timeouts],
  ];
  const requests = answers + errors;
  const throughput = requests / duration;
  const { responseTime, timesOf, findings } = timeOfAll({
    tool: "autocannon",
    users,
    throughput,
    times: present<ResponseTimes>({ mean, p50: time("50%"), p99: time("99%"), max: time("Max") }),
    requests,
    unanswered: errors,
  });
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "autocannon-text",
        file: file.name,
        loadModel: "closed",
        users,
        usersFrom: "in the file (connections × pipelining)",
        duration,
        figures: {
          ...present({ requests, failures: Math.min(requests, bad + errors), throughput }),
          responseTime,
        },
        failures: rows
          .filter(([, count]) => count > 0)
          .map(([error, count]): ImportedFailure => ({ method: "", path: "", error, count })),
        timesOf,
        percentiles: { method: "HDR histogram", resolution: "1 ms" },
        findings,
        allAtOnce: true,
        note: "no think time: N = X·R",
      }),
    ],
  };
};

/** Any number of reports in one file. */
export const importAutocannonText: Importer = eachReport(
  [{ begins: /^Running .+ test @ / }],
  readReport,
);
