import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keptFitsOf } from "./kept-fits.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "headroom-kept-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const fits = () => join(root, ".headroom", "fits");
const onlyFile = () => join(fits(), readdirSync(fits())[0] ?? "");
const fit = { positions: [[0.1 + 0.2, -0]], ended: "converged" };

describe("keptFitsOf", () => {
  it("gives back what was written, to the last bit, and nothing under another key", () => {
    keptFitsOf(root).write("one", fit);
    expect(keptFitsOf(root).read("one")).toEqual(fit);
    expect(keptFitsOf(root).read("two")).toBeUndefined();
  });

  it("replaces what was there, and leaves nothing else behind", () => {
    const store = keptFitsOf(root);
    store.write("one", fit);
    store.write("one", { ended: "stalled" });
    expect(store.read("one")).toEqual({ ended: "stalled" });
    expect(readdirSync(fits())).toHaveLength(1);
    expect(readdirSync(root)).toEqual([".headroom"]);
  });

  it("holds no signal back, since a fit goes on for minutes without looking at any", async () => {
    await setTimeout(10); // whoever held them before has let go
    const heard = () => ["SIGINT", "SIGTERM", "SIGHUP"].map((one) => process.listenerCount(one));
    const before = heard();
    keptFitsOf(root).write("one", fit);
    expect(heard()).toEqual(before);
  });

  it("lets the oldest answers go when all take too much room", async () => {
    const store = keptFitsOf(root, "answers");
    const large = (letter: string) => ({ text: letter.repeat(3 * 1024 * 1024) });
    for (const key of ["one", "two", "three", "four", "five", "six"]) {
      store.write(key, large(key.slice(0, 1)));
      await setTimeout(15); // so that one is older than the next
    }
    expect(store.read("one")).toBeUndefined();
    expect(store.read("six")).toEqual(large("s"));
    expect(readdirSync(join(root, ".headroom", "answers"))).toHaveLength(5);
  });

  it("is ignored by git", () => {
    keptFitsOf(root).write("one", fit);
    expect(readFileSync(join(root, ".headroom", ".gitignore"), "utf8")).toBe("*\n");
  });

  it("ignores a file in which any one byte is another, or that is cut", () => {
    const store = keptFitsOf(root);
    store.write("one", fit);
    const bytes = readFileSync(onlyFile());
    fc.assert(
      // The newline at the end is no part of it.
      fc.property(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const spoilt = Buffer.from(bytes);
        spoilt[at] = ((bytes[at] ?? 0) + by) % 256;
        writeFileSync(onlyFile(), spoilt);
        expect(store.read("one")).toBeUndefined();
        writeFileSync(onlyFile(), bytes.subarray(0, at));
        expect(store.read("one")).toBeUndefined();
      }),
    );
    writeFileSync(onlyFile(), bytes);
    expect(store.read("one")).toEqual(fit);
  });

  it("ignores a good file that belongs to another key", () => {
    const store = keptFitsOf(root);
    store.write("one", fit);
    const one = onlyFile();
    store.write("two", { ended: "stalled" });
    const two = readdirSync(fits()).find((name) => !one.endsWith(name)) ?? "";
    renameSync(join(fits(), two), one);
    expect(store.read("one")).toBeUndefined();
  });

  it("follows no link, neither to a file nor to a folder", () => {
    const store = keptFitsOf(root);
    store.write("one", fit);
    const file = onlyFile();
    renameSync(file, join(root, "elsewhere.json"));
    symlinkSync(join(root, "elsewhere.json"), file);
    expect(store.read("one")).toBeUndefined();
    rmSync(join(root, ".headroom"), { recursive: true });
    mkdirSync(join(root, "outside"));
    symlinkSync(join(root, "outside"), join(root, ".headroom"));
    store.write("one", fit);
    expect(readdirSync(join(root, "outside"))).toEqual([]);
  });

  it("does without where nothing can be written", () => {
    writeFileSync(join(root, ".headroom"), "a file in the way");
    const store = keptFitsOf(root);
    store.write("one", fit);
    expect(store.read("one")).toBeUndefined();
    expect(readFileSync(join(root, ".headroom"), "utf8")).toBe("a file in the way");
    expect(() => keptFitsOf(join(root, "\0")).write("one", fit)).not.toThrow();
    const gone = keptFitsOf("/proc/nowhere");
    gone.write("one", fit);
    expect(gone.read("one")).toBeUndefined();
  });

  it("keeps nothing that JSON cannot hold", () => {
    const store = keptFitsOf(root);
    store.write("one", { cost: Number.NaN });
    expect(store.read("one")).toBeUndefined();
    store.write("two", { rows: new Float64Array(2) });
    expect(store.read("two")).toBeUndefined();
  });

  it("drops the oldest beyond two hundred", () => {
    const store = keptFitsOf(root);
    store.write("first", fit);
    const first = onlyFile();
    for (let i = 0; i < 200; i++) writeFileSync(join(fits(), `${i}.json`), "");
    store.write("last", fit);
    expect(readdirSync(fits())).toHaveLength(200);
    expect(existsSync(first)).toBe(false);
    expect(store.read("last")).toEqual(fit);
  });
});
