/**
 * Blocks of the docs: every command line is understood, every script is there, every YAML file is one
 * that the program reads. (What commands print stands in `console` blocks, which other tests run whole.)
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Parsed } from "../../../ingest/problem.ts";
import { parseClosedNetwork } from "../../../workspace/network/parse-closed-network.ts";
import { parseOpenNetwork } from "../../../workspace/network/parse-open-network.ts";
import { parsePolicy } from "../../../workspace/parse-policy.ts";
import { parseWorkspace } from "../../../workspace/parse-workspace.ts";
import { parsePlatform } from "../../../workspace/platform/parse-platform.ts";
import { parseProfile } from "../../../workspace/profile/parse-profile.ts";
import { runInside } from "../run-inside.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const nowhere = mkdtempSync(join(tmpdir(), "headroom-docs-"));
afterAll(() => rmSync(nowhere, { recursive: true }));

/** Written from the program itself, and compared by a test of their own. */
const generated = ["api.md", "commands.md"];
const pages = [
  "README.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md") && !generated.includes(name))
    .map((name) => `docs/${name}`),
];

interface Block {
  readonly page: string;
  /** "sh", "yaml"; "" where none is named. */
  readonly language: string;
  readonly text: string;
}

const blocks: readonly Block[] = pages.flatMap((page) =>
  [...readFileSync(join(root, page), "utf8").matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)].map(
    ([, language = "", text = ""]) => ({ page, language, text }),
  ),
);

/** Command lines, what stands behind a # left out. */
const lines = blocks
  .filter(({ language }) => ["sh", ""].includes(language))
  .flatMap(({ page, text }) =>
    text.split("\n").map((line) => ({ page, line: line.replace(/\s+#.*$/, "").trim() })),
  );
const called = (program: string) => lines.filter(({ line }) => line.startsWith(`${program} `));

/** Words of a shell line, quotes taken off. */
const words = (line: string) =>
  [...line.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replace(/["']/g, ""));

describe("commands of README and docs", () => {
  const commands = [...new Set(called("headroom").map(({ line }) => line))];

  it("are many", () => {
    expect(commands.length).toBeGreaterThan(40);
  });

  // Where there is no workspace and no file a command that is understood says so; one that is not names its help.
  it.each(commands)("%s is understood", async (line) => {
    const [, ...args] = words(line);
    const { status, stdout, stderr } = await runInside(nowhere, args);
    // Manifests are written of a grid that may come later.
    if (args.includes("--manifest")) {
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).not.toBe("");
      return;
    }
    expect(status, stderr).toBe(2);
    const told = args.includes("--json") ? JSON.parse(stderr).error.kind : stderr;
    expect(told).toMatch(/^error: |^input$/);
    expect(told).not.toMatch(/see headroom|unknown|expects|must be|did you mean/i);
  });

  it.each(called("node"))("$page: $line calls a script that is there", ({ line }) => {
    const script = words(line).find((word) => /^(scripts|bench|dist)\//.test(word)) ?? "";
    expect(existsSync(join(root, script)), script).toBe(true);
  });
});

/** A part of headroom.yaml is read with the two keys that every such file has. */
const workspace = (text: string): Parsed<unknown> =>
  parseWorkspace(/^name:/m.test(text) ? text : `name: x\ncampaign: x\n${text}`, "headroom.yaml");
const platform = (text: string) => parsePlatform(text, "model.yaml", "model");
/** A part of a profile is read with what every such file has. */
const profile = (text: string) =>
  parseProfile(
    [
      ...(/^title:/m.test(text) ? [] : ["title: x", "duration: 8 min"]),
      ...(/^load:/m.test(text) ? [] : ["load: { steady: 300 users }"]),
      text,
    ].join("\n"),
    "profile.yaml",
    () =>
      ({
        ok: true,
        value: [
          { at: 0, load: 10 },
          { at: 1, load: 20 },
        ],
      }) as never,
  );
const readers: Readonly<Record<string, readonly ((text: string) => Parsed<unknown>)[]>> = {
  "docs/calc.md": [
    (text) => parseClosedNetwork(text, "network.yaml"),
    (text) => parseOpenNetwork(text, "network.yaml"),
  ],
  "docs/export.md": [workspace],
  "docs/optimize.md": [workspace],
  "docs/platform-model.md": [platform, workspace],
  "docs/report.md": [workspace],
  "docs/simulate.md": [profile, profile],
  "docs/transfer.md": [workspace, workspace, (text) => parsePolicy(text, "policy.yaml"), platform],
  "docs/verdict.md": [workspace, workspace, workspace],
};
/** Jobs of other programs, which tests of their own hold against what those accept. */
const jobs: Readonly<Record<string, number>> = { "docs/compare.md": 2, "docs/sweep.md": 3 };

describe("YAML of README and docs", () => {
  const yaml = blocks.filter(({ language }) => language === "yaml");

  it("is all read by somebody", () => {
    const found: Record<string, number> = {};
    for (const { page } of yaml) found[page] = (found[page] ?? 0) + 1;
    const read = Object.keys({ ...readers, ...jobs }).map((page) => [
      page,
      (readers[page]?.length ?? 0) + (jobs[page] ?? 0),
    ]);
    expect(found).toEqual(Object.fromEntries(read));
  });

  it.each(
    Object.entries(readers).flatMap(([page, list]) =>
      list.map((reader, i) => ({ page, i, reader })),
    ),
  )("$page, block $i", ({ page, i, reader }) => {
    const text = yaml.filter((one) => one.page === page)[i]?.text ?? "";
    expect(reader(text)).toMatchObject({ ok: true });
  });

  it("is no wish of the test's", () => {
    expect(workspace("launch: { people: 3 }")).toMatchObject({ ok: false });
    expect(platform("title: x")).toMatchObject({ ok: false });
  });
});

describe("JSON of README and docs", () => {
  it.each(blocks.filter(({ language }) => language === "json"))("$page is JSON", ({ text }) => {
    expect(() => parse(text)).not.toThrow();
    expect(JSON.parse(text)).toEqual(expect.any(Object));
  });
});
