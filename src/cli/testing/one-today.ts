import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

const binary = fileURLToPath(new URL("../../../dist/cli/headroom.js", import.meta.url));

const asked = {
  "what-if": ["--set", "api.replicas=2"],
  check: ["--users", "100"],
  predict: ["--users", "100"],
  next: ["--top", "1"],
  optimize: ["--users", "100"],
};

/** What the built program prints as data, in a workspace; it says nothing else. */
export function answerIn(workspace: string, ...args: readonly string[]) {
  const run = spawnSync(process.execPath, [binary, ...args, "--json"], {
    cwd: workspace,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  expect(run.stderr).toBe("");
  return JSON.parse(run.stdout);
}

/** Expects of every command that it sees the platform of today as `plan` does, to the last digit. */
export function expectOneToday(
  workspace: string,
  limits: { readonly breakingPoint: { readonly low: number | null } },
): void {
  expect(limits.breakingPoint.low).toBeGreaterThan(0);
  for (const [command, args] of Object.entries(asked)) {
    const { base, scenarios } = answerIn(workspace, command, ...args);
    expect({ command, limits: base.limits }).toEqual({ command, limits });
    if (scenarios !== undefined) expect(scenarios[0].before).toEqual(limits);
  }
}
