/** The built program, killed and run again. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { gridFolder, program, simulatedGrid } from "./testing/tiny-grid.ts";

const sweep = (output: string) => [program, "sweep", "grid.yaml", "-o", output] as const;

/** Runs it until its file has grown by so many bytes, then SIGKILL. */
async function killed(folder: string, bytes: number): Promise<void> {
  const path = join(folder, "killed.jsonl");
  const size = () => (existsSync(path) ? statSync(path).size : 0);
  const until = size() + bytes;
  const child = spawn(process.execPath, sweep("killed.jsonl"), { cwd: folder });
  const ended = new Promise((resolve) => child.on("exit", (_, signal) => resolve(signal)));
  while (size() < until && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  child.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");
}

it("resumes 1,000 simulated cells after SIGKILL, none lost and none twice", async () => {
  const folder = gridFolder(simulatedGrid(1000, 5));
  const run = (output: string) =>
    spawnSync(process.execPath, sweep(output), { cwd: folder, encoding: "utf8" });
  expect(run("whole.jsonl").stderr).toBe("");
  const whole = readFileSync(join(folder, "whole.jsonl"), "utf8");
  const size = whole.length;
  for (const share of [0.2, 0.4]) await killed(folder, Math.floor(share * size));
  const there = readFileSync(join(folder, "killed.jsonl"), "utf8").split("\n").length - 2;
  expect(there).toBeGreaterThan(500);
  expect(run("killed.jsonl").stdout).toContain(`1,000 cells, ${there} of them were there`);
  expect(readFileSync(join(folder, "killed.jsonl"), "utf8")).toBe(whole);
  const numbers = whole.match(/^\{"cell":\d+/gm) ?? [];
  expect(new Set(numbers).size).toBe(1000);
  rmSync(folder, { recursive: true });
});
