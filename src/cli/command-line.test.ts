/** The built command, run as a planner runs it. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands } from "./launch.ts";
import { runInside } from "./testing/run-inside.ts";

const binary = fileURLToPath(new URL("../../dist/cli/headroom.js", import.meta.url));
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function headroom(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

/** The same without a process: what a command line prints and gives back. */
const inside = (args: readonly string[]) => runInside(folder, args);

describe("headroom", () => {
  it("prints its version", () => {
    expect(headroom(["--version"])).toMatchObject({ status: 0, stdout: "headroom 0.1.0\n" });
  });

  it("answers --help from the build with just what yargs says, in any language", async () => {
    const { stdout } = await inside(["--help"]);
    expect(stdout).toContain("headroom plan");
    expect(headroom(["--help"], { LANG: "de_DE.UTF-8" })).toEqual({
      status: 0,
      stdout,
      stderr: "",
    });
  });

  it.each(commands.map((command) => [command.usage.split(" ")[0] ?? "", command] as const))(
    "%s --help ends with two examples",
    async (name, { examples }) => {
      const { status, stdout } = await inside([name, "--help"]);
      expect(status).toBe(0);
      const end = stdout.slice(stdout.indexOf("Examples:"));
      const words = end.replace(/\s+/g, " ");
      for (const [line] of examples) expect(words).toContain(line.split(" -")[0]);
      expect(end.match(/^ {2}headroom /gm)).toHaveLength(2);
    },
  );

  it("exits 2 outside a workspace, with the remedy, and makes no out/", () => {
    const { status, stdout, stderr } = headroom(["plan"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/is not in a workspace[\s\S]*remedy: .*--workspace/);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  it.each([
    [[], "a command is missing"],
    [["plam"], "did you mean plan?"],
    [["plan", "--sed", "3"], "unknown argument: sed"],
    [["plan", "extra"], "unknown argument: extra"],
    [["plan", "--seed"], "not enough arguments following: seed"],
    [["plan", "--seed", "x"], "--seed must be a whole number"],
    [["plan", "--seed="], "--seed is empty"],
    [["plan", "--seed", "1", "--seed", "2"], "--seed is given twice"],
    [["check", "--users", ""], "--users is empty"],
    [["check", "--users", "abc"], 'got "abc"'],
    [["check", "--users", "-5"], 'got "-5"'],
    [["check", "--users", "2.5"], 'got "2.5"'],
    [["check", "--users", "250", "--confidence", "2"], "--confidence"],
    [["check", "--users", "250", "--confidence", "0.1"], "from 0.5 to below 1"],
    [["predict", "--users", "800..10"], "does not rise"],
    [["predict", "--users", "10..800:0"], "expected a range"],
    [["predict", "--users", "1..999999999"], "take a wider step"],
    [["what-if", "--set", "pool.siez=40"], "did you mean pool.size?"],
    [["what-if", "--set", "pool.size"], "--set expects lever=value"],
    [["what-if", "--set", "pool.size=0"], "1 or more"],
    [["what-if", "--set", "pool.size=1.5 * pool.size"], "write round(…)"],
    [["what-if", "--set", "rateLimit=125"], "without a unit"],
    [["what-if", "--set", "rateLimit=125 kg"], "expected a rate"],
    [["what-if", "--set", "pool.size[GET /a]=4"], "acts on the whole platform"],
    [["what-if", "--set", "cache=60%", "--set", "cache=50%"], "--set cache is given twice"],
    [["what-if", "none.yaml"], "is not in a workspace"],
    [["chart", "zones"], "missing required argument: output"],
    [["chart", "zones", "-o", "zones.gif"], "the format is told by the ending"],
    [["chart", "zoens", "-o", "zones.svg"], "did you mean zones?"],
    [["report", "-o", "report.txt"], "names no form of the report"],
  ])("refuses %j with exit code 2 and a remedy", async (args, message) => {
    const { status, stdout, stderr } = await inside(args);
    expect(stderr).toContain(message);
    expect(stderr).toContain("remedy: ");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });

  it("does not end in a stack when the reader of its output has gone", () => {
    const line = `"${process.execPath}" "${binary}" plan --help | head -n 1`;
    const { stderr } = spawnSync("sh", ["-c", line], { encoding: "utf8", cwd: folder });
    expect(stderr).toBe("");
  });
});
