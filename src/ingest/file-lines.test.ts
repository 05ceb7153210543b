import { describe, expect, it } from "vitest";
import { fileLines } from "./file-lines.ts";
import { importCampaign } from "./import-campaign.ts";
import type { SourceText } from "./imported-run.ts";
import * as files from "./testing/synthetic-files.ts";

const page = (name: string): SourceText => ({ name: `report/${name}`, text: `/* ${name} */` });

describe("what was done to each file", () => {
  it("is one line for all that was left out for one reason", () => {
    const pages = ["a.css", "b.js", "c.svg", "d.js", "e.css"].map(page);
    const parsed = importCampaign("made", [...pages, files.wrk, { name: "end.log", text: "" }]);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(fileLines(parsed.value).map((line) => line.replace(/(left out|wrk), .*/, "$1"))).toEqual(
      [
        "report/a.css, report/b.js, report/c.svg and 2 more: left out",
        `${files.wrk.name}: wrk`,
        "end.log: left out",
      ],
    );
  });

  it("names the columns of a table that were not read", () => {
    const text = "users,rps,mean (ms),Apdex\n50,40,37,0.98\n90,60,51,0.9\n";
    const parsed = importCampaign("made", [{ name: "t.csv", text }]);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(fileLines(parsed.value)).toEqual([
      't.csv: sheet, 2 levels of 50 to 90 users, users in the table (users), held load, columns that were not read: "Apdex"',
    ]);
  });

  it("begins with what can be mended where nothing could be read", () => {
    const pages = ["a.css", "b.js"].map(page);
    const parsed = importCampaign("made", [...pages, { ...files.heyText, name: "hey.txt" }]);
    if (parsed.ok) throw new Error("nothing tells the users");
    expect(parsed.problems.map(({ file }) => file)).toEqual([
      "hey.txt",
      "report/a.css",
      "report/b.js",
    ]);
  });
});
