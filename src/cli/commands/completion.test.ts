import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { commands } from "../launch.ts";
import { runInside } from "../testing/run-inside.ts";

const script = async (shell: string) => (await runInside(".", ["completion", shell])).stdout;

/** What bash offers for words typed so far; null without bash. */
function offered(text: string, words: readonly string[]): readonly string[] | null {
  const typed = words.map((word) => `'${word}'`).join(" ");
  const asked = `${text}\nCOMP_WORDS=(${typed}); COMP_CWORD=${words.length - 1}; _headroom; echo "\${COMPREPLY[@]}"`;
  const { error, status, stdout, stderr } = spawnSync("bash", ["-c", asked], { encoding: "utf8" });
  if (error !== undefined) return null;
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.trim().split(" ").filter(Boolean);
}

describe("headroom completion", () => {
  it("offers every command in bash, then the options of the one that was typed", async () => {
    const text = await script("bash");
    const names = commands.map(({ usage }) => usage.split(" ")[0]);
    const all = offered(text, ["headroom", ""]);
    if (all === null) return;
    expect(all).toEqual(expect.arrayContaining([...names, "--help"]));
    expect(offered(text, ["headroom", "opt"])).toEqual(["optimize"]);
    expect(offered(text, ["headroom", "optimize", "--max"])).toEqual(["--max-cost"]);
    expect(offered(text, ["headroom", "optimize", "--se"])).toEqual(["--seed"]);
    expect(offered(text, ["headroom", "calc", "mmcn"])).toEqual(["mmcn"]);
  });

  it.each(["zsh", "fish"])(
    "names every command and its options for %s, which reads it where it is there",
    async (shell) => {
      const text = await script(shell);
      for (const { usage } of commands) expect(text).toContain(usage.split(" ")[0]);
      expect(text).toMatch(/max-cost/);
      const { error, status, stderr } = spawnSync(shell, ["-n"], { input: text, encoding: "utf8" });
      if (error === undefined) expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    },
  );

  it("knows no other shell", async () => {
    const { status, stderr } = await runInside(".", ["completion", "tcsh"]);
    expect(status).toBe(2);
    expect(stderr).toContain("one of bash, zsh, fish");
  });
});
