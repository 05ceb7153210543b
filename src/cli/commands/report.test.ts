/** `headroom report` and `import --anonymize` as a planner runs them; what a report says is tested elsewhere. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const binary = fileURLToPath(new URL("../../../dist/cli/headroom.js", import.meta.url));
let folder = "";

const levels = ["users,duration_s,throughput_rps,mean_ms,note", "50,600,20,500,asked by Ada", ""];
const endpoints = [
  "users,method,path,requests,failures,mean_ms",
  "50,GET,/secret/<img src=x onerror=alert(1)>,12000,0,500",
  "",
];

function headroom(...args: readonly string[]) {
  const run = spawnSync(process.execPath, [binary, ...args], { cwd: folder, encoding: "utf8" });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}
const read = (file: string) => readFileSync(join(folder, file), "utf8");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  writeFileSync(join(folder, "levels.csv"), levels.join("\n"));
  writeFileSync(join(folder, "endpoints.csv"), endpoints.join("\n"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("headroom import --anonymize", () => {
  it("leaves no name in any file, and gives the same ones again by the key that it keeps", () => {
    const given = ["import", "levels.csv", "endpoints.csv", "--anonymize", "-o"];
    expect(headroom(...given, "data/x").status).toBe(0);
    expect(headroom(...given, "data/y").status).toBe(0);
    for (const file of ["levels.csv", "endpoints.csv", "README.md"]) {
      expect(read(`data/x/${file}`)).not.toMatch(/secret|onerror|Ada|levels\.csv`/);
      expect(read(`data/y/${file}`)).toBe(read(`data/x/${file}`));
    }
    expect(read("data/x/endpoints.csv")).toMatch(/GET,\/[a-z]{4}-[a-z]{6}\//);
    expect(read(".headroom/pseudonym-key")).toMatch(/^[0-9a-f]{64}\n$/);
    expect(read(".headroom/.gitignore")).toBe("*\n");
  });

  it("refuses a key that is spoilt: other names would come next time", () => {
    writeFileSync(join(folder, ".headroom/pseudonym-key"), "short\n");
    const { status, stderr } = headroom("import", "levels.csv", "-o", "data/z", "--anonymize");
    expect(status).toBe(2);
    expect(stderr).toContain("is no key for pseudonyms");
    expect(existsSync(join(folder, "data/z"))).toBe(false);
  });
});

describe("headroom report", () => {
  it("refuses a form that it does not know before it looks for a workspace, and writes nothing", () => {
    const { status, stderr } = headroom("report", "-o", "review.txt");
    expect(status).toBe(2);
    expect(stderr).toContain(".md, .html, .pdf or .docx");
    expect(existsSync(join(folder, "review.txt"))).toBe(false);
  });
});
