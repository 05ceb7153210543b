import { describe, expect, it } from "vitest";
import { importResults } from "./import-results.ts";
import * as files from "./testing/synthetic-files.ts";

describe("importResults", () => {
  it("gives nothing for nothing", () => {
    expect(importResults([])).toEqual({ runs: [], problems: [] });
  });

  it("puts the files of each Locust run together, by folder and name, in any order", () => {
    const at = (folder: string, file: typeof files.locustStats) => ({
      ...file,
      name: `${folder}/${file.name}`,
    });
    const { runs, problems } = importResults([
      at("a", files.locustFailures),
      at("b", files.locustStats),
      at("a", files.locustHistory),
      at("a", files.locustStats),
    ]);
    expect(problems).toEqual([]);
    expect(runs.map((run) => [run.name, run.failures.length, run.series.length > 0])).toEqual([
      ["shop_u40", 2, true],
      ["shop_u40", 0, false],
    ]);
  });

  it.each([
    ["40 users/stats.csv", "40 users/failures.csv", "40 users/stats_history.csv"],
    ["u40-stats.csv", "u40-failures.csv", "u40-stats-history.csv"],
    ["stats.csv", "failures.csv", "stats_history.csv"],
  ])("puts a run's files together whose prefix is gone or joined otherwise: %s", (...names) => {
    const [stats = "", failures = "", history = ""] = names;
    const { runs, problems } = importResults([
      { ...files.locustFailures, name: failures },
      { ...files.locustStats, name: stats },
      { ...files.locustHistory, name: history },
    ]);
    expect(problems).toEqual([]);
    expect(runs.map((run) => [run.failures.length, run.series.length > 0])).toEqual([[2, true]]);
  });

  it("does not take an archive of several files for one of them", () => {
    const header = "u50_stats.csv".padEnd(257, "\0");
    const text = `${header}ustar  \0${"\0".repeat(247)}${files.locustStats.text}`;
    const { runs, problems } = importResults([{ name: "u50.tar", text }]);
    expect(runs).toEqual([]);
    expect(problems).toMatchObject([{ message: "the file is a tar archive of several files" }]);
  });

  it("goes by content where the name says something else", () => {
    const { runs } = importResults([{ ...files.jmeterCsv, name: "aggregate.csv" }]);
    expect(runs[0]?.format).toBe("jmeter-csv");
  });

  it("reads on past a file that it must refuse", () => {
    const junk = { name: "notes.txt", text: "nothing to see" };
    const { runs, problems } = importResults([junk, files.wrk]);
    expect(runs).toHaveLength(1);
    expect(problems).toMatchObject([{ file: "notes.txt" }]);
  });

  it("refuses JSON that is cut off with the place, and JSON nested without end", () => {
    const cut = { ...files.ohaJson, text: files.ohaJson.text.slice(0, -20) };
    expect(importResults([cut]).problems[0]?.message).toMatch(/not valid JSON/);
    const deep = `{"numberOfRequests":${"[".repeat(100_000)}`;
    expect(importResults([{ name: "d.json", text: deep }]).problems[0]?.message).toMatch(/deeper/);
  });

  it.each([0, 2.5, Number.NaN])("rejects %s users", (users) => {
    expect(() => importResults([], { users })).toThrow(/^users must be/);
  });

  it("rejects a negative warm-up, and cuts as told", () => {
    expect(() => importResults([], { warmUp: -1 })).toThrow(/^warmUp must be/);
    const [run] = importResults([files.locustHistory], { warmUp: 0 }).runs;
    expect(run?.levels[0]?.duration).toBe(98);
  });
});
