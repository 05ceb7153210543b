import { describe, expect, it } from "vitest";
import { importResults } from "../import-results.ts";
import { ab, heyText, wrk } from "../testing/synthetic-files.ts";
import { h2load, ycsb } from "../testing/synthetic-tables.ts";
import { eachTool } from "./each-tool.ts";

const notes = (...reports: readonly string[]) => ({
  name: "notes.md",
  text: reports.map((report) => `## Run\n\n\`\`\`\n${report}\n\`\`\`\n`).join("\n"),
});

const hey = `$ hey -n 500 -c 25 http://x/\n${heyText.text.replace(/^[\s\S]*?(?=\s*Summary:)/, "")}`;

describe("eachTool", () => {
  it("reads the reports of every tool in a file, where all but the first were lost", () => {
    const { runs, problems } = importResults([notes(wrk.text, hey, ab.text, wrk.text)]);
    expect(problems).toEqual([]);
    expect(runs.map(({ format }) => format)).toEqual(["wrk", "hey-text", "ab", "wrk"]);
    const alone = [wrk, { name: "h.txt", text: hey }, ab, wrk].map(
      (file) => importResults([file]).runs[0]?.levels[0],
    );
    expect(runs.map(({ levels }) => levels[0]?.requests)).toEqual(
      alone.map((level) => level?.requests),
    );
    // The command line above its report is its own.
    expect(runs[1]?.levels[0]?.users).toBe(25);
  });

  it("keeps the lines of a report where they stand", () => {
    const file = notes(wrk.text, h2load.text);
    const [, second] = eachTool(file);
    const line = (text = "") => text.split("\n").findIndex((one) => one.startsWith("finished in"));
    expect(line(second?.text)).toBe(line(file.text));
  });

  it.each([wrk, ycsb, { name: "n.md", text: notes(wrk.text, wrk.text).text }])(
    "leaves a file of one tool as it is",
    (file) => expect(eachTool(file)).toEqual([file]),
  );
});
