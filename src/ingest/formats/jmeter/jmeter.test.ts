import { describe, expect, it } from "vitest";
import { importResults } from "../../import-results.ts";
import { codesOf, importOne, refusalOf } from "../../testing/import-one.ts";
import * as files from "../../testing/synthetic-files.ts";

describe("importJmeterCsv", () => {
  it("reads unsorted rows, quoted labels and messages of two lines, without controllers", () => {
    const run = importOne(files.jmeterCsv);
    expect(run.wholeRun).toMatchObject({ requests: 500, failures: 10 });
    expect(run.level).toMatchObject({ users: 5, covers: "steady", throughput: 5 });
    expect(run.level.endpoints.map((one) => one.path)).toEqual(["Buy, fast"]);
    expect(run.failures[0]).toMatchObject({ count: 10 });
    expect(run.failures[0]?.error).toBe('500 Non HTTP, "odd"\nmessage');
    expect(codesOf(run)).toEqual(["controllers-left-out", "cut-last-line"]);
    expect(run.rejected.count).toBe(0);
  });

  it("reads a log without header, with semicolons", () => {
    const { level, wholeRun } = importOne(files.jmeterHeadless);
    expect(level).toMatchObject({ users: 2, requests: 2, failures: 1 });
    expect(wholeRun.responseTime.mean).toBeCloseTo(0.2, 12);
    // From the first start to the last end: 0.8 s. A double resolves unix seconds to 0.24 µs.
    expect(wholeRun.throughput).toBeCloseTo(2.5, 5);
  });

  it("counts a redirected request once, and dates as times", () => {
    const run = importOne(files.jmeterRedirect);
    expect(run.level.requests).toBe(2);
    expect(run.level.responseTime.mean).toBeCloseTo(0.4, 12);
    expect(codesOf(run)).toEqual(["users-from-thread-names", "parts-left-out"]);
  });

  it("keeps a label that only looks like a part", () => {
    const text = files.jmeterRedirect.text.replaceAll("\tHome\t", "\tOther\t");
    expect(importOne({ ...files.jmeterRedirect, text }).level.requests).toBe(4);
  });

  it("adds up the threads of the engines of one run", () => {
    const engine = (n: number) => ({
      name: `run/engine${n}_results.csv`,
      text: files.jmeterCsv.text.replaceAll("Group", `10.0.0.${n}-Group`),
    });
    const { runs } = importResults([engine(1), engine(2)]);
    expect(runs).toHaveLength(1);
    expect(runs[0]?.levels[0]).toMatchObject({ users: 10, throughput: 10 });
  });

  it("says why no row could be read, and where", () => {
    const text = "timeStamp,elapsed,label,success\n2011-21-21 14:15:25.321,5,A,true\n";
    expect(refusalOf({ name: "a.jtl", text })).toMatch(/line 2: timeStamp cannot be read/);
  });
});

describe("a transaction whose time leaves out the timers between its requests", () => {
  const rows = Array.from({ length: 20 }, (_, at) => {
    const start = 1_700_000_000_000 + at * 1100;
    return [
      { start: start + 500, ms: 30, label: "Basket", message: "OK", idle: 0 },
      { start: start + 1030, ms: 20, label: "Pay", message: "OK", idle: 0 },
      {
        start,
        ms: 50,
        label: "Checkout",
        message: "Number of samples in transaction : 2, number of failing samples : 0",
        idle: 1000,
      },
    ];
  }).flat();

  it.each([
    [
      "timers.jtl",
      [
        "timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,allThreads,IdleTime",
        ...rows.map(
          ({ start, ms, label, message, idle }) =>
            `${start},${ms},${label},200,"${message}",Buyer 1-1,true,1,${idle}`,
        ),
        "",
      ].join("\n"),
    ],
    [
      "timers.xml",
      `<testResults version="1.2">\n${rows
        .map(
          ({ start, ms, label, message, idle }) =>
            `<httpSample t="${ms}" it="${idle}" ts="${start}" s="true" lb="${label}" rc="200" rm="${message}" tn="Buyer 1-1" na="1"/>`,
        )
        .join("\n")}\n</testResults>\n`,
    ],
  ])("counts its requests once, in %s", (name, text) => {
    const run = importOne({ name, text });
    expect(run.wholeRun).toMatchObject({
      requests: 40,
      responseTime: { mean: expect.closeTo(0.025, 9) },
    });
    expect(codesOf(run)).toContain("controllers-left-out");
    expect(codesOf(run)).not.toContain("requests-of-parents");
  });
});

describe("importJmeterXml", () => {
  it("counts outer samples only, in a file that is cut off and begins with blanks", () => {
    const { level, failures } = importOne(files.jmeterXml);
    expect(level).toMatchObject({ users: 2, requests: 2, failures: 1 });
    expect(level.responseTime.mean).toBeCloseTo(0.2, 12);
    expect(level.endpoints.map((one) => one.path)).toEqual(["A & B", "C"]);
    expect(failures[0]?.error).toMatch(/SocketTimeoutException Read timed out$/);
  });
});

describe("importJmeterStatistics", () => {
  it("leaves out percentiles that describe the last 20,000 samples only", () => {
    const run = importOne(files.jmeterStatistics);
    // 30,000 of 110 ms less the 1,000 parts of 400 ms.
    expect(run.level).toMatchObject({ requests: 29_000, failures: 290, throughput: 290 });
    expect(run.level.responseTime.mean).toBeCloseTo(0.1, 12);
    expect(run.level.responseTime.max).toBe(0.9);
    expect(run.level.endpoints.map(({ path }) => path)).toEqual(["A"]);
    expect(codesOf(run)).toEqual(["ramp-included", "percentiles-of-the-end", "parts-taken-off"]);
  });
});

describe("importJmeterAggregate", () => {
  it("reads the report of a Spanish GUI with decimal commas", () => {
    const { level } = importOne(files.jmeterAggregate);
    // 1.25 % of 800
    expect(level).toMatchObject({ users: 25, requests: 800, failures: 10, throughput: 8.5 });
    expect(level.responseTime).toEqual({
      mean: 0.1,
      p50: 0.09,
      p90: 0.15,
      p95: 0.2,
      p99: 0.3,
      max: 0.9,
    });
  });

  it("reads a Summary Report, which has no percentiles", () => {
    const text =
      "Label,# Samples,Average,Min,Max,Std. Dev.,Error %,Throughput,Received KB/sec,Sent KB/sec,Avg. Bytes\nTOTAL,200,50,1,90,3.5,0.500%,120/min,1,1,1\n";
    const { level } = importOne({ name: "summary.csv", text });
    expect(level).toMatchObject({ requests: 200, failures: 1, throughput: 2 });
    expect(level.responseTime).toEqual({ mean: 0.05, max: 0.09 });
  });
});
