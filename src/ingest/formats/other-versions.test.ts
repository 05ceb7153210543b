/** The layouts of other versions of the tools, and of ways in which their output is kept. */
import { describe, expect, it } from "vitest";
import { importResults } from "../import-results.ts";
import { codesOf, importOne, refusalOf } from "../testing/import-one.ts";
import * as files from "../testing/synthetic-variants.ts";

describe("Gatling's stats.js", () => {
  it("is read like stats.json, thousands and blanks and all", () => {
    const { level } = importOne(files.gatlingScript);
    expect(level).toMatchObject({ users: 12, requests: 32_682, failures: 6, throughput: 1089.4 });
    expect(level.responseTime).toEqual({ mean: 0.12, p50: 0.1, p95: 1.3, max: 0.9 });
    expect(level.endpoints).toMatchObject([{ path: "Home", requests: 32_682, failures: 0 }]);
  });
});

describe("JMeter's aggregate reports of other versions and languages", () => {
  it("finds the columns of 2.x, whose shares have no sign", () => {
    const { level } = importOne(files.jmeterOldAggregate);
    expect(level).toMatchObject({ users: 10, requests: 800, failures: 40, throughput: 8 });
    expect(level.responseTime).toEqual({ mean: 0.1, p50: 0.09, p90: 0.15, max: 0.9 });
    expect(level.endpoints).toHaveLength(2);
  });

  it("reads the plugin's names, and decimals that begin with a comma", () => {
    const { level } = importOne(files.jmeterPluginAggregate);
    expect(level).toMatchObject({ requests: 800, failures: 40, throughput: 0.5 });
    expect(level.responseTime).toMatchObject({ p95: 0.2, p99: 0.3, max: 0.9 });
  });

  it("takes a summary in a language it does not know by its order, and its last row as the total", () => {
    const run = importOne(files.jmeterForeignSummary);
    expect(run.level).toMatchObject({ requests: 800, failures: 4, throughput: 8 });
    expect(run.level.responseTime).toEqual({ mean: 0.162, max: 0.9 });
    expect(run.level.endpoints.map(({ path }) => path)).toEqual(["首页", "购物车"]);
  });
});

describe("Locust's page before 2.20", () => {
  it("is read from its tables, the users from its charts", () => {
    const run = importOne(files.locustPageFile);
    expect(run.version).toBe("1.3–2.19");
    // 2,000 requests in 100 s, by its two times and by its rate.
    expect(run.level).toMatchObject({
      users: 20,
      mostUsers: 30,
      requests: 2000,
      failures: 20,
      throughput: 20,
    });
    expect(run.level.responseTime).toEqual({
      mean: 0.25,
      p50: 0.2,
      p90: 0.4,
      p95: 0.5,
      p99: 0.8,
      max: 0.9,
    });
    expect(run.level.endpoints.map(({ path }) => path)).toEqual(["/a?x=1&y=2"]);
    expect(run.failures).toMatchObject([{ error: "503 <busy>", count: 20 }]);
  });

  it("is refused without its tables", () => {
    const text = files.locustPageFile.text.replace(/Aggregated/g, "All");
    expect(refusalOf({ ...files.locustPageFile, text })).toMatch(/import the CSV files/);
  });
});

describe("what k6 prints", () => {
  it("names the executor, so that looping users are a closed load", () => {
    const run = importOne(files.k6OldText);
    expect(run.loadModel).toBe("closed");
    expect(run.level).toMatchObject({ users: 30, requests: 1000, failures: 20 });
    expect(run.level.responseTime).toEqual({
      mean: 0.2,
      p50: 0.15,
      p90: 0.3,
      p95: 1.2,
      max: 2.24,
    });
    expect(run.level.endpoints).toMatchObject([{ method: "POST", path: "login" }]);
    expect(codesOf(run)).toEqual([]);
  });

  it.each(["20.00%  ✓ 20         ✗ 80", "20.00%  20 out of 100"])(
    "tells how many requests of an endpoint failed: %s",
    (judged) => {
      const total = "     http_reqs......................:";
      const text = files.k6OldText.text.replace(
        total,
        `       { name:login,method:POST }...: ${judged}\n${total}`,
      );
      const run = importOne({ ...files.k6OldText, text });
      expect(run.level.failures).toBe(20);
      expect(run.level.endpoints).toMatchObject([{ path: "login", requests: 100, failures: 20 }]);
    },
  );

  it("is an open load under iterations/s, and the generator's limit shows", () => {
    const run = importOne(files.k6NewText);
    expect(run.loadModel).toBe("open");
    expect(run.level).toMatchObject({ users: null, requests: 1000, failures: 5 });
    expect(run.level.responseTime.mean).toBeCloseTo(0.00084188, 12);
    expect(run.generatorWarnings[0]).toMatch(/dropped 500 iterations/);
  });

  it("is found at the end of a long log", () => {
    const text = `${"time=2026 level=info msg=hello\n".repeat(5000)}${files.k6OldText.text}`;
    expect(importOne({ ...files.k6OldText, text }).format).toBe("k6-text");
  });
});

describe("vegeta's single results", () => {
  it("are read from JSON lines, a cut one left out", () => {
    const { level, failures } = importOne(files.vegetaLog);
    expect(level).toMatchObject({ requests: 3, failures: 1, arrivalRate: 1 });
    expect(level.responseTime.mean).toBeCloseTo(0.2, 9);
    expect(failures).toMatchObject([{ error: "refused" }]);
  });

  it("are read from the six columns of vegeta 6", () => {
    expect(importOne(files.vegetaOldCsv).level).toMatchObject({ requests: 2, failures: 1 });
  });
});

describe("siege's reports", () => {
  it("are in milliseconds where they say so, each with the users of its command", () => {
    const { runs } = importResults([files.siegeTwice]);
    expect(runs.map(({ levels }) => levels[0]?.users)).toEqual([10, 25]);
    for (const { wholeRun } of runs) {
      expect(wholeRun).toMatchObject({ requests: 3030, failures: 30, throughput: 101 });
      expect(wholeRun.responseTime).toEqual({ mean: 0.12, max: 1.11 });
    }
  });

  it("are found as JSON below what siege says", () => {
    const { level } = importOne(files.siegeJson);
    expect(level).toMatchObject({ users: 40, requests: 3030, failures: 30, throughput: 101 });
    expect(level.responseTime).toEqual({ mean: 0.12, max: 1.11 });
  });
});

describe("other outputs", () => {
  it("reads ab's three kinds of failure", () => {
    expect(importOne(files.abOld).level).toMatchObject({ requests: 1000, failures: 4 });
  });

  it("reads native histograms of Prometheus over a restart", () => {
    const { level } = importOne(files.prometheusNative);
    // 100 in the first minute, 20 since the restart in the second; 20 s and 4 s of waiting.
    expect(level).toMatchObject({ requests: 120, throughput: 1 });
    expect(level.responseTime.mean).toBeCloseTo(0.2, 12);
    // Rank 60 of 120 is the 10th of the 70 between 0.4 and 0.8 s.
    expect(level.responseTime.p50).toBeCloseTo(0.4 + (0.4 * 10) / 70, 12);
  });

  it("reads the names of Artillery before 2.0", () => {
    const { level } = importOne(files.artilleryEarly);
    expect(level).toMatchObject({ arrivalRate: 1, requests: 200, failures: 10, throughput: 2 });
    expect(level.responseTime).toMatchObject({ mean: 0.1, p95: 0.2 });
  });

  it("reads hey's doubled signs and its command through terminal colors", () => {
    const { level } = importOne(files.heyColored);
    expect(level).toMatchObject({ users: 50, requests: 500, throughput: 100 });
    expect(level.responseTime).toMatchObject({ p50: 0.09, p95: 0.3 });
  });

  it("reads what promtool prints", () => {
    const { level } = importOne(files.promtool);
    expect(level).toMatchObject({ requests: 1000, throughput: 10 });
    expect(level.responseTime.mean).toBeCloseTo(0.2, 12);
  });

  it("puts the downloads of Locust's web page together", () => {
    const stats = "Type,Name,Request Count,Failure Count,Average Response Time,Requests/s\n";
    const { runs, problems } = importResults([
      {
        name: "u5/failures_1700000009.75.csv",
        text: "Method,Name,Error,Occurrences\nGET,/,503,2\n",
      },
      {
        name: "u5/requests_1700000001.25.csv",
        text: `${stats}GET,/,100,2,50,10\n,Aggregated,100,2,50,10\n`,
      },
    ]);
    expect(problems).toEqual([]);
    expect(runs).toMatchObject([{ levels: [{ users: 5 }], failures: [{ count: 2 }] }]);
  });

  it("says which file beside a web page to give", () => {
    const text = "<!DOCTYPE html><html><body>k6</body></html>";
    expect(refusalOf({ name: "report.html", text })).toMatch(/summary export/);
  });

  it.each([
    ["BZh91AY&SY", /unpack it/],
    ["\u00fd7zXZ\0", /unpack it/],
    ["PK\u0003\u0004....xl/worksheets", /spreadsheet as CSV/],
  ])("refuses packed files with advice: %j", (text, advice) => {
    expect(refusalOf({ name: "packed", text })).toMatch(advice);
  });
});
