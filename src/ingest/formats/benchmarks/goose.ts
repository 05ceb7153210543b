/**
 * Goose: the metrics that it prints at its end, and its JSON report (`--report-file report.json`). Times are
 * milliseconds; percentiles are of rounded times, from 1 s on of whole seconds, so that those which may be
 * off by more than 15 % are left out. Metrics are reset once all users run, unless `--no-reset-metrics`.
 * Where times are "adjusted for coordinated omission", the raw ones above them are read.
 *
 * Source: tag1consulting/goose, src/metrics.rs and src/metrics/common.rs.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { ImportedEndpoint, ImportedFailure, Importer } from "../../imported-run.ts";
import { usersKnown } from "../log/users-known.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { at, countAt, listAt, numberAt, parseJson, textAt } from "../text/json-value.ts";
import { readCount, readNumber } from "../text/read-number.ts";

const aggregated = "Aggregated";

/** A share of the time: what a bucket may be wide at most, that its percentile says something. */
const widest = 0.3;

/** Times below 100 ms stand as they are; above they are rounded, ever more coarsely. */
function roundedTo(seconds: number): number {
  if (seconds < 0.1) return 0.001;
  if (seconds < 0.5) return 0.01;
  return seconds < 1 ? 0.1 : 1;
}

const fineEnough = (seconds: number | undefined) =>
  seconds !== undefined && (seconds < 0.1 || roundedTo(seconds) <= widest * seconds)
    ? seconds
    : undefined;

const percentiles = {
  method: "histogram of rounded times",
  resolution: "10 ms from 100 ms, 100 ms from 500 ms, 1 s from 1 s on",
};

/** "GET anon /" is a method and a name. */
function named(key: string) {
  const [, method = "", path = key] = /^([A-Z]+) (.+)$/.exec(key) ?? [];
  return { method, path };
}

type Table = readonly (readonly string[])[];

/** Tables of a section, each below the titles of its columns, the first of them those of "Name". */
function tablesIn(section: string): readonly Table[] {
  const tables: string[][][] = [];
  for (const line of section.split("\n")) {
    const cells = line.split("|").map((cell) => cell.trim());
    if (cells.length < 2) continue;
    if (cells[0] === "Name") tables.push([cells]);
    else tables.at(-1)?.push(cells);
  }
  return tables;
}

/** A number with separators of thousands, of which the first word counts: "12 (0.3%)". */
const plain = (cell: string | undefined) => cell?.split(" ")[0]?.replace(/,(?=\d{3})/g, "");
const figure = (cell: string | undefined) => readNumber(plain(cell));
const tally = (cell: string | undefined) => readCount(plain(cell));

const milliseconds = (value: number | undefined) =>
  value === undefined ? undefined : value / 1000;

interface Row {
  readonly key: string;
  readonly requests: number | undefined;
  readonly failures: number | undefined;
  readonly rate: number | undefined;
  readonly times: ResponseTimes;
}

/** Rows stand in one order in all tables; long names are cut off and may be alike. */
function rowsOf(section: string): readonly Row[] {
  const tables = tablesIn(section);
  const column = (title: string, read = figure) => {
    const table = tables.find(([titles]) => titles?.includes(title)) ?? [];
    const index = table[0]?.indexOf(title) ?? -1;
    const cells = table.slice(1).filter(([name]) => name !== undefined && !/^[-─]/.test(name));
    return cells.map((row) => read(row[index]));
  };
  const names = (tables[0] ?? [])
    .slice(1)
    .flatMap(([name = ""]) => (/^-/.test(name) ? [] : [name]));
  const counts = column("# reqs", tally);
  const failures = column("# fails", tally);
  const rates = column("req/s");
  const [means, most] = [column("Avg (ms)"), column("Max")];
  const [p50, p99] = [column("50%"), column("99%")];
  const aligned = [counts, means].every((cells) => cells.length === names.length);
  if (!aligned) return [];
  return names.map((key, index) => ({
    key,
    requests: counts[index],
    failures: failures[index],
    rate: rates[index],
    times: present<ResponseTimes>({
      mean: milliseconds(means[index]),
      p50: fineEnough(milliseconds(p50[index])),
      p99: fineEnough(milliseconds(p99[index])),
      max: milliseconds(most[index]),
    }),
  }));
}

/** How long which users were held: "Maintaining: 2022-05-17 07:09:08 - 2022-05-17 07:10:08 (00:01:00, 9)". */
function heldIn(text: string) {
  const lines = text.matchAll(/^ *Maintaining: .*\((\d+):(\d\d):(\d\d), (\d[\d,]*)\)/gm);
  const held = Array.from(lines, ([, hours, minutes, seconds, users]) => ({
    seconds: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
    users: tally(users) ?? 0,
  }));
  const seconds = held.reduce((sum, one) => sum + one.seconds, 0);
  const mean = held.reduce((sum, one) => sum + one.seconds * one.users, 0) / seconds;
  return { seconds, mean, most: Math.max(0, ...held.map(({ users }) => users)) };
}

export const importGoose: Importer = (file, options) => {
  const { text } = file;
  const sections = text.split(/^ *=== PER REQUEST METRICS ===/m).slice(1);
  // What is printed while the test runs comes first.
  const section = sections.at(-1)?.split(/^ *=== /m)[0] ?? "";
  const rows = rowsOf(section);
  // A single request has no row of all.
  const all = rows.find(({ key }) => key === aggregated) ?? rows.at(-1);
  if (!all?.requests || !all.rate) {
    return refused(
      file.name,
      "no complete Goose metrics: requests, req/s and times of PER REQUEST METRICS",
      "keep the whole output of Goose, or write it with --report-file report.json",
    );
  }
  const seconds = Math.round(all.requests / all.rate);
  const held = heldIn(text);
  const told = Number.isFinite(held.mean) && held.most > 0;
  const started = readCount(/^All (\d+) users launched/m.exec(text)?.[1]);
  const known = told
    ? { users: held.mean, from: "in the file (maintained users)" }
    : started
      ? { users: started, from: "in the file (users launched)" }
      : usersKnown(file.name, options.users);
  // After a reset the metrics are of the time in which all users ran, a second more or less.
  const steady = told && held.mean === held.most && Math.abs(seconds - held.seconds) <= 1;
  const endpoints = rows.filter(({ key }) => key !== aggregated);
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "goose",
        file: file.name,
        version: /^ *goose v([\d.]+)/m.exec(text)?.[1] ?? "",
        loadModel: "closed",
        users: known.users,
        usersFrom: known.from,
        mostUsers: told && held.most > held.mean ? held.most : undefined,
        duration: seconds,
        figures: {
          ...present({
            requests: all.requests,
            failures: all.failures,
            throughput: seconds > 0 ? all.requests / seconds : all.rate,
          }),
          responseTime: all.times,
        },
        endpoints: endpoints.map(
          ({ key, requests, failures, times }): ImportedEndpoint => ({
            ...named(key),
            ...present({ requests, failures }),
            responseTime: times,
          }),
        ),
        failures: failuresIn(text, new Set(endpoints.map(({ key }) => key))),
        percentiles,
        allAtOnce: steady,
      }),
    ],
  };
};

function failuresIn(text: string, keys: ReadonlySet<string>): readonly ImportedFailure[] {
  const section = /^ *=== ERRORS ===([\s\S]*?)(?:^ *=== |$(?![\s\S]))/m.exec(text)?.[1] ?? "";
  const lines = section.matchAll(/^ (\d[\d,]*) {2,}(\S.*?): (.+)$/gm);
  return Array.from(lines, ([, count, key = "", error = ""]) => ({
    ...(keys.has(key) ? named(key) : { method: "", path: "" }),
    error,
    count: tally(count) ?? 0,
  }));
}

/** Beside a baseline a value stands with its difference. */
const valueAt = (row: unknown, key: string) => numberAt(row, key) ?? numberAt(row, key, "value");
const tallyAt = (row: unknown, key: string) => countAt(row, key) ?? countAt(row, key, "value");

export const importGooseJson: Importer = (file, options) => {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  const { value } = json;
  const answers = listAt(value, "raw_response_metrics");
  const rows = listAt(value, "raw_request_metrics").map((row, index) => {
    const time = (key: string) => milliseconds(valueAt(row, key));
    const percentile = (p: number) =>
      fineEnough(milliseconds(valueAt(answers[index], `percentile_${p}`)));
    return {
      method: textAt(row, "method"),
      path: textAt(row, "name"),
      requests: tallyAt(row, "number_of_requests"),
      failures: tallyAt(row, "number_of_failures"),
      responseTime: present<ResponseTimes>({
        mean: time("response_time_average"),
        p50: percentile(50),
        p90: percentile(90),
        p95: percentile(95),
        p99: percentile(99),
        max: time("response_time_maximum"),
      }),
    };
  });
  const all = rows.find(({ method, path }) => method === "" && path === aggregated);
  const duration = countAt(value, "raw_metrics", "duration");
  if (!all?.requests || !duration) {
    return refused(
      file.name,
      "the Goose report lacks its Aggregated requests or its duration",
      "write it with --report-file report.json at the end of a test of several seconds",
    );
  }
  const most = countAt(value, "raw_metrics", "maximum_users");
  const known = most
    ? { users: most, from: "in the file (maximum users)" }
    : usersKnown(file.name, options.users);
  const { requests, failures, responseTime } = all;
  return {
    ok: true,
    value: [
      singleLevelRun({
        format: "goose-json",
        file: file.name,
        loadModel: "closed",
        users: known.users,
        usersFrom: known.from,
        duration,
        figures: {
          ...present({ requests, failures, throughput: requests / duration }),
          responseTime,
        },
        endpoints: rows
          .filter((row) => row !== all)
          .map(({ method, path, ...row }) => ({
            method,
            path,
            ...present({ requests: row.requests, failures: row.failures }),
            responseTime: row.responseTime,
          })),
        failures: listAt(value, "errors").map((error) => ({
          method: textAt(error, "method"),
          path: textAt(error, "name"),
          error: textAt(error, "error"),
          count: tallyAt(error, "occurrences") ?? 0,
        })),
        percentiles,
        note: at(value, "co_request_metrics") ? "whole run; raw times" : "whole run",
      }),
    ],
  };
};
