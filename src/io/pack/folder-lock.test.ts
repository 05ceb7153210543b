import { mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FileSystem, nodeFileSystem } from "./file-system.ts";
import { lockFolder } from "./folder-lock.ts";

let parent = "";
let folder = "";
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "headroom-"));
  folder = join(parent, "work");
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

describe("the lock of a folder of work", () => {
  it("is taken where another lets go between two looks at the folder", () => {
    nodeFileSystem.mkdirSync(folder);
    const disk: FileSystem = {
      ...nodeFileSystem,
      mkdirSync: ((path: string) => {
        try {
          return nodeFileSystem.mkdirSync(path);
        } catch (error) {
          rmdirSync(path); // the other lets go just now
          throw error;
        }
      }) as FileSystem["mkdirSync"],
    };
    const release = lockFolder(disk, folder);
    expect(readdirSync(folder)).toEqual(["lock"]);
    release();
    expect(readdirSync(parent)).toEqual([]);
  });

  it("is refused where a file stands in its place", () => {
    writeFileSync(folder, "");
    expect(() => lockFolder(nodeFileSystem, folder)).toThrow("EEXIST");
  });
});
