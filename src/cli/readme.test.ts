/** The README's claims: every command it shows is run and prints what it shows. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { noSockets } from "./testing/no-sockets.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const examples = [...readme.matchAll(/```console\n\$ headroom ([^\n]*)\n([\s\S]*?)```/g)].map(
  ([, command = "", printed = ""]) => ({ command, printed }),
);

const workspace = mkdtempSync(join(tmpdir(), "headroom-readme-"));
for (const part of ["headroom.yaml", "data", "models"]) {
  cpSync(join(root, part), join(workspace, part), { recursive: true });
}
afterAll(() => rmSync(workspace, { recursive: true }));

describe("README", () => {
  it("shows the main job, a what-if, the launch gate and the calculator", () => {
    expect(examples.map(({ command }) => command.split(" ")[0])).toEqual([
      "plan",
      "what-if",
      "check",
      "calc",
    ]);
  });

  it.each(examples)("prints what it says for headroom $command", ({ command, printed }) => {
    const run = spawnSync(
      process.execPath,
      [noSockets, join(root, "dist/cli/headroom.js"), ...command.split(" ")],
      { cwd: workspace, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
    );
    expect(run.stdout).toBe(printed);
  });
});
