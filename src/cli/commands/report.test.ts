/** `headroom report` and `import --anonymize` as a planner runs them, on a small campaign. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const binary = fileURLToPath(new URL("../../../dist/cli/headroom.js", import.meta.url));
let folder = "";

const levels = [
  "users,duration_s,throughput_rps,mean_ms,note",
  "50,600,20,500,asked by Ada",
  "100,600,40,500,",
  "200,600,79,530,",
  "400,600,100,2000,",
  "",
].join("\n");
const endpoints = [
  "users,method,path,requests,failures,mean_ms",
  "50,GET,/secret/<img src=x onerror=alert(1)>,12000,0,500",
  "400,GET,/secret/<img src=x onerror=alert(1)>,60000,3,2000",
  "",
].join("\n");

function headroom(...args: readonly string[]) {
  const run = spawnSync(process.execPath, [binary, ...args], { cwd: folder, encoding: "utf8" });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}
const read = (file: string) => readFileSync(join(folder, file), "utf8");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  writeFileSync(join(folder, "levels.csv"), levels);
  writeFileSync(join(folder, "endpoints.csv"), endpoints);
  expect(headroom("init", "levels.csv", "endpoints.csv").status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("headroom report", () => {
  it("writes one page in which a name stays text", () => {
    expect(headroom("report", "-o", "review.html").status).toBe(0);
    const page = read("review.html");
    expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(page).not.toMatch(/<img|<script/);
    expect(page.match(/<details>/g)?.length).toBeGreaterThan(5);
  });

  it("writes report and appendix under names of their own", () => {
    const { status, stdout } = headroom("report", "-o", "week-9.md");
    expect(status).toBe(0);
    expect(stdout).toBe("week-9.md\n");
    expect(read("week-9.md")).toContain("[week-9-evidence.md](<week-9-evidence.md>)");
    expect(read("week-9-evidence.md")).toContain("## Hypotheses");
    expect(existsSync(join(folder, "zones.svg"))).toBe(true);
  });

  it("leaves out names where it is asked to, the same way each time", () => {
    const first = headroom("report", "-o", "-", "--anonymize").stdout;
    expect(first).not.toMatch(/secret|onerror|Ada/);
    expect(first).toMatch(/GET \/[a-z]{4}-[a-z]{6}\//);
    expect(headroom("report", "-o", "-", "--anonymize").stdout).toBe(first);
    expect(
      headroom("import", "levels.csv", "endpoints.csv", "-o", "data/x", "--anonymize").status,
    ).toBe(0);
    const [name = ""] = /\/[a-z]{4}-[a-z]{6}\/[^ |]*/.exec(first) ?? [];
    expect(read("data/x/endpoints.csv")).toContain(name.slice(0, 13));
    for (const file of ["levels.csv", "endpoints.csv", "README.md"]) {
      expect(read(`data/x/${file}`)).not.toMatch(/secret|onerror|Ada/);
    }
  });

  it("refuses a form that it does not know, and writes nothing", () => {
    const { status, stderr } = headroom("report", "-o", "review.txt");
    expect(status).toBe(2);
    expect(stderr).toContain(".md, .html, .pdf or .docx");
    expect(existsSync(join(folder, "review.txt"))).toBe(false);
  });
});
