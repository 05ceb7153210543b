/** Every command sees the same platform today: the built program on the reference and on a testbed. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A workspace of one campaign and one model, with the reference's policy and changes. */
function workspace(campaign: string, model: string): string {
  const folder = mkdtempSync(join(tmpdir(), "headroom-today-"));
  folders.push(folder);
  mkdirSync(join(folder, "models/hypotheses"), { recursive: true });
  cpSync(join(root, campaign), join(folder, "data"), { recursive: true });
  cpSync(join(root, model), join(folder, "models/hypotheses/platform.yaml"));
  cpSync(join(root, "models/policy.yaml"), join(folder, "models/policy.yaml"));
  cpSync(
    join(root, "models/improvements/pool-100.yaml"),
    join(folder, "models/improvements/pool-100.yaml"),
  );
  writeFileSync(
    join(folder, "headroom.yaml"),
    [
      "name: today",
      "campaign: data",
      "policy: models/policy.yaml",
      "hypotheses: models/hypotheses/*.yaml",
      "improvements: models/improvements/*.yaml",
      "out: out",
      "",
    ].join("\n"),
  );
  return folder;
}

function answer(folder: string, ...args: readonly string[]) {
  const run = spawnSync(process.execPath, [join(root, "dist/cli/headroom.js"), ...args, "--json"], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  expect(run.stderr).toBe("");
  return JSON.parse(run.stdout);
}

const cases = [
  ["the reference", "data/reference", "models/hypotheses/application-limits.yaml"],
  ["a testbed", "data/testbed/A", "models/testbed/platform.yaml"],
] as const;

describe.each(cases)("today on %s", (_, campaign, model) => {
  it("is one: plan, what-if, check, predict, next and optimize agree to the last digit", () => {
    const folder = workspace(campaign, model);
    const { limits } = answer(folder, "plan");
    expect(limits.breakingPoint.low).toBeGreaterThan(0);
    const asked = {
      "what-if": ["--set", "api.replicas=2"],
      check: ["--users", "100"],
      predict: ["--users", "100"],
      next: ["--top", "1"],
      optimize: ["--users", "100"],
    };
    for (const [command, args] of Object.entries(asked)) {
      const { base, scenarios } = answer(folder, command, ...args);
      expect({ command, limits: base.limits }).toEqual({ command, limits });
      if (scenarios !== undefined) expect(scenarios[0].before).toEqual(limits);
    }
  });
});
