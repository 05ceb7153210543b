/**
 * What is committed of the reference platform: `headroom plan` is run once, from nothing but fits that
 * this very program has kept, and what it writes is out/, what it prints the README. Other commands
 * print what the worked examples show, and see the same platform as the plan.
 */
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noSockets } from "./testing/no-sockets.ts";
import { answerIn, expectOneToday } from "./testing/one-today.ts";
import { undescribed } from "./testing/undescribed.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const examples = ["README.md", "docs/worked-examples.md"].flatMap((file) => {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/```console\n\$ headroom ([^\n]*)\n([\s\S]*?)```/g)].map(
    ([, command = "", printed = ""]) => ({ file, command, printed }),
  );
});
const committed = readdirSync(join(root, "out")).sort();

/** What the plan says of a hypothesis. */
interface PlannedHypothesis {
  readonly weight: number;
  readonly parameters: readonly { readonly name: string }[];
}

/** Why a limit is what it is. */
interface Told {
  readonly low: number;
  readonly high: number;
  readonly rows: readonly { readonly change: number }[];
}

const workspace = mkdtempSync(join(tmpdir(), "headroom-golden-"));
afterAll(() => rmSync(workspace, { recursive: true }));

function headroom(...args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [noSockets, join(root, "dist/cli/headroom.js"), ...args], {
    cwd: workspace,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
}

const planJson = () => JSON.parse(readFileSync(join(workspace, "out/plan.json"), "utf8"));

let planned: SpawnSyncReturns<string>;
beforeAll(() => {
  // Fits are kept by program, measurements and model: where a notebook or npm start has made them
  // of what is here, they are taken; others count for nothing.
  for (const part of ["headroom.yaml", "data", "models", ".headroom"]) {
    if (!existsSync(join(root, part))) continue;
    cpSync(join(root, part), join(workspace, part), { recursive: true });
  }
  planned = headroom("plan");
}, 600_000);

describe("out/", () => {
  it("holds exactly the files that headroom plan writes (run npm start after a change)", () => {
    expect(readdirSync(join(workspace, "out")).sort()).toEqual(committed);
  });

  it.each(committed)("has %s byte for byte", (file) => {
    const made = readFileSync(join(workspace, "out", file));
    expect(made.equals(readFileSync(join(root, "out", file)))).toBe(true);
  });
});

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
    const run = command === "plan" ? planned : headroom(...command.split(" "));
    expect(run.stdout).toBe(printed);
  });
});

describe("today on the reference", () => {
  it("is one: plan, what-if, check, predict, next and optimize agree to the last digit", () => {
    expectOneToday(workspace, planJson().limits);
  });
});

describe("why limits of the reference are what they are", () => {
  it("has no measured row that moves a limit by more than its interval is wide", () => {
    const told = planJson().reasons.filter(({ low, high }: Told) => low !== null && high !== null);
    expect(told.length).toBeGreaterThan(3);
    for (const { low, high, rows } of told as readonly Told[]) {
      expect(rows.length).toBeGreaterThan(0);
      for (const { change } of rows) expect(Math.abs(change)).toBeLessThan(high - low);
    }
  });
});

describe("data of the reference", () => {
  it("is what its JSON Schemas say, the file as well as what is printed", () => {
    expect(undescribed("plan", readFileSync(join(workspace, "out/plan.json"), "utf8"))).toEqual([]);
    for (const args of [
      ["audit"],
      ["explain", "all"],
      ["compare", "data/testbed/A", "data/testbed/A2"],
    ]) {
      answerIn(workspace, ...args);
    }
  });
});

describe("headroom simulate of the reference", () => {
  it("takes the likeliest hypothesis at its posterior medians, and says so", () => {
    const args = ["--users", "50", "--duration", "20 s", "--replications", "2"];
    const { status, stdout } = headroom("simulate", ...args, "--warm-up", "2 s");
    expect(status).toBe(0);
    const [first, ...others]: PlannedHypothesis[] = planJson().hypotheses.list;
    if (first === undefined) throw new Error("the plan has hypotheses");
    const likeliest = others.reduce((a, b) => (b.weight > a.weight ? b : a), first);
    const number = likeliest.parameters[0]?.name;
    expect(stdout).toMatch(
      new RegExp(`^The likeliest explanation, \\d+ %; fitted .*: ${number} 0\\.0`, "m"),
    );
  });
});
