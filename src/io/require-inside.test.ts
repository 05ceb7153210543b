import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requireInside } from "./require-inside.ts";
import { WorkspaceReader } from "./workspace-reader.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  mkdirSync(join(folder, "data"));
  writeFileSync(join(folder, "data/levels.csv"), "users\n");
  symlinkSync("nowhere", join(folder, "dangling"));
  symlinkSync("loop", join(folder, "loop"));
  symlinkSync("/", join(folder, "root"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function problemOf(path: string): string | undefined {
  const reader = new WorkspaceReader(folder, folder);
  requireInside(reader, path, "name another");
  return reader.failure().problems[0]?.message;
}

describe("requireInside", () => {
  it.each(["data", "new", "new/below/new", "data/new"])("lets %s be written", (path) => {
    expect(problemOf(path)).toBeUndefined();
  });

  it.each([
    ["data/levels.csv", "is not a folder"],
    ["data/levels.csv/below", "is not a folder"],
    ["data/levels.csv/below/that", "is not a folder"],
    ["a".repeat(300), "cannot be reached (ENAMETOOLONG)"],
    [`new/${"a".repeat(5000)}/new`, "cannot be reached (ENAMETOOLONG)"],
    ["dangling/new", "is a link to nothing"],
    ["loop/new", "cannot be reached (ELOOP)"],
    ["root/tmp", "is a link that leaves the workspace"],
  ])("says what is wrong with %s", (path, message) => {
    expect(problemOf(path)).toBe(message);
  });
});
