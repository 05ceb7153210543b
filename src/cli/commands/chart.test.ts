import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { charts } from "../../charts/charts.ts";
import { exitCode } from "../exit-code.ts";
import { runInside } from "../testing/run-inside.ts";

const folder = mkdtempSync(join(tmpdir(), "headroom-chart-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("chart and what-if --chart", () => {
  it("lists every picture in its help", async () => {
    const { stdout } = await runInside(folder, ["chart", "--help"]);
    const words = stdout.replace(/\s+/g, " ");
    expect(words).toContain(Object.keys(charts).join(", "));
  });

  it.each([
    [["chart", "zones", "-o", "a.gif"], /told by the ending/, /\.svg, \.png, \.pdf, \.vl\.json/],
    [
      ["chart", "zones", "-o", "a.svg", "--size", "poster"],
      /--size has no "poster"/,
      /slide, column, page/,
    ],
    [
      ["chart", "zones", "-o", "a.svg", "--theme", "gray"],
      /--theme has no "gray"/,
      /light, dark, grey/,
    ],
    [["chart", "zone", "-o", "a.svg"], /unknown chart "zone"/, /did you mean zones/],
    [["chart", "zones", "--set", "pool.size=4", "-o", "a.svg"], /not a change/, /take what-if/],
    [["what-if", "--set", "pool.size=4", "--chart", "a"], /--chart a: the format/, /let it end in/],
    [["what-if", "--set", "pool.size=4", "--theme", "blue"], /--theme has no "blue"/, /light/],
    [["forecast", "traffic.csv", "-o", "a.txt"], /-o a.txt: the format/, /let it end in/],
  ] as const)("refuses %j before anything is read", async (args, message, remedy) => {
    const { status, stderr, stdout } = await runInside(folder, args);
    expect(status).toBe(exitCode.input);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(remedy);
  });
});
