/** Guides and links of the docs: commands are understood, what is linked is there. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { parseSet } from "../../options/parse-set.ts";
import { runInside } from "../run-inside.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const guides = readdirSync(join(root, "docs/guides"))
  .filter((name) => name.endsWith(".md") && name !== "README.md")
  .map((name) => ({ name, text: read(`docs/guides/${name}`) }));
const nowhere = mkdtempSync(join(tmpdir(), "headroom-guides-"));
afterAll(() => rmSync(nowhere, { recursive: true }));

/** Words of a shell line, quotes taken off. */
const words = (line: string) =>
  [...line.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replace(/["']/g, ""));

const commandsOf = (text: string) =>
  [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = ""]) => block.trim().split("\n"));
const lines = guides.flatMap(({ text }) => commandsOf(text));

describe("docs/guides", () => {
  it("has a guide for each of a planner's tasks, short, with commands and a picture", () => {
    expect(guides.length).toBeGreaterThanOrEqual(12);
    for (const { name, text } of guides) {
      expect(text.split("\n").length, name).toBeLessThanOrEqual(24);
      expect(text, name).toMatch(/!\[[^\]]+\]\([^)]+\.svg\)/);
      expect(commandsOf(text).length, name).toBeGreaterThan(0);
      expect(read("docs/guides/README.md")).toContain(`(${name})`);
    }
  });

  // Where there is no workspace a command that is understood says so; one that is not names its help.
  it.each([...new Set(lines)])("%s is understood", async (line) => {
    const [program, ...args] = words(line);
    expect(program).toBe("headroom");
    const { status, stderr } = await runInside(nowhere, args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).not.toMatch(/see headroom|unknown|expects|must be|did you mean/i);
  });

  it("sets levers that there are, and names files of this workspace", () => {
    const given = lines.map(words);
    const sets = given.flatMap((line) => line.filter((_, i) => line[i - 1] === "--set"));
    expect(sets.length).toBeGreaterThan(5);
    for (const set of sets) expect(parseSet([set]).levers).toHaveLength(1);
    const files = given.flatMap((line) => line.filter((word) => /^(models|docs)\//.test(word)));
    for (const file of files) expect(existsSync(join(root, file)), file).toBe(true);
  });

  it("has found out what is not understood", async () => {
    const { stderr } = await runInside(nowhere, ["check", "--user", "250"]);
    expect(stderr).toMatch(/see headroom|unknown|expects|must be|did you mean/i);
  });
});

describe("links of README, docs and guides", () => {
  const pages = ["README.md", "CONTRIBUTING.md", ...pagesIn("docs"), ...pagesIn("docs/guides")];
  it.each(pages)("%s links to what is there", (page) => {
    const links = [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, to = ""]) => to);
    const missing = links
      .filter((to) => !/^https?:/.test(to))
      .filter((to) => !existsSync(join(root, dirname(page), to)));
    expect(missing).toEqual([]);
  });
});

function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`);
}
