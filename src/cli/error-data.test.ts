/** Errors under --json, of every command. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorData } from "./error-data.ts";
import { commands } from "./launch.ts";
import { RefusedError } from "./refused-error.ts";
import { runInside } from "./testing/run-inside.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  mkdirSync(join(folder, "data"));
  mkdirSync(join(folder, "scenarios"));
  writeFileSync(
    join(folder, "headroom.yaml"),
    "name: small\ncampaign: data\nscenarios: scenarios/*.yaml\n",
  );
  writeFileSync(
    join(folder, "scenarios/pool-100.yaml"),
    "title: More\nlevers: [{ lever: pool.size, to: 100 }]\n",
  );
  writeFileSync(
    join(folder, "data/levels.csv"),
    "users,throughput_rps,mean_ms\n10,9,30\n20,18,31\n30,x,32\n40,30,60\n",
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function failing(...args: readonly string[]) {
  const { status, stdout, stderr } = await runInside(folder, [...args, "--json"]);
  expect(stdout).toBe("");
  const { exitCode, error, errors, ...rest } = JSON.parse(stderr);
  expect(rest).toEqual({ schema: 1, program: expect.stringMatching(/^headroom /) });
  expect(exitCode).toBe(status);
  expect(errors[0]).toEqual(error);
  for (const one of errors) {
    expect(Object.keys(one)).toEqual(["kind", "message", "file", "line", "column", "remedy"]);
    expect(one.remedy).not.toBe("");
  }
  return { status, error };
}

describe("errors under --json", () => {
  it.each(commands.map(({ usage }) => usage.split(" ")[0] ?? ""))(
    "of %s are an object on stderr, with the exit code that the words have",
    async (command) => {
      const { status, error } = await failing(command, "--no-such-option");
      expect(status).toBe(2);
      expect(error).toMatchObject({ kind: "usage", file: null, line: null, column: null });
    },
  );

  it("name file, line and column of a fault in a file", async () => {
    const { status, error } = await failing("check", "--users", "20");
    expect(status).toBe(2);
    expect(error).toMatchObject({
      kind: "input",
      file: join("data", "levels.csv"),
      line: 4,
      column: 4,
    });
  });

  it.each([
    ["what-if", "pool-100", join("scenarios", "pool-100.yaml")],
    ["what-if", "pool100.yaml", join("scenarios", "pool-100.yaml")],
    ["what-if", "scenarios/pool-10.yaml", join("scenarios", "pool-100.yaml")],
    ["import", "headrom.yaml", "headroom.yaml"],
  ])("of %s %s name the file that was meant: %s", async (command, typed, meant) => {
    const { error } = await failing(command, typed);
    expect(error.message).toBe("does not exist");
    expect(error.remedy).toBe(`did you mean ${meant}?`);
  });

  it.each(["1e9", "1000000000", "2000000"])("check --users %s is refused", async (users) => {
    const { status, error } = await failing("check", "--users", users);
    expect(status).toBe(2);
    expect(error.message).toContain("are more than the 1000000");
  });

  it("keep the code of what is refused and of a fault", () => {
    const refused = errorData(new RefusedError("too thin", "measure"), "report it");
    expect(refused).toMatchObject({ exitCode: 5, error: { kind: "refused", remedy: "measure" } });
    const fault = errorData(new Error("a bug"), "report it");
    expect(fault).toMatchObject({ exitCode: 1, error: { kind: "fault", remedy: "report it" } });
  });
});
