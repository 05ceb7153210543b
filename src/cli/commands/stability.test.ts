import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StabilityReport } from "../../report/text/stability-text.ts";
import { run } from "../launch.ts";

/** Two connections of 50 ms each: 40 req/s. Users who think for 2 s need 82 of them to fill it. */
const model = `title: Two connections
thinkTime: 2 s
endpoints:
  - { name: GET /, weight: 1, kind: read }
stations:
  - { name: database, kind: delay, role: database, work: { "*": { demand: 50 ms } } }
pools:
  - { name: connections, role: connections, size: 2, around: [database] }
`;

/** Whoever gives up after 500 ms sends again 100 ms later: in trouble 1.2 requests/s each, not 0.5. */
const profile = (clients: string) => `title: Impatient
load: { steady: 120 users }
duration: 5 min
${clients}`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  writeFileSync(join(folder, "model.yaml"), model);
  const clients =
    "clients: { timeOut: 500 ms, retry: { attempts: 10, backOff: 100 ms, factor: 1 } }";
  writeFileSync(join(folder, "impatient.yaml"), profile(clients));
  writeFileSync(join(folder, "patient.yaml"), profile(""));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function stability(...args: readonly string[]) {
  let stdout = "";
  let stderr = "";
  const status = await run(["stability", "--model", "model.yaml", ...args], {
    cwd: folder,
    env: {},
    stdout: (content) => {
      stdout += content;
    },
    stderr: (text) => {
      stderr += text;
    },
    terminal: false,
  });
  return { status, stdout, stderr };
}

describe("headroom stability", () => {
  it("shows a profile that can be copied line by line where none is there", async () => {
    const { status, stderr } = await stability();
    expect(status).toBe(2);
    const lines = stderr.trimEnd().split("\n");
    expect(lines[1]).toMatch(/^ {2}remedy: .*e\.g\.:$/);
    expect(lines.slice(2).map((line) => line.replace(/:.*/, ""))).toEqual([
      "    title",
      "    load",
      "    duration",
      "    clients",
    ]);
    const { error } = JSON.parse((await stability("--json")).stderr);
    expect(error.remedy).toContain("\nduration: 8 min\n");
  });

  const args = ["--profile", "impatient.yaml", "--from", "10", "--duration", "2 min"];

  it("finds the loads at which impatient clients make two steady states", async () => {
    const { status, stdout, stderr } = await stability(...args, "--json");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { map, sentences } = JSON.parse(stdout) as StabilityReport;
    // Healthy below 40 req/s: 82 users who send every 2.05 s. In trouble a user sends all 600 ms,
    // but for 2 s of thinking after ten tries: 10 in 8 s, and 32 users fill it. Between them both last.
    const { low = 0, high = 0 } = map.twoStates ?? {};
    expect(low).toBeGreaterThan(25);
    expect(low).toBeLessThan(50);
    // Chance alone tips it below 82 already.
    expect(high).toBeGreaterThan(50);
    expect(high).toBeLessThan(85);
    expect(sentences[0]).toMatch(
      /^Above \d+ users a spike tips it for good: it recovers only when/,
    );
  });

  it("says so in words", async () => {
    const { stdout } = await stability(...args, "--to", "40");
    expect(stdout).toContain('clients of "Impatient"');
    expect(stdout).toMatch(/^users +begins +ends +answers +of all requests$/m);
  });

  it.each([
    [["--profile", "patient.yaml"], "its clients never give up"],
    [[...args, "--to", "5"], "--to must be above --from"],
    [[...args, "--to", "5 req/s"], "--to: "],
    [[], "does not exist"],
  ])("refuses %j with exit code 2 and a remedy", async (wrong, message) => {
    const { status, stdout, stderr } = await stability(...wrong);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain("remedy: ");
  });
});
