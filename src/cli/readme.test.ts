/** The claims of the README and of the worked examples: every command is run and prints what is shown. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { noSockets } from "./testing/no-sockets.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const examples = ["README.md", "docs/worked-examples.md"].flatMap((file) => {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/```console\n\$ headroom ([^\n]*)\n([\s\S]*?)```/g)].map(
    ([, command = "", printed = ""]) => ({ file, command, printed }),
  );
});

const workspace = mkdtempSync(join(tmpdir(), "headroom-readme-"));
for (const part of ["headroom.yaml", "data", "models"]) {
  cpSync(join(root, part), join(workspace, part), { recursive: true });
}
afterAll(() => rmSync(workspace, { recursive: true }));

describe("README and worked examples", () => {
  it("show the main job, then a what-if, the launch gate and the calculator", () => {
    expect(examples.map(({ file, command }) => [file, command.split(" ")[0]])).toEqual([
      ["README.md", "plan"],
      ["docs/worked-examples.md", "what-if"],
      ["docs/worked-examples.md", "check"],
      ["docs/worked-examples.md", "calc"],
    ]);
  });

  it.each(examples)("print what $file says for headroom $command", ({ command, printed }) => {
    const run = spawnSync(
      process.execPath,
      [noSockets, join(root, "dist/cli/headroom.js"), ...command.split(" ")],
      { cwd: workspace, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
    );
    expect(run.stdout).toBe(printed);
  });
});
