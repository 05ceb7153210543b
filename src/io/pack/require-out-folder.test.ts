import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WorkspaceReader } from "../workspace-reader.ts";
import { requireOutFolder } from "./require-out-folder.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  mkdirSync(join(folder, "data/august"), { recursive: true });
  writeFileSync(join(folder, "data/august/levels.csv"), "users\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function problemOf(path: string): string | undefined {
  const reader = new WorkspaceReader(folder, folder);
  reader.parse("data/august/levels.csv", () => ({ ok: true, value: null }));
  requireOutFolder(reader, path);
  return reader.failure().problems[0]?.message;
}

describe("requireOutFolder", () => {
  it.each(["out", "data/out", "data/august/out", "..data"])("lets %s be written", (path) => {
    expect(problemOf(path)).toBeUndefined();
  });

  it.each([".", "./", "data", "data/august/", "data/out/.."])("keeps %s as it is", (path) => {
    expect(problemOf(path)).toBe("holds data/august/levels.csv, which is read");
  });
});
