import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dyingDisk, fullDisk, Killed } from "../testing/breaking-disk.ts";
import { ForeignJournalError, workFolder } from "./pack-journal.ts";
import { processIdentity } from "./process-identity.ts";
import { type Pack, settleFolder, writePack } from "./write-pack.ts";

let top = "";
let folder = "";
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), "headroom-"));
  folder = join(top, "out");
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

/** Every file below the folder with its content, folders as such. */
function contents(below = top): Readonly<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const name of readdirSync(below, { recursive: true, encoding: "utf8" }).sort()) {
    const path = join(below, name);
    all[name] = statSync(path).isDirectory() ? "folder" : readFileSync(path, "utf8");
  }
  return all;
}

const oldFiles = { "report.md": "old report", "zones.svg": "old zones", "gone.csv": "old table" };

function oldPack(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(join(folder, "notes.txt"), "the planner's own");
  for (const [name, text] of Object.entries(oldFiles)) writeFileSync(join(folder, name), text);
}

const newPack = (): Pack => ({
  folder,
  files: [
    { path: join(folder, "plan.json"), content: "new plan" },
    { path: join(folder, "report.md"), content: "new report" },
    { path: join(folder, "deep", "er", "zones.png"), content: new Uint8Array([110, 101, 119]) },
    { path: join(folder, "zones.svg"), content: "new zones" },
  ],
  removed: [join(folder, "gone.csv"), join(folder, "never-there.csv")],
});

/** The process of this test stands for one that was killed. */
function buryHolder(): void {
  const lock = join(folder, workFolder, "lock");
  if (existsSync(`${lock}.break`)) utimesSync(`${lock}.break`, 0, 0);
  if (!existsSync(lock)) return;
  if (readFileSync(lock, "utf8") === "") utimesSync(lock, 0, 0);
  else writeFileSync(lock, processIdentity().replace(/ \S+$/, " 1"));
}

/** What is there before, and what is there after a pack that nothing disturbs. */
function beforeAndAfter(prepare: () => void, pack: Pack) {
  prepare();
  const before = contents();
  writePack(pack);
  const after = contents();
  return { before, after };
}

/** False where the pack is written in fewer changes of the disk. */
function diesAt(change: number): boolean {
  const { disk, asked } = dyingDisk(change);
  try {
    writePack(newPack(), undefined, disk);
  } catch (error) {
    expect(error).toBeInstanceOf(Killed);
  }
  return asked() >= change;
}

const starts = [
  ["over an old pack", oldPack],
  ["where no folder is", () => rmSync(folder, { recursive: true, force: true })],
] as const;

describe("writePack", () => {
  it("replaces, adds and removes files, and leaves nothing else behind", () => {
    const { after } = beforeAndAfter(oldPack, newPack());
    expect(after).toEqual({
      out: "folder",
      "out/deep": "folder",
      "out/deep/er": "folder",
      "out/deep/er/zones.png": "new",
      "out/notes.txt": "the planner's own",
      "out/plan.json": "new plan",
      "out/report.md": "new report",
      "out/zones.svg": "new zones",
    });
  });

  it.each(starts)(
    "%s: killed at any change of the disk, there is the old pack or the new one",
    (_, prepare) => {
      const { before, after } = beforeAndAfter(prepare, newPack());
      const seen = { old: 0, new: 0 };
      for (let at = 1; ; at++) {
        prepare();
        if (!diesAt(at)) break;
        buryHolder();
        settleFolder(folder);
        const left = contents();
        const isNew = JSON.stringify(left) === JSON.stringify(after);
        // A folder may be there that was made just before, empty.
        if (!isNew)
          expect({ out: "folder", ...left }, `killed at ${at}`).toEqual({
            out: "folder",
            ...before,
          });
        seen[isNew ? "new" : "old"] += 1;
      }
      expect(seen.old).toBeGreaterThan(20);
      expect(seen.new).toBeGreaterThanOrEqual(3);
    },
  );

  it.each(starts)(
    "%s: the next pack is whole wherever the one before was killed, twice",
    (_, prepare) => {
      const { after } = beforeAndAfter(prepare, newPack());
      for (let at = 1; ; at++) {
        prepare();
        if (!diesAt(at)) break;
        for (const again of [2, 5, 9, 17]) {
          buryHolder();
          diesAt(again);
        }
        buryHolder();
        writePack(newPack());
        expect(contents(), `killed at ${at}`).toEqual(after);
      }
    },
  );

  it.each(starts)(
    "%s: a disk that is full at any moment leaves the old pack, and nothing more",
    (_, prepare) => {
      const { before, after } = beforeAndAfter(prepare, newPack());
      for (let at = 1; ; at++) {
        prepare();
        const { disk, asked } = fullDisk(at);
        let failed = false;
        try {
          writePack(newPack(), undefined, disk);
        } catch (error) {
          expect(error).toMatchObject({ code: "ENOSPC" });
          failed = true;
        }
        if (asked() < at) break;
        expect(contents(), `full at ${at}`).toEqual(failed ? before : after);
      }
    },
  );

  it("replaces no folder, pipe or device", () => {
    mkdirSync(join(folder, "report.md"), { recursive: true });
    const pack = {
      folder,
      files: [{ path: join(folder, "report.md"), content: "x" }],
      removed: [],
    };
    expect(() => writePack(pack)).toThrow("it is a folder");
    symlinkSync("/dev/null", join(folder, "null"));
    const device = { folder, files: [{ path: join(folder, "null"), content: "x" }], removed: [] };
    expect(() => writePack(device)).toThrow("it is not a plain file");
    expect(readdirSync(folder).sort()).toEqual(["null", "report.md"]);
  });

  it("writes through no link that leaves the folder", () => {
    mkdirSync(join(top, "elsewhere"));
    mkdirSync(folder);
    symlinkSync("../elsewhere", join(folder, "data"));
    const pack = {
      folder,
      files: [{ path: join(folder, "data", "a"), content: "x" }],
      removed: [],
    };
    expect(() => writePack(pack)).toThrow(ForeignJournalError);
    expect(readdirSync(join(top, "elsewhere"))).toEqual([]);
    expect(readdirSync(folder)).toEqual(["data"]);
  });
});

describe("settleFolder", () => {
  it.each([
    ["that is none", "{}"],
    ["that is cut", '{"format":"headroom pack 1","made":[],"st'],
    ["with a file elsewhere", journalOf("../precious")],
    ["with an absolute path", journalOf("/etc/precious")],
    ["through a link", journalOf("link/precious")],
  ])("touches nothing for a journal %s", (_, text) => {
    mkdirSync(join(folder, workFolder), { recursive: true });
    symlinkSync("..", join(folder, "link"));
    writeFileSync(join(top, "precious"), "x");
    writeFileSync(join(folder, workFolder, "journal.json"), text);
    expect(() => settleFolder(folder)).toThrow(ForeignJournalError);
    expect(readFileSync(join(top, "precious"), "utf8")).toBe("x");
  });

  it("empties no folder that a link of its name leads to", () => {
    mkdirSync(join(top, "precious", "x"), { recursive: true });
    mkdirSync(folder);
    symlinkSync("../precious", join(folder, workFolder));
    expect(() => settleFolder(folder)).toThrow("EEXIST");
    expect(readdirSync(join(top, "precious"))).toEqual(["x"]);
  });
});

function journalOf(target: string): string {
  const steps = [{ target, existed: false, removed: false }];
  return JSON.stringify({ format: "headroom pack 1", made: [], steps });
}
