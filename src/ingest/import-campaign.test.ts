import { describe, expect, it } from "vitest";
import { campaignCsv } from "./campaign-csv.ts";
import { campaignReadme } from "./campaign-readme.ts";
import { importCampaign } from "./import-campaign.ts";
import type { SourceText } from "./imported-run.ts";
import { ownTable } from "./own-tables.ts";
import * as files from "./testing/synthetic-files.ts";

function imported(given: readonly SourceText[], options = {}) {
  const parsed = importCampaign("shop", given, options);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}
const note = { name: "notes.txt", text: "what we did on Tuesday" };
const ownLevels = {
  name: "levels.csv",
  text: "users;run;throughput_rps;mean_ms\n50;;48,5;35\n100;;94;60\n",
};

describe("importCampaign", () => {
  it("imports what can be imported, and names the rest with the reason", () => {
    const { campaign, leftOut } = imported([files.wrk, note, files.vegetaJson, files.locustStats]);
    expect(campaign.levels.map(({ users }) => users)).toEqual([40, 50]);
    expect(leftOut.map(({ file, message }) => [file, message.slice(0, 30)])).toEqual([
      ["notes.txt", "the content fits no format tha"],
    ]);
    // An arrival rate is no number of users: it is kept, apart from the levels.
    expect(campaign.openLevels).toHaveLength(1);
  });

  it("does not call left out what import wrote beside its tables", () => {
    const first = imported([files.locustStats]);
    const readme = { name: "README.md", text: campaignReadme(first, [], "headroom 0.1.0") };
    const { leftOut, formats } = imported([ownLevels, readme]);
    expect(leftOut).toEqual([]);
    expect(formats.map(({ file }) => file)).toEqual(["levels.csv"]);
  });

  it("keeps open load beside the workspace's own levels, and refuses it alone", () => {
    expect(imported([ownLevels, files.vegetaJson]).campaign.openLevels).toHaveLength(1);
    const alone = importCampaign("shop", [files.vegetaJson]);
    expect(alone.ok ? "" : alone.problems[0]).toMatchObject({
      file: files.vegetaJson.name,
      message: expect.stringMatching(/^the load was open/),
    });
  });

  it("gives every reason when nothing can be imported, and one for nothing at all", () => {
    const refused = importCampaign("shop", [note, files.vegetaJson]);
    expect(refused.ok ? [] : refused.problems.map(({ file }) => file)).toEqual([
      // What is no result hides nothing that can be mended.
      files.vegetaJson.name,
      "notes.txt",
    ]);
    const empty = importCampaign("shop", []);
    expect(empty.ok ? "" : empty.problems[0]?.message).toBe("no level was found");
  });

  it("asks for the users by the file's name, and takes them from --users", () => {
    const nameless = { ...files.locustStats, name: "load/results_stats.csv" };
    const asked = importCampaign("shop", [nameless]);
    expect(asked.ok ? [] : asked.problems).toEqual([
      expect.objectContaining({
        file: "load/results_stats.csv",
        hint: expect.stringContaining("--users"),
      }),
    ]);
    expect(imported([nameless], { users: 7 }).campaign.levels[0]?.users).toBe(7);
  });

  it("tells runs of one name apart by their folders", () => {
    const at = (folder: string) => ({ ...files.locustStats, name: `${folder}/u40_stats.csv` });
    const { campaign } = imported([at("monday"), at("tuesday")]);
    expect(campaign.levels.map(({ run }) => run)).toEqual(["monday/u40", "tuesday/u40"]);
  });

  it("leaves out a run with a figure that nobody can have measured", () => {
    // Two cells of milliseconds run together.
    const text = files.locustStats.text.replace("100,150.0,10.5", "100,20117457277221812.5,10.5");
    const parsed = importCampaign("shop", [{ ...files.locustStats, text }]);
    expect(parsed.ok ? [] : parsed.problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^a time of 2.01e\+13 s cannot have been measured/),
    ]);
  });

  it("writes tables that a workspace reads, whatever tool they came from", () => {
    for (const file of Object.values(files)) {
      if (typeof file !== "object" || !("text" in file)) continue;
      const parsed = importCampaign("shop", [file], { users: 5 });
      if (!parsed.ok) continue;
      const written = campaignCsv(parsed.value.campaign);
      const again = importCampaign(
        "shop",
        Object.entries(written).map(([name, text]) => ({ name, text })),
      );
      expect(again.ok ? again.value.leftOut : again.problems).toEqual([]);
      if (again.ok) expect(campaignCsv(again.value.campaign)).toEqual(written);
    }
  });

  it("reads every file as the format that is forced", () => {
    const forced = importCampaign("shop", [files.wrk], { format: "k6-summary" });
    expect(forced.ok ? [] : forced.problems.map(({ file }) => file)).toEqual([files.wrk.name]);
  });

  it("takes the workspace's own tables, beside results of other tools", () => {
    const { campaign } = imported([ownLevels, files.locustStats]);
    expect(campaign.levels.map(({ users, run }) => [users, run])).toEqual([
      [40, ""],
      [50, ""],
      [100, ""],
    ]);
    const twice = imported([
      { ...ownLevels, text: ownLevels.text.replace("50;", "40;") },
      files.locustStats,
    ]);
    expect(twice.campaign.levels.map(({ users, run }) => [users, run])).toEqual([
      [40, ""],
      [40, "table"],
      [100, "table"],
    ]);
  });

  it("names file, line and column of a fault in an own table", () => {
    const faulty = { ...ownLevels, text: ownLevels.text.replace("94", "fast") };
    const parsed = importCampaign("shop", [faulty]);
    expect(parsed.ok ? [] : parsed.problems).toEqual([
      expect.objectContaining({ file: "levels.csv", line: 3, column: 6 }),
    ]);
  });

  it("says in the level's note that the load script did less than planned", () => {
    const many = { ...files.locustExceptions };
    many.text = many.text.replace("\n3,", "\n300,");
    const { campaign } = imported([files.locustStats, files.locustFailures, many]);
    expect(campaign.levels[0]?.note).toMatch(
      /^whole run, ramp included; generator saturated: the load script raised 300 /,
    );
  });

  it("keeps the course of a window whose history is there", () => {
    const { campaign } = imported([files.locustFullHistory]);
    const series = campaign.series ?? [];
    expect(series.length).toBeGreaterThan(5);
    const [level] = campaign.levels;
    expect(series.at(-1)?.end).toBeCloseTo(level?.duration ?? 0, 0);
    // The slices make the level: ΣX·t is its requests.
    const requests = series.reduce(
      (sum, { end, throughput }, i) => sum + throughput * (end - (series[i - 1]?.end ?? 0)),
      0,
    );
    expect(requests / (level?.requests ?? 0)).toBeCloseTo(1, 6);
  });
});

describe("ownTable", () => {
  it("tells the tables by their headers and takes no tool's file for one", () => {
    expect(ownTable("users,path,mean_ms\n")).toBe("endpoints");
    expect(ownTable('\uFEFF"users";"error";"count"\n')).toBe("failures");
    expect(ownTable("users,end_s,throughput_rps\n")).toBe("series");
    expect(ownTable("users\n5\n")).toBeUndefined();
    for (const file of Object.values(files)) {
      if (typeof file === "object" && "text" in file) expect(ownTable(file.text)).toBeUndefined();
    }
  });
});

describe("campaignReadme", () => {
  it("names sources with hashes, tool, version, what was cut, assumed and left out", () => {
    const given = [files.locustStats, files.locustFailures, note];
    const hashes = given.map(({ name }, i) => ({ file: name, sha256: `${i}`.repeat(64) }));
    const text = campaignReadme(imported(given), hashes, "headroom 0.0.0");
    for (const part of [
      "# shop",
      "Imported by headroom 0.0.0: 1 level of 40 users",
      `| \`${files.locustStats.name}\` | locust-stats | \`${"0".repeat(64)}\` |`,
      "| `notes.txt` | left out, see below |",
      "in the file name",
      "Nothing was cut before the windows.",
      "closed load",
      "`notes.txt`: the content fits no format that Headroom knows. Remedy: ",
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toBe(campaignReadme(imported(given), hashes, "headroom 0.0.0"));
  });
});
