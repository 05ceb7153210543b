/** The built command, ended while it writes: by itself, at a given rename. */
import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runInside } from "./testing/run-inside.ts";

const binary = fileURLToPath(new URL("../../dist/cli/headroom.js", import.meta.url));

/** Two campaigns of an imagined shop; the first has endpoints, the second has none. */
const before =
  "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Requests/s,95%\nGET,/a,3000,0,20,25,10,60\n,Aggregated,3000,0,20,25,10,60\n";
const after = before.replaceAll("3000", "6000").replaceAll(",10,60", ",20,60");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  writeFileSync(join(folder, "before_stats.csv"), before);
  writeFileSync(join(folder, "after_stats.csv"), after);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs before the program: at the n-th rename something happens. */
function hook(rename: number, what: string): string {
  const code = `import fs from "node:fs"; import { syncBuiltinESMExports } from "node:module";
const rename = fs.renameSync; let count = 0;
fs.renameSync = (...args) => { if (++count === ${rename}) { ${what} } return rename(...args); };
syncBuiltinESMExports();`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

const signal = (name: string) => `process.kill(process.pid, "${name}");`;

function headroom(args: readonly string[], ...node: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [...node, binary, ...args], { cwd: folder, encoding: "utf8" });
}

const importing = (what: string) => [
  "import",
  `${what}_stats.csv`,
  "--users",
  "10",
  "--name",
  "x",
  "--force",
];
const init = ["init", "before_stats.csv", "--users", "10", "-C", "shop"];

function contents(below: string): Readonly<Record<string, string>> {
  const files = readdirSync(join(folder, below), { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    files
      .filter((file) => file.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path.slice(folder.length), readFileSync(path, "utf8")]),
  );
}

async function packOf(what: string) {
  expect(await runInside(folder, importing(what))).toMatchObject({ status: 0, stderr: "" });
  return contents("data");
}

describe("a command that is ended while it writes", () => {
  // Two renames are those of the journal.
  it.each([3, 4])(
    "import --force killed at rename %d: the old campaign, once it is read again",
    async (at) => {
      const old = await packOf("before");
      expect(headroom(importing("after"), hook(at, signal("SIGKILL"))).signal).toBe("SIGKILL");
      expect(await runInside(folder, ["audit", "data/x"])).toMatchObject({ status: 0 });
      expect(contents("data")).toEqual(old);
      expect(await packOf("after")).not.toEqual(old);
    },
  );

  it("init killed among its files: it can be done again", async () => {
    expect(headroom(init, hook(6, signal("SIGKILL"))).signal).toBe("SIGKILL");
    expect(await runInside(folder, init)).toMatchObject({ status: 0, stderr: "" });
    expect(readdirSync(join(folder, "shop")).sort()).toEqual(["data", "headroom.yaml", "models"]);
  });

  it.each(["SIGINT", "SIGHUP"])("%s waits until all is written", (name) => {
    const { signal: endedBy } = headroom(init, hook(4, signal(name)));
    expect(endedBy).toBe(name);
    expect(readdirSync(join(folder, "shop")).sort()).toEqual(["data", "headroom.yaml", "models"]);
  });

  it("a second run waits for the first, and its campaign is whole", async () => {
    const whole = [await packOf("before"), await packOf("after")];
    const slow = hook(3, "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4000);");
    const first = spawn(process.execPath, [slow, binary, ...importing("before")], { cwd: folder });
    const ended = once(first, "exit");
    expect(headroom(importing("after")).status).toBe(0);
    expect(await ended).toEqual([0, null]);
    expect(whole).toContainEqual(contents("data"));
    expect(readdirSync(join(folder, "data", "x"))).not.toContain(".headroom-writing");
  });
});

describe("a folder to write to that is not one of the workspace", () => {
  it.each([
    [
      "a link that leaves it",
      () => symlinkSync("../elsewhere", join(folder, "shop", "out")),
      "leaves the workspace",
    ],
    [
      "a link to nothing",
      () => symlinkSync("nowhere", join(folder, "shop", "out")),
      "a link to nothing",
    ],
    ["a file", () => writeFileSync(join(folder, "shop", "out"), ""), "is not a folder"],
  ])("%s is refused at once", async (_, make, words) => {
    mkdirSync(join(folder, "elsewhere"));
    await runInside(folder, init);
    make();
    const { status, stdout, stderr } = await runInside(folder, ["plan", "-C", "shop"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`error: shop/out:1:1: is`);
    expect(stderr).toContain(words);
    expect(readdirSync(join(folder, "elsewhere"))).toEqual([]);
  });
});
