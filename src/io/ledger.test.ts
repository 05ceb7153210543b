import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readLedger, recordInLedger } from "./ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "headroom-ledger-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("ledger", () => {
  it("gives back what was recorded, commas and quotes included", () => {
    const path = join(folder, "back.csv");
    const line = { identity: { levers: 'a=1, b="2"' }, figures: { score: 1.5, sign: "" } };
    recordInLedger(path, folder, line);
    expect(readLedger(path, folder)).toEqual([{ levers: 'a=1, b="2"', score: "1.5", sign: "" }]);
    expect(readLedger(join(folder, "none.csv"), folder)).toEqual([]);
  });

  it("goes on with a ledger that lacks the last columns, and with no other", () => {
    const path = join(folder, "older.csv");
    writeFileSync(path, "levers,levels\nx=1,3\n");
    const line = { identity: { levers: "x=2" }, figures: { levels: 4, score: 2 } };
    recordInLedger(path, folder, line);
    expect(readFileSync(path, "utf8")).toBe("levers,levels,score\nx=1,3,\nx=2,4,2\n");
    writeFileSync(path, "levels,levers\n3,x=1\n");
    expect(() => recordInLedger(path, folder, line)).toThrow(/has other columns/);
  });
});
