/** Commands on an unchanged workspace fit once: the built program, in a workspace of its own. */
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopWorkspace } from "../explore/testing/shop-workspace.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const model = "models/hypotheses/database.yaml";
const folder = mkdtempSync(join(tmpdir(), "headroom-fit-once-"));
const at = (path: string) => join(folder, path);
const fits = at(".headroom/fits");

function headroom(...args: readonly string[]) {
  const run = spawnSync(process.execPath, [join(root, "dist/cli/headroom.js"), ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** Names and ages of the kept fits: a fit that is made is written. */
const kept = () =>
  existsSync(fits)
    ? readdirSync(fits).map((name) => `${name} ${statSync(join(fits, name)).mtimeMs}`)
    : [];

/** How many fits a command adds to those that are kept. */
function fitsMade(...args: readonly string[]): number {
  const before = new Set(kept());
  expect(headroom(...args).stderr).toBe("");
  return kept().filter((one) => !before.has(one)).length;
}

const check = ["check", "--users", "40", "--json"];
let first: ReturnType<typeof headroom>;

beforeAll(() => {
  for (const [path, content] of Object.entries(shopWorkspace)) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), content);
  }
  cpSync(join(root, "models/improvements/pool-100.yaml"), at("models/improvements/pool.yaml"), {
    recursive: true,
  });
  appendFileSync(at("headroom.yaml"), "improvements: models/improvements/*.yaml\n");
  first = headroom(...check);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe("a workspace that has been fitted", () => {
  it("answers as it did when it was fitted, byte for byte", () => {
    expect(first.stderr).toBe("");
    // The posterior and the levels left out, and the same of what the model was tried with.
    expect(kept().length).toBeGreaterThanOrEqual(2);
    const before = kept();
    expect(headroom(...check)).toEqual(first);
    expect(kept()).toEqual(before);
  });

  it.each([
    ["predict", "--users", "50"],
    ["what-if", "--set", "thinkTime=2s"],
    ["chart", "zones", "-o", "zones.svg"],
  ])("is not fitted again by %s", (...args) => {
    expect(fitsMade(...args)).toBe(0);
  });

  it("is not fitted again after changes of policy, scenarios and prices", () => {
    appendFileSync(at("models/policy.yaml"), "\n# another\n");
    for (const name of ["scenarios", "improvements"]) {
      const file = readdirSync(at(`models/${name}`)).find((one) => one.endsWith(".yaml")) ?? "";
      appendFileSync(at(`models/${name}/${file}`), "\n# another\n");
    }
    expect(fitsMade("predict", "--users", "50")).toBe(0);
  });

  it("is fitted again after another seed, a byte of a model, a byte of the measurements", () => {
    const least = 2; // the posterior, and the levels left out
    expect(fitsMade("predict", "--users", "50", "--seed", "2")).toBeGreaterThanOrEqual(least);
    appendFileSync(at(model), "# a byte\n");
    expect(fitsMade("predict", "--users", "50")).toBeGreaterThanOrEqual(least);
    const levels = at("data/levels.csv");
    const text = readFileSync(levels, "utf8");
    writeFileSync(levels, `${text}\n`);
    expect(fitsMade("predict", "--users", "50")).toBeGreaterThanOrEqual(least);
    writeFileSync(levels, text);
  });

  it("makes spoilt fits again, and says nothing of it", () => {
    for (const name of readdirSync(fits)) appendFileSync(join(fits, name), "x");
    for (const name of readdirSync(fits)) writeFileSync(join(fits, name), "{}\n{}\n");
    writeFileSync(at(model), shopWorkspace[model] ?? "");
    expect(headroom(...check)).toEqual(first);
  });

  it("works where fits cannot be kept", () => {
    rmSync(at(".headroom"), { recursive: true });
    writeFileSync(at(".headroom"), "");
    expect(headroom(...check)).toEqual(first);
    expect(readFileSync(at(".headroom"), "utf8")).toBe("");
    rmSync(at(".headroom"));
  });
});
