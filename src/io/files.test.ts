import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InputError } from "../workspace/input-error.ts";
import { findWorkspace } from "./find-workspace.ts";
import { largestTextBytes, readText } from "./read-text.ts";
import { writeAtomically } from "./write-atomically.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("readText", () => {
  it("drops a byte-order mark and reads UTF-16 by its mark", () => {
    writeFileSync(join(folder, "a"), "\uFEFFusers\n10");
    writeFileSync(join(folder, "b"), Buffer.from("\uFEFFusers\n10", "utf16le"));
    expect(readText(join(folder, "a"))).toBe("users\n10");
    expect(readText(join(folder, "b"))).toBe("users\n10");
  });

  it("says what is wrong with a folder, a missing file, bytes and a flood", () => {
    writeFileSync(join(folder, "latin1"), Buffer.from([0x75, 0xfc, 0x0a]));
    writeFileSync(join(folder, "large"), Buffer.alloc(largestTextBytes + 1, "1"));
    expect(() => readText(folder)).toThrow(/is a folder, expected a file/);
    expect(() => readText(join(folder, "none"))).toThrow(/does not exist/);
    expect(() => readText(join(folder, "latin1"))).toThrow(/is not UTF-8/);
    expect(() => readText(join(folder, "large"))).toThrow(/is larger than 64 MB/);
    expect(() => readText(folder)).toThrow(InputError);
  });
});

describe("writeAtomically", () => {
  it("writes all files, makes folders, and leaves nothing else behind", () => {
    const a = join(folder, "a");
    writeFileSync(a, "old");
    writeAtomically([
      { path: a, content: "new" },
      { path: join(folder, "deep", "b"), content: new Uint8Array([1, 2]) },
    ]);
    expect(readFileSync(a, "utf8")).toBe("new");
    expect([...readFileSync(join(folder, "deep", "b"))]).toEqual([1, 2]);
    expect(readdirSync(folder).sort()).toEqual(["a", "deep"]);
    expect(readdirSync(join(folder, "deep"))).toEqual(["b"]);
  });

  it("changes nothing when one target cannot be written", () => {
    const a = join(folder, "a");
    writeFileSync(a, "old");
    mkdirSync(join(folder, "b"));
    const files = [
      { path: a, content: "new" },
      { path: join(folder, "b"), content: "a folder is in the way" },
    ];
    expect(() => writeAtomically(files)).toThrow(InputError);
    expect(readFileSync(a, "utf8")).toBe("old");
    expect(readdirSync(folder).sort()).toEqual(["a", "b"]);
  });
});

describe("findWorkspace", () => {
  it("looks upwards, but takes a named folder as it is", () => {
    const deep = join(folder, "x", "y");
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(folder, "headroom.yaml"), "");
    expect(findWorkspace(deep)).toBe(folder);
    expect(() => findWorkspace(deep, true)).toThrow(InputError);
  });
});
