import { describe, expect, it } from "vitest";
import { importCampaign } from "../../import-campaign.ts";
import { codesOf, importOne, refusalOf } from "../../testing/import-one.ts";
import { locustStats } from "../../testing/synthetic-files.ts";
import { germanSheet } from "../../testing/synthetic-tables.ts";
import { sheetColumn } from "./sheet-columns.ts";
import { decimalMark, readSheetNumber } from "./sheet-numbers.ts";

const table = (...lines: readonly string[]) => ({ name: "t.csv", text: `${lines.join("\n")}\n` });

describe("importSheet", () => {
  it("reads a German spreadsheet: commas, shares of failures, what is no level told", () => {
    const run = importOne(germanSheet);
    expect(run.levels.map(({ users }) => users)).toEqual([50, 100, 200]);
    const [first, second, third] = run.levels;
    expect(first).toMatchObject({ duration: 300, requests: 14_460, failures: 0, throughput: 48.2 });
    expect(first?.responseTime.mean).toBeCloseTo(0.0375, 12);
    expect(first?.responseTime.p95).toBeCloseTo(0.0712, 12);
    // 28,530 × 0.1 % are 28.5 failures.
    expect(second).toMatchObject({ requests: 28_530, failures: 29 });
    expect(third).toMatchObject({ throughput: 1180.4, failures: Math.round(354_120 * 0.005) });
    expect(third?.responseTime.p95).toBeUndefined();
    expect(codesOf(run)).toEqual(["columns-not-read", "rows-left-out"]);
    expect(run.findings[0]?.message).toContain('"Bemerkung"');
    expect(run.findings[1]?.message).toContain('"Mittel"');
  });

  it("reads a table in Markdown below prose, with units in the cells", () => {
    const run = importOne(
      table(
        "# Results, run of March",
        "",
        "| VUs | **RPS** | avg | p95 |",
        "|----:|--------:|----:|----:|",
        "| 50  | 48.2 | 37.5ms | 0.0712 s |",
        "| 100 | 95.1 | 51 ms | 98.7 ms |",
        "",
        "The second run was faster, by 5 %.",
      ),
    );
    expect(run.levels).toHaveLength(2);
    expect(run.level).toMatchObject({ users: 50, throughput: 48.2 });
    expect(run.level.responseTime).toEqual({ mean: 0.0375, p95: 0.0712 });
  });

  it("finds the unit in a cell that was merged over several columns", () => {
    const run = importOne(
      table(
        "Shop,,,,,",
        ",,Response time (s),,,",
        "Users,Throughput (req/min),avg,median,95%,99th percentile",
        "50,2892,0.0375,0.03,0.0712,0.12",
      ),
    );
    expect(run.level.throughput).toBeCloseTo(48.2, 9);
    expect(run.level.responseTime).toEqual({ mean: 0.0375, p50: 0.03, p95: 0.0712, p99: 0.12 });
  });

  it("tells the unit of bare times by Little's law, and asks where it cannot", () => {
    // 50 users at 48.2/s wait 1.04 s at most in the mean: 37.5 are no seconds.
    const run = importOne(table("users;rps;avg;p95", "50;48.2;37.5;71.2"));
    expect(run.level.responseTime).toEqual({ mean: 0.0375, p95: 0.0712 });
    expect(codesOf(run)).toEqual(["unit-of-times"]);
    expect(refusalOf(table("users;rps;avg;p95", "50;48.2;0.0375;0.0712"))).toMatch(
      /could be seconds or milliseconds; write the unit/,
    );
    // Of others in the same table a bare column has the unit.
    const mixed = importOne(table("users,rps,avg (ms),p95", "50,48.2,0.5,0.9"));
    expect(mixed.level.responseTime.p95).toBeCloseTo(0.0009, 12);
  });

  it("names each row that it cannot read, and reads the others", () => {
    const run = importOne(
      table("users,rps,avg (ms)", "50,48.2,37", ",48.3,37", "100,fast,51", "150,120.5,60 kB"),
    );
    expect(run.levels.map(({ users }) => users)).toEqual([50]);
    expect(run.rejected.count).toBe(3);
    expect(run.rejected.first.map(({ line, column }) => [line, column])).toEqual([
      [3, 1],
      [4, 2],
      [5, 3],
    ]);
  });

  it("does not guess whether 1.234 has thousands where no cell tells", () => {
    expect(refusalOf(table("users;rps;avg (ms)", "50;1.234;37"))).toMatch(/could be two/);
    const told = importOne(table("users;rps;avg (ms)", "50;1.234;37,5"));
    expect(told.level.throughput).toBe(1234);
  });

  it("says that a share of failures has no requests to be a part of", () => {
    const run = importOne(table("users,rps,p95 (ms),error rate", "50,48.2,71,0.10%"));
    expect(run.level.failures).toBeUndefined();
    expect(codesOf(run)).toEqual(["failure-share-not-read"]);
    const ambiguous = importOne(
      table("users,rps,p95 (ms),requests,error rate", "50,48,71,500,0.1"),
    );
    expect(ambiguous.level.failures).toBeUndefined();
    expect(codesOf(ambiguous)).toEqual(["failure-share-not-read"]);
    const percent = importOne(table("users,rps,p95 (ms),requests,error rate", "50,48,71,500,2"));
    expect(percent.level.failures).toBe(10);
  });

  it("refuses several tables, and the course of a test", () => {
    const rows = ["| VUs | RPS | avg (ms) |", "|--|--|--|", "| 50 | 48 | 37 |"];
    expect(refusalOf(table("# nginx", ...rows, "# caddy", ...rows))).toMatch(
      /^the file holds 2 tables of levels, in lines 2, 6/,
    );
    const course = Array.from({ length: 60 }, (_, second) => `${second},50,48.2,37`);
    expect(refusalOf(table("second,users,rps,avg (ms)", ...course))).toMatch(/moments of a test/);
  });

  it("reads a row for each endpoint of each load, with a total or without", () => {
    const run = importOne(
      table(
        "Users;Endpoint;RPS;Avg (ms);p95 (ms);Requests",
        "50;GET /a;30,0;40;80;9000",
        "50;POST /b;10,0;80;150;3000",
        "50;Total;40,0;50;120;12000",
        "100;GET /a;60,0;50;90;18000",
        "100;POST /b;20,0;90;170;6000",
      ),
    );
    expect(run.levels.map(({ users }) => users)).toEqual([50, 100]);
    const [first, second] = run.levels;
    expect(first).toMatchObject({ throughput: 40, requests: 12_000 });
    expect(first?.responseTime).toEqual({ mean: 0.05, p95: 0.12 });
    expect(first?.endpoints.map(({ method, path }) => [method, path])).toEqual([
      ["GET", "/a"],
      ["POST", "/b"],
    ]);
    // (18,000 × 50 + 6,000 × 90 ms) / 24,000; percentiles do not add up.
    expect(second).toMatchObject({ throughput: 80, requests: 24_000 });
    expect(second?.responseTime.mean).toBeCloseTo(0.06, 12);
    expect(second?.responseTime.p95).toBeUndefined();
    expect(second?.endpoints[1]?.responseTime.p95).toBe(0.17);
    const foreign = importCampaign("c", [
      table("users,method,path,rps,avg (ms)", "50,GET,/a,30,40", "50,PUT,/a,10,80"),
    ]);
    expect(foreign.ok && foreign.value.campaign.levels).toMatchObject([
      { users: 50, throughput: 40 },
    ]);
    expect(foreign.ok && foreign.value.campaign.endpoints).toHaveLength(2);
  });

  it.each([
    ["success rate", "99.5%", "93.0%"],
    ["success rate", "99.5", "93"],
    ["Success ratio", "0.995", "0.93"],
    ["Erfolgsquote (%)", "99.5", "93"],
  ])("has its failures told by a %s of %s", (title, light, heavy) => {
    const [first, second] = importOne(
      table(
        `users,requests,rps,avg (ms),${title}`,
        `50,2000,40,37,${light}`,
        `90,3000,60,51,${heavy}`,
      ),
    ).levels;
    expect(first).toMatchObject({ requests: 2000, failures: 10 });
    expect(second).toMatchObject({ requests: 3000, failures: 210 });
  });

  it("is read for a table that shares names with our own, whose faults stay faults", () => {
    const foreign = importCampaign("c", [
      table("users,RPS,p95 (ms),Requests,Errors", '50,48.2,71.2,"14,460",0'),
    ]);
    expect(foreign.ok && foreign.value.campaign.levels[0]).toMatchObject({
      users: 50,
      requests: 14_460,
      failures: 0,
      throughput: 48.2,
    });
    const own = importCampaign("c", [table("users,throughput_rps,mean_msec_x", "50,48.2,71.2")]);
    expect(own.ok).toBe(false);
  });
});

describe("a table beside the results that it sums up", () => {
  const summary = {
    name: "README.md",
    text: "# Results\n\n| VUs | RPS | avg |\n|--|--|--|\n| 40 | 40.1 | 150 ms |\n| 80 | 75 | 190 ms |\n",
  };

  it("is left out, told, and read alone or where it is said to be separate", () => {
    const both = importCampaign("c", [locustStats, summary]);
    expect(both.ok && both.value.campaign.levels.map(({ users }) => users)).toEqual([40]);
    expect(both.ok && both.value.leftOut.map(({ file }) => file)).toEqual(["README.md"]);
    const separate = importCampaign("c", [locustStats, summary], { separate: true });
    expect(separate.ok && separate.value.campaign.levels).toHaveLength(3);
    const own = importCampaign("c", [table("users,throughput_rps", "80,75"), summary]);
    expect(own.ok && own.value.campaign.levels).toHaveLength(1);
    expect(importOne(summary).levels).toHaveLength(2);
  });

  it("is read beside results of other loads", () => {
    const other = { ...summary, text: summary.text.replace("| 40 |", "| 20 |") };
    const both = importCampaign("c", [locustStats, other]);
    expect(both.ok && both.value.campaign.levels.map(({ users }) => users)).toEqual([20, 40, 80]);
  });
});

describe("sheetColumn", () => {
  it.each([
    ["Requests per second", "throughput", 1],
    ["Durchsatz [1/s]", "throughput", 1],
    ["Ø Antwortzeit", "mean", undefined],
    ["Max response time in s", "max", 1],
    ["95 %", "p95", undefined],
    ["p(95)", "p95", undefined],
    ["mean_ms", "mean", 0.001],
    ["Errors %", "failure share", 0.01],
    ["Requests (1/s)", "throughput", 1],
    ["# users", "users", undefined],
    ["Avg Response (ms)", "mean", 0.001],
    ["P95 time", "p95", undefined],
    ["95th pct response (s)", "p95", 1],
    ["Mean resp. time", "mean", undefined],
    ["Success rate", "success share", undefined],
    ["Success %", "success share", 0.01],
    ["Availability", "success share", undefined],
    ["Erfolgsquote (%)", "success share", 0.01],
  ])("takes %s for %s", (title, what, scale) => {
    expect(sheetColumn(title, 0)).toEqual({ at: 0, title, what, scale });
  });

  it.each([
    "Throughput (MB/s)",
    "p99.9",
    "95",
    "CPU %",
    "users/s",
    "min",
    "std",
    "Notes",
    "OK",
    "Response",
    "",
  ])("takes %s for nothing", (title) => expect(sheetColumn(title, 0)).toBeUndefined());
});

describe("readSheetNumber", () => {
  it.each([
    ["1.180,4", ",", 1180.4],
    ["1,180.4", ".", 1180.4],
    ["1'234'567", undefined, 1_234_567],
    ["14 460", undefined, 14_460],
    ["1.2k", undefined, 1200],
    ["**~48.2**", ".", 48.2],
    ["1,2,3", undefined, undefined],
    ["14.460", undefined, undefined],
    ["-5", undefined, undefined],
    ["", undefined, undefined],
  ] as const)("reads %s where %s marks decimals", (cell, mark, value) => {
    expect(readSheetNumber(cell, mark, false)?.value).toBe(value);
  });

  it("knows French titles", () => {
    const what = (title: string) => sheetColumn(title, 0)?.what;
    expect(what("Utilisateurs simultanés")).toBe("users");
    expect(what("Requêtes/s")).toBe("throughput");
    expect(what("Débit (req/s)")).toBe("throughput");
    expect(what("Temps de réponse moyen (ms)")).toBe("mean");
    expect(what("Temps moyen (ms)")).toBe("mean");
    expect(what("Médiane (ms)")).toBe("p50");
    expect(what("Taux d'erreur")).toBe("failure share");
    expect(what("Nombre de requêtes")).toBe("requests");
    expect(what("Durée (s)")).toBe("duration");
    expect(what("Température")).toBeUndefined();
  });

  it("tells the mark by cells that can have only one", () => {
    expect(decimalMark(["71", "1.180,4"])).toBe(",");
    expect(decimalMark(["0.125", "1.234"])).toBe(".");
    expect(decimalMark(["1.234.567"])).toBe(",");
    expect(decimalMark(["1.234", "5.678"])).toBeUndefined();
    expect(decimalMark(["1.5", "2,5"])).toBeUndefined();
  });
});
