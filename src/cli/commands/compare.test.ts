/** `headroom compare` and the formats for pipelines, as a pipeline runs them. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { runInside } from "../testing/run-inside.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const testbed = (name: string) => join(root, "data/testbed", name);
const folder = mkdtempSync(join(tmpdir(), "headroom-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("headroom compare", () => {
  it("gives 0 for no difference and 3 for a loss, outside any workspace", async () => {
    const same = await runInside(folder, ["compare", testbed("A"), testbed("A2")]);
    expect(same.stderr).toBe("");
    expect(same.status).toBe(0);
    expect(same.stdout).toMatch(/^NO DIFFERENCE: capacity from A to A2\n/);
    expect(same.stdout).toMatch(/smallest loss found with 90 % power \d/);
    const lost = await runInside(folder, ["compare", testbed("B"), testbed("A")]);
    expect(lost.status).toBe(3);
    expect(lost.stdout).toMatch(/^LOST/);
  });

  it("takes runs with commas, whose repetition tells the noise", async () => {
    const runs = `${testbed("A")},${testbed("A2")}`;
    const { stdout, status } = await runInside(folder, ["compare", runs, testbed("B"), "--json"]);
    expect(status).toBe(0);
    const { verdict, noise, redLine } = JSON.parse(stdout);
    expect(verdict).toBe("gained");
    // Seven loads, throughput, mean and P95.
    expect(noise.repeats).toBe(21);
    expect(redLine.p95).toBe(2);
  });

  it("writes JUnit with a failure for the verdict and each figure that fell", async () => {
    const { stdout } = await runInside(folder, [
      ...["compare", testbed("B"), testbed("A"), "--format", "junit"],
    ]);
    const cases = stdout.match(/<testcase /g) ?? [];
    const failures = stdout.match(/<failure /g) ?? [];
    expect(stdout).toContain(`tests="${cases.length}" failures="${failures.length}" errors="0"`);
    expect(failures.length).toBeGreaterThan(1);
    expect(stdout.match(/<testcase|<\/testcase>/g)).toHaveLength(2 * cases.length);
  });

  it("writes a Markdown table for the summary of a job", async () => {
    const { stdout } = await runInside(folder, [
      ...["compare", testbed("A"), testbed("A2"), "--format", "markdown"],
    ]);
    expect(stdout).toMatch(/^### ✅ headroom compare: NO DIFFERENCE/);
    expect(stdout).toContain("| breaking point |");
  });

  it.each([
    [["--tolerance", "150%"], "--tolerance"],
    [["--tolerance", "1"], "--tolerance must be from 0 to below 1"],
    [["--format", "html"], 'unknown format "html"'],
    [["--format", "junit", "--json"], "given both"],
  ])("refuses %j", async (options, message) => {
    const given = ["compare", testbed("A"), testbed("A2"), ...options];
    const { status, stderr } = await runInside(folder, given);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  it("shows jobs in its docs that are YAML and call commands that exist", () => {
    const docs = readFileSync(join(root, "docs/compare.md"), "utf8");
    const blocks = [...docs.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
    expect(blocks).toHaveLength(2);
    const [github, gitlab] = blocks.map((block) => parse(block));
    const steps: readonly { run?: string; uses?: string }[] = github.jobs.compare.steps;
    for (const step of steps) expect(step.run ?? step.uses).toEqual(expect.any(String));
    expect(gitlab.capacity.allow_failure.exit_codes).toEqual([4]);
    const called = [...steps.flatMap(({ run = [] }) => run), ...gitlab.capacity.script].join("\n");
    for (const [, line = ""] of called.matchAll(/npx headroom-planner ([^\n>|]+)/g)) {
      expect(line).toMatch(/^compare baseline\/ results\/ --format (junit|markdown) $/);
    }
    expect(called.match(/npx headroom-planner/g)).toHaveLength(3);
  });

  /** The lines of a job of the docs, as runners call them, with the built command in the place of the registry's. */
  function runJob(lines: readonly string[], results: string) {
    const job = mkdtempSync(join(folder, "job-"));
    cpSync(testbed("A"), join(job, "baseline"), { recursive: true });
    const npx = `#!/bin/sh\nshift\nexec "${process.execPath}" "${join(root, "dist/cli/headroom.js")}" "$@"\n`;
    const load = `#!/bin/sh\ncp -r "${testbed(results)}" "$1"\n`;
    writeFileSync(join(job, "npx"), npx, { mode: 0o755 });
    writeFileSync(join(job, "loadtest.sh"), load, { mode: 0o755 });
    const summary = join(job, "summary.md");
    const env = {
      ...process.env,
      PATH: `${job}:${process.env["PATH"]}`,
      GITHUB_STEP_SUMMARY: summary,
    };
    const statuses = lines.map(
      (line) => spawnSync("bash", ["-e", "-c", line], { cwd: job, env }).status,
    );
    const textOf = (name: string) => {
      const path = join(job, name);
      return existsSync(path) ? readFileSync(path, "utf8") : "";
    };
    return { statuses, summary: textOf("summary.md"), junit: textOf("capacity.xml") };
  }

  it("runs in the jobs of its docs: none for the same platform, a failed step for one that lost", () => {
    const docs = readFileSync(join(root, "docs/compare.md"), "utf8");
    const blocks = [...docs.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
    const [github, gitlab] = blocks.map((block) => parse(block));
    const steps: readonly { run?: string }[] = github.jobs.compare.steps;
    const lines = steps.flatMap(({ run }) => run ?? []);
    const same = runJob(lines, "A2");
    expect(same.statuses).toEqual([0, 0, 0]);
    expect(same.summary).toMatch(/NO DIFFERENCE/);
    expect(same.junit).toMatch(/failures="0"/);
    const lost = runJob(lines, "I10");
    expect(lost.statuses).toEqual([0, 3, 0]);
    expect(lost.summary).toMatch(/LOST/);
    expect(lost.junit).toMatch(/<failure /);
    const script: readonly string[] = gitlab.capacity.script;
    expect(runJob(script, "A2").statuses).toEqual([0, 0]);
    expect(runJob(script, "I10")).toMatchObject({ statuses: [0, 3], junit: lost.junit });
  });
});
