/** The engine and the small-file path read the same files: every figure must agree. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeText } from "../../ingest/formats/text/decode-text.ts";
import { importResults } from "../../ingest/import-results.ts";
import type { ImportedRun, ImportOptions } from "../../ingest/imported-run.ts";
import { type Engine, fileLiteral, literal, openEngine } from "./engine.ts";
import { importLarge } from "./import-large.ts";
import { importRaw } from "./import-raw.ts";
import { type RawFile, rawFile } from "./raw-file.ts";
import {
  jmeterHeader,
  jmeterLog,
  jmeterRows,
  k6CsvLog,
  k6JsonLog,
  madeRequests,
} from "./testing/raw-logs.ts";

/** Sums are taken in another order. */
const rounding = 1e-11;

let folder = "";
let engine: Engine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "headroom-same-"));
  engine = await openEngine("test");
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, content: string | Uint8Array): string {
  const at = join(folder, name);
  writeFileSync(at, content);
  return at;
}

async function byEngine(names: readonly string[], options: ImportOptions = {}) {
  const files = names.map((name) => {
    const raw = rawFile(join(folder, name), name);
    if (raw === undefined) throw new Error(`${name} is not recognized as raw samples`);
    return raw;
  });
  return await importRaw(engine, files, options);
}

const named = (value: unknown) => {
  const { method = "", path = "", error = "" } = value as Record<string, string>;
  return `${method} ${path} ${error}`;
};
/** What first ended in one instant comes in any order. */
const sorted = (values: readonly unknown[]) =>
  values.toSorted((a, b) => (named(a) < named(b) ? -1 : 1));

/** Equal but for rounding, text included. */
function expectSame(found: unknown, wanted: unknown, path = "run"): void {
  if (typeof wanted === "number" && typeof found === "number") {
    const reach = rounding * Math.max(1, Math.abs(wanted));
    if (Math.abs(found - wanted) > reach) expect({ [path]: found }).toEqual({ [path]: wanted });
  } else if (
    Array.isArray(wanted) &&
    Array.isArray(found) &&
    /(endpoints|failures|failureKinds)$/.test(path)
  ) {
    expectSame({ ...sorted(found) }, { ...sorted(wanted) }, `${path} by name`);
  } else if (typeof wanted === "object" && wanted !== null && typeof found === "object") {
    const keys = (value: object | null) => Object.keys(value ?? {}).join();
    // There are thousands of objects: only what differs is worth a report.
    if (keys(found) !== keys(wanted)) expect({ [path]: found }).toEqual({ [path]: wanted });
    for (const [key, value] of Object.entries(wanted)) {
      expectSame((found as Record<string, unknown>)[key], value, `${path}.${key}`);
    }
  } else if (!Object.is(found, wanted)) expect({ [path]: found }).toEqual({ [path]: wanted });
}

/** Both ways over the same content; gives the engine's run. */
async function compared(
  name: string,
  content: string | Uint8Array,
  options: ImportOptions = {},
): Promise<ImportedRun> {
  put(name, content);
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const small = importResults([{ name, text: decodeText(bytes).text }], options);
  const [wanted] = small.runs;
  if (wanted === undefined) throw new Error(JSON.stringify(small.problems));
  const large = await byEngine([name], options);
  if (!large.ok) throw new Error(JSON.stringify(large.problems));
  const [run] = large.value;
  if (run === undefined) throw new Error("no run");
  expectSame({ ...run, file: name }, wanted);
  return run;
}

const requests = madeRequests(7);

describe("a JMeter log gives the same by the engine as in memory", () => {
  it("levels, warm-up, endpoints, percentiles, failures, series", async () => {
    const run = await compared("a[1]*'s.jtl", jmeterLog(requests));
    expect(run.levels.map(({ users }) => users)).toEqual([5, 10, 20]);
    expect(run.levels[0]?.endpoints).toHaveLength(6);
    expect(run.failures.length).toBeGreaterThan(6);
  });

  it.each([
    ["semicolons", { delimiter: ";" }],
    ["messages over two lines", { message: 'Non HTTP, "odd"\nmessage' }],
    [
      "dates",
      { instant: (ms: number) => new Date(ms).toISOString().replace("T", " ").slice(0, 23) },
    ],
    ["American dates", { instant: () => "2/28/26 01:02:03" }],
    ["seconds with fractions", { instant: (ms: number) => (ms / 1000).toFixed(3) }],
    ["no threads counted", { withoutThreads: true }],
    ["engines by address", { thread: (name: string, at: number) => `10.0.0.${at % 3}-${name}` }],
  ])("with %s", async (name, quirks) => {
    await compared(`${name}.jtl`, jmeterLog(requests, quirks));
  });

  it("without a header", async () => {
    await compared("bare.jtl", jmeterRows(requests).join("\n"));
  });

  it("in one byte a character, and in Windows' line ends", async () => {
    await compared("latin.jtl", Buffer.from(jmeterLog(requests), "latin1"));
    // Windows' own characters, and only behind what is looked at to tell the format.
    const late = jmeterLog(requests).replaceAll("Grüße", "Gruss").concat("1770000119000,5,");
    const rest = Buffer.from(
      `\u0093Gru\u00df\u0094${(jmeterRows(requests)[0] ?? "").slice(22)}\n`,
      "latin1",
    );
    await compared("late.jtl", Buffer.concat([Buffer.from(late), rest]));
    await compared("crlf.jtl", jmeterLog(requests).replaceAll("\n", "\r\n"));
  });

  it("with damaged rows and a last one that is cut off, which are counted and located", async () => {
    const rows = [...jmeterRows(requests)];
    rows[10] = `yesterday${rows[10]?.slice(13)}`;
    rows[500] = "1770000050000,-5,Home,200,OK,Group 1-1,text,true,,1,1,5,5,,1,0,1";
    rows[600] = (rows[600] ?? "").replace(/,(true|false),/, ",maybe,");
    rows[700] = (rows[700] ?? "").split(",").slice(0, 9).join(","); // short, yet all that is needed
    rows[701] = `${rows[701]},one,too,many`;
    rows.push("1770000120000,12,Ho");
    const run = await compared("damaged.jtl", [jmeterHeader, ...rows].join("\n"));
    expect(run.rejected.count).toBe(3);
    expect(run.rejected.first.map(({ line }) => line)).toEqual([12, 502, 602]);
    expect(run.findings.map(({ code }) => code)).toContain("cut-last-line");
  });

  it("with stray quotes, each row that they join counted and located", async () => {
    const rows = [...jmeterRows(requests.slice(0, 900), { message: "plain" })];
    const before = (place: number, cell: string) => {
      rows[place] = (rows[place] ?? "").replace(`,${cell},`, `,"${cell},`);
    };
    // Opens in line 102, and the next quote, before a comma, is five lines below.
    before(100, "text");
    rows[105] = (rows[105] ?? "").replace(",text,", ',text",');
    const text = `${[jmeterHeader, ...rows].join("\n")}\n`.replaceAll('"Say ""hi"""', "Say hi");
    const run = await compared("stray.jtl", text.replaceAll('"List, all"', "List"));
    expect(run.rejected.count).toBe(6);
    expect(run.rejected.first).toMatchObject([
      { line: 102, message: expect.stringContaining("this row and the 5 after it") },
    ]);
    expect(run.wholeRun.requests).toBe(894);
  });

  it("with a time stamp years away, in no more memory", async () => {
    const rows = [...jmeterRows(requests)];
    rows.push((rows[0] ?? "").replace(/^\d/, "2"));
    const run = await compared("years.jtl", [jmeterHeader, ...rows, ""].join("\n"));
    // Years of nothing lie between: it is not of the run, and is said to be left out.
    expect(run.wholeRun.requests).toBe(requests.length);
    expect(run.findings.map(({ code }) => code)).toContain("scraps-left-out");
  });

  it("with transactions that stand in for their requests, and others beside theirs", async () => {
    const rows = requests.map((one, at) => ({ ...one, thread: `T 1-${at % 7}` }));
    const transaction = (end: number, ms: number, thread: string, n: number, bad: number) =>
      `${end - ms},${ms},Checkout,200,"Number of samples in transaction : ${n}, number of failing samples : ${bad}",${thread},,${bad === 0},,1,1,5,5,,0,0,0`;
    const first = rows[0]?.end ?? 0;
    const lines = [...jmeterRows(rows)];
    for (let at = 0; at < 100; at++) {
      lines.push(transaction(first + at * 997, 350, "Alone 1-1", 3, at % 5 === 0 ? 1 : 0));
    }
    const beside = rows[500];
    if (beside) lines.push(transaction(beside.end, beside.ms, beside.thread, 1, 0));
    const ended = (line: string) => {
      const [start, ms] = line.split(",");
      return Number(start) + Number(ms);
    };
    lines.sort((a, b) => ended(a) - ended(b));
    const run = await compared("parents.jtl", `${[jmeterHeader, ...lines].join("\n")}\n`);
    expect(run.wholeRun.requests).toBe(requests.length + 300);
    expect(run.wholeRun.responseTime.p95).toBeUndefined();
    const [level] = run.levels;
    const home = level?.endpoints.find(({ path }) => path === "Home");
    expect(home?.responseTime.p95).toBeGreaterThan(0);
    expect(run.findings.map(({ code }) => code)).toEqual([
      "controllers-left-out",
      "requests-of-parents",
    ]);
  });

  it("with transactions whose time leaves out the timers between their requests", async () => {
    const first = Math.round(requests[0]?.end ?? 0);
    // Pause, 30 ms, pause, 20 ms: the row says 50 ms, and that the transaction was idle for a second.
    const lines = Array.from({ length: 100 }, (_, at) => {
      const start = first + at * 1100;
      const row = (from: number, ms: number, label: string, message: string, idle: number) =>
        `${from},${ms},${label},200,${message},Buyer 1-1,text,true,,1,1,5,5,,0,${idle},0`;
      return [
        row(start + 500, 30, "Basket", "OK", 0),
        row(start + 1030, 20, "Pay", "OK", 0),
        row(
          start,
          50,
          "Checkout",
          '"Number of samples in transaction : 2, number of failing samples : 0"',
          1000,
        ),
      ];
    });
    const run = await compared("timers.jtl", `${[jmeterHeader, ...lines.flat()].join("\n")}\n`);
    expect(run.wholeRun.requests).toBe(200);
    expect(run.findings.map(({ code }) => code)).toEqual(["controllers-left-out"]);
  });

  it("as the k6 pods of one test, read together", async () => {
    const pods = [0, 1].map((pod) =>
      requests.map((one) => ({ ...one, end: one.end + pod, ms: one.ms + pod })),
    );
    const contents = pods.map((pod) => k6CsvLog(pod));
    const names = contents.map((content, at) => {
      put(`pod${at}.csv`, content);
      return `pod${at}.csv`;
    });
    const small = importResults(names.map((name, at) => ({ name, text: contents[at] ?? "" })));
    expect(small.runs.map(({ levels }) => levels.map(({ users }) => users))).toEqual([
      [10, 20, 40],
    ]);
    const files = names.map((name) => rawFile(join(folder, name), name));
    const large = await importLarge(files as RawFile[], {});
    expect(large.runs).toHaveLength(1);
    expectSame({ ...large.runs[0], levels: [] }, { ...small.runs[0], levels: [] });
    expect(large.runs[0]?.levels.map(({ users, requests: n }) => [users, n])).toEqual(
      small.runs[0]?.levels.map(({ users, requests: n }) => [users, n]),
    );
  });

  it("as the two runs that were appended to one log", async () => {
    const later = requests.map((one) => ({ ...one, end: one.end + 1_000_000 }));
    for (const [name, content] of [
      ["two.jtl", jmeterLog([...requests, ...later])],
      ["two.csv", k6CsvLog([...requests, ...later])],
    ] as const) {
      put(name, content);
      const small = importResults([{ name, text: content }]);
      const large = await byEngine([name]);
      expect(small.runs).toHaveLength(2);
      const runs = large.ok ? large.value.map((run) => ({ ...run, file: name })) : [];
      expectSame(runs, small.runs);
    }
  });

  it("is refused with the same reason and remedy where no row can be read", async () => {
    const rows = jmeterRows(requests.slice(0, 3)).map((row) =>
      row.replace(/,(true|false),/, ",so,"),
    );
    const text = [jmeterHeader, ...rows, ""].join("\n");
    put("none.jtl", text);
    const [problem] = importResults([{ name: "none.jtl", text }]).problems;
    expect(problem?.message).toMatch(/^no row of the log can be read; of 3 rejected, .* line 2: /);
    expect(problem?.hint).toMatch(/^timeStamp is epoch milliseconds/);
    expect(await byEngine(["none.jtl"])).toEqual({ ok: false, problems: [problem] });
  });

  it("without controllers and parts of redirects", async () => {
    const rows = jmeterRows(requests).flatMap((row, place) => {
      const cells = row.split(",");
      if (cells[2] !== "Buy") return [row];
      const part = row.replace(",Buy,", ",Buy-0,");
      const parent = row
        .replace(",Buy,", ",Flow,")
        .replace(",OK,", ",Number of samples in transaction : 1,");
      return place % 3 === 0 ? [part, row, parent] : [row];
    });
    const run = await compared("controllers.jtl", [jmeterHeader, ...rows, ""].join("\n"));
    expect(run.findings.map(({ code }) => code)).toEqual([
      "controllers-left-out",
      "parts-left-out",
    ]);
  });

  it("over one level when the users never stay, and over a shorter warm-up", async () => {
    await compared("short.jtl", jmeterLog(requests.slice(0, 60)));
    await compared("quick.jtl", jmeterLog(requests), { warmUp: 3 });
  });

  it("as the engines of one run, their threads added up", async () => {
    const halves = [0, 1].map((half) => {
      const text = jmeterLog(requests.filter((_, at) => at % 2 === half));
      const name = `engine${half + 1}_results.csv`;
      put(name, text);
      return { name, text };
    });
    const wanted = importResults(halves).runs[0];
    const large = await byEngine(halves.map(({ name }) => name));
    if (!large.ok) throw new Error(JSON.stringify(large.problems));
    expectSame({ ...large.value[0], file: "engine1_results.csv" }, wanted);
    expect(wanted?.levels.map(({ users }) => users)).toEqual([10, 20, 40]);
  });
});

describe("k6's points give the same by the engine as in memory", () => {
  const fine = madeRequests(11, false);

  it("CSV, with times finer than a millisecond", async () => {
    const run = await compared("points.csv", k6CsvLog(fine));
    expect(run.levels.map(({ users }) => users)).toEqual([5, 10, 20]);
  });

  it("CSV with damaged rows and a cut end", async () => {
    const lines = k6CsvLog(fine).trimEnd().split("\n");
    lines[200] = (lines[200] ?? "").replace(/^(\w+),[\d.]+,/, "$1,soon,");
    lines[300] = "http_req_duration,1770000001,700000000000,,,,true,,GET,a,,,200,,,u,";
    const run = await compared("damaged.csv", `${lines.join("\n")}\nhttp_reqs,17700`);
    expect(run.rejected.count).toBe(2);
    expect(run.findings.map(({ code }) => code)).toContain("cut-last-line");
  });

  it("JSON lines, with damaged ones and a cut end", async () => {
    const lines = k6JsonLog(fine).trimEnd().split("\n");
    lines[150] = "damaged";
    lines[260] = '{"metric":"http_req_duration","type":"Point","data":{"value":3,"tags":{}}}';
    const run = await compared("points.ndjson", `${lines.join("\n")}\n{"metric":"http_req_dur`);
    expect(run.levels.map(({ users }) => users)).toEqual([5, 10, 20]);
    expect(run.rejected.first.map(({ line }) => line)).toEqual([151, 261]);
  });

  it("JSON lines and CSV in one byte a character, beside a damaged row", async () => {
    const json = k6JsonLog(fine).replace("\n{", "\ndamaged{");
    await compared("latin.ndjson", Buffer.from(json, "latin1"));
    const late = Buffer.from('{"metric":"http_req_duration","type":"Point"\u0093}\n', "latin1");
    const plain = Buffer.from(k6JsonLog(fine).replaceAll("Grüße", "Gruss"));
    const run = await compared("late.ndjson", Buffer.concat([plain, late, late]));
    expect(run.rejected.count).toBe(2);
  });

  it("dropped iterations make the load open", async () => {
    const text = `${k6CsvLog(fine)}dropped_iterations,1770000060,3${",".repeat(14)}\n`;
    expect((await compared("open.csv", text)).loadModel).toBe("open");
  });
});

describe("the containers of raw samples", () => {
  const wantedOf = (name: string, text: string) => importResults([{ name, text }]).runs[0];

  it.each([
    ["zipped.jtl", jmeterLog(requests)],
    ["zipped.csv", k6CsvLog(requests)],
    ["zipped.ndjson", k6JsonLog(requests)],
  ])("gzip: %s", async (name, text) => {
    put(name, gzipSync(text));
    const large = await byEngine([name]);
    if (!large.ok) throw new Error(JSON.stringify(large.problems));
    expectSame({ ...large.value[0], file: name }, wantedOf(name, text));
  });

  it("gzip that lacks its end, as a killed generator leaves it", async () => {
    const cut = gzipSync(jmeterLog(requests)).subarray(0, 20_000);
    put("cut.jtl.gz", cut);
    const finishFlush = constants.Z_SYNC_FLUSH;
    const text = gunzipSync(cut, { finishFlush }).toString();
    const large = await byEngine(["cut.jtl.gz"]);
    if (!large.ok) throw new Error(JSON.stringify(large.problems));
    expectSame({ ...large.value[0], file: "cut.jtl.gz" }, wantedOf("cut.jtl.gz", text));
    expect(large.value[0]?.findings.map(({ code }) => code)).toEqual(["cut-last-line"]);
  });

  it.each([
    ["jmeter.parquet", jmeterLog(requests)],
    ["k6.parquet", k6CsvLog(requests)],
  ])("Parquet: %s, its columns typed as DuckDB finds them", async (name, text) => {
    const at = put("source.csv", text);
    await engine.run(
      `COPY (FROM read_csv(${fileLiteral(at)})) TO ${literal(join(folder, name))} (FORMAT parquet)`,
    );
    const large = await byEngine([name]);
    if (!large.ok) throw new Error(JSON.stringify(large.problems));
    expectSame({ ...large.value[0], file: name }, wantedOf(name, text));
  });
});
