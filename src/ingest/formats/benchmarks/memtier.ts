/**
 * memtier_benchmark: its table, any number in one file, and `--json-out-file`. N is threads × connections ×
 * pipeline; connections never think unless they are held to a rate. Of several runs (-x) each that is
 * printed is a run, else their average; the best and the worst are left out. Latencies are milliseconds; a
 * miss is an answer.
 *
 * Source: RedisLabs/memtier_benchmark, memtier_benchmark.cpp and run_stats.cpp.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { ImportedEndpoint, ImportedRun, Importer, ImportOptions } from "../../imported-run.ts";
import { eachReport } from "../each-report.ts";
import { usersKnown } from "../log/users-known.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { countAt, entriesAt, numberAt, parseJson, secondsAt } from "../text/json-value.ts";
import { readCount, readMilliseconds, readNumber } from "../text/read-number.ts";

/** One command or all of them. */
interface Kind {
  readonly name: string;
  readonly rate: number | undefined;
  readonly requests: number | undefined;
  readonly failures: number | undefined;
  readonly times: ResponseTimes;
}

interface Told {
  readonly format: "memtier" | "memtier-json";
  readonly file: string;
  readonly users: number | undefined;
  readonly kinds: readonly Kind[];
  /** Of the test, where it was set or measured. */
  readonly duration: number | undefined;
  /** All requests, where their number was set. */
  readonly asked: number | undefined;
  readonly paced: boolean;
}

const totals = "Totals";

function runOf(told: Told, options: ImportOptions): ImportedRun | undefined {
  const { format, file, kinds, asked, paced } = told;
  const all = kinds.find(({ name }) => name === totals);
  if (!all?.rate) return undefined;
  const requests =
    all.requests ?? asked ?? (told.duration ? Math.round(all.rate * told.duration) : undefined);
  const known = told.users
    ? { users: told.users, from: "in the file (threads × connections)" }
    : usersKnown(file, options.users);
  const failures = all.failures;
  return singleLevelRun({
    format,
    file,
    loadModel: "closed",
    users: known.users,
    usersFrom: known.from,
    duration: requests === undefined ? told.duration : requests / all.rate,
    figures: {
      ...present({ requests, failures, throughput: all.rate }),
      responseTime: all.times,
    },
    endpoints: kinds.flatMap((kind): readonly ImportedEndpoint[] => {
      if (kind.name === totals || !kind.rate || requests === undefined) return [];
      // Rates are of one time: they divide the requests.
      const count = kind.requests ?? Math.round((requests * kind.rate) / (all.rate ?? 1));
      return [
        { method: "", path: kind.name, ...present({ requests: count }), responseTime: kind.times },
      ];
    }),
    failures: failures
      ? [{ method: "", path: "", error: "connection error", count: failures }]
      : [],
    percentiles: { method: "HDR histogram", resolution: "3 significant digits" },
    allAtOnce: true,
    note: paced ? "" : "no think time: N = X·R",
  });
}

/** Which of several results count: each run where each is told, else their average. */
function chosen<T>(results: readonly (readonly [title: string, result: T])[]): readonly T[] {
  const named = (title: RegExp) =>
    results.flatMap(([name, result]) => (title.test(name) ? [result] : []));
  const [each, average] = [named(/^(?:ALL STATS|RUN #\d+ RESULTS)/), named(/^AGGREGATED AVERAGE/)];
  return each.length > 0 ? each : average;
}

const incomplete = (file: string) =>
  refused(
    file,
    "no complete memtier_benchmark result: Ops/sec of Totals under ALL STATS",
    "keep the whole output of memtier_benchmark, or write it with --json-out-file",
  );

const readText: Importer = (file, options) => {
  const { text } = file;
  const setting = (name: string) =>
    readCount(new RegExp(`^(\\d+) +${name}\\s*$`, "m").exec(text)?.[1]);
  const command = /\bmemtier_benchmark\s+([^\n]*)/.exec(text)?.[1] ?? "";
  const pipeline = readCount(/--pipeline[=\s](\d+)/.exec(command)?.[1]) ?? 1;
  const connections = (setting("Threads") ?? 0) * (setting("Connections per thread") ?? 0);
  const each = setting("Requests per client");
  const results = [...text.matchAll(/^([A-Z][A-Z# 0-9]*(?:\(\d+ runs\))?)\s*\n=+\s*\n/gm)];
  const parts = results.map((found, at) => {
    const body = text.slice(found.index + found[0].length, results[at + 1]?.index);
    return [found[1] ?? "", body] as const;
  });
  const runs = chosen(parts).flatMap((body) => {
    const run = runOf(
      {
        format: "memtier",
        file: file.name,
        users: connections * pipeline || undefined,
        kinds: kindsOfTable(body),
        duration: setting("Seconds"),
        asked: each === undefined ? undefined : each * connections || undefined,
        paced: /--rate-limiting[=\s]\d/.test(command),
      },
      options,
    );
    return run ? [run] : [];
  });
  return runs.length > 0 ? { ok: true, value: runs } : incomplete(file.name);
};

/** The table below a title: columns are two blanks apart in its header, which differs between versions. */
function kindsOfTable(body: string): readonly Kind[] {
  const lines = body.split("\n");
  const at = lines.findIndex((line) => /^Type\s+Ops\/sec\s/.test(line));
  if (at < 0) return [];
  const [, ...titles] = (lines[at] ?? "").trim().split(/\s{2,}/);
  const end = lines.findIndex((line, index) => index > at && line.trim() === "");
  return lines.slice(at + 1, end < 0 ? undefined : end).flatMap((line): readonly Kind[] => {
    const words = line.trim().split(/\s+/);
    const cells = words.slice(-titles.length);
    // A command's name may have blanks.
    const name = words.slice(0, -titles.length).join(" ");
    const cell = (title: string) => cells[titles.indexOf(title)];
    const time = (p: number) => readMilliseconds(cell(`p${p} Latency`));
    const rate = readNumber(cell("Ops/sec"));
    if (name === "" || rate === undefined) return [];
    const times = {
      mean: readMilliseconds(cell("Avg. Latency") ?? cell("Latency")),
      p50: time(50),
      p90: time(90),
      p95: time(95),
      p99: time(99),
    };
    const counts = { requests: undefined, failures: undefined };
    return [{ name, rate, ...counts, times: present<ResponseTimes>(times) }];
  });
}

/** Reports begin with the number of threads. */
export const importMemtier: Importer = eachReport(
  [{ begins: /^\d+ +Threads\s*$/, above: /memtier_benchmark\s/ }],
  readText,
);

export const importMemtierJson: Importer = (file, options) => {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  const { value } = json;
  if ((numberAt(value, "configuration", "clients_start") ?? 0) > 0) {
    return refused(
      file.name,
      "the number of clients rose during this memtier_benchmark run (--clients-start)",
      "measure each number of clients in a run of its own",
    );
  }
  const connections =
    (countAt(value, "run information", "Threads") ?? 0) *
    (countAt(value, "run information", "Connections per thread") ?? 0);
  const pipeline = countAt(value, "configuration", "pipeline") || 1;
  const runs = chosen(entriesAt(value)).flatMap((result) => {
    const run = runOf(
      {
        format: "memtier-json",
        file: file.name,
        users: connections * pipeline || undefined,
        kinds: entriesAt(result).flatMap(([name, of]) => {
          const rate = numberAt(of, "Ops/sec");
          return rate === undefined ? [] : [kindIn(name, rate, of)];
        }),
        duration:
          secondsAt(result, 1000, "Runtime", "Total duration") ??
          numberAt(value, "run information", "Seconds"),
        asked: undefined,
        paced: (numberAt(value, "configuration", "rate_limit") ?? 0) > 0,
      },
      options,
    );
    return run ? [run] : [];
  });
  return runs.length > 0 ? { ok: true, value: runs } : incomplete(file.name);
};

function kindIn(name: string, rate: number, of: unknown): Kind {
  const time = (...path: string[]) => secondsAt(of, 1000, ...path);
  const percentile = (p: number) => time("Percentile Latencies", `p${p}.00`);
  const times = {
    mean: time("Average Latency") ?? time("Latency"),
    p50: percentile(50),
    p90: percentile(90),
    p95: percentile(95),
    p99: percentile(99),
    max: time("Max Latency"),
  };
  return {
    name,
    rate,
    requests: countAt(of, "Count"),
    failures: countAt(of, "Connection Errors"),
    times: present<ResponseTimes>(times),
  };
}
