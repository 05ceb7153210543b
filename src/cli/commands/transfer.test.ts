/** The example of docs/transfer.md, from the published figures that it names. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runInside } from "../testing/run-inside.ts";
import {
  largeMachine,
  transferExample,
  writeTransferExample,
} from "../testing/transfer-example.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  writeTransferExample(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What was measured on the larger machine at the levels that were not run there. */
const measured = readFileSync(largeMachine, "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((row) => row.split(",").map(Number));

interface Point {
  readonly users: number;
}

const holds = ({ low, high }: { low: number; high: number }, value: number) =>
  low <= value && value <= high;

describe("headroom transfer", () => {
  it("gives what the docs show; what is measured there lies in its intervals, wider without a level", async () => {
    const { status, stdout, stderr } = await runInside(folder, ["transfer", "--json"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const result = JSON.parse(stdout);
    const { stdout: words } = await runInside(folder, ["transfer"]);
    expect(transferExample()).toContain(
      `\`\`\`console\n$ headroom transfer\n${words.trim()}\n\`\`\``,
    );
    expect(result).toMatchObject({ levels: 1, contradicted: false, target: { users: 64 } });
    const at = (load: number) => {
      const row = measured.find(([users]) => users === load) ?? [];
      return { point: result.points.find((one: Point) => one.users === load), row };
    };
    for (const { point, row } of [at(32), at(64)]) {
      const [, throughput = 0, mean = 0, p95 = 0] = row;
      expect(holds(point.throughput, throughput)).toBe(true);
      expect(holds(point.responseTime.mean, mean / 1000)).toBe(true);
      expect(holds(point.responseTime.p95, p95 / 1000)).toBe(true);
    }
    // P95 passes 12 ms between the measured 64 and 128.
    expect(result.limits.breakingPoint.high).toBeGreaterThan(64);
    expect(result.limits.breakingPoint.low).toBeLessThan(128);

    const before = readFileSync(join(folder, "headroom.yaml"), "utf8");
    writeFileSync(join(folder, "headroom.yaml"), before.replace(", levels: production", ""));
    const blind = JSON.parse((await runInside(folder, ["transfer", "--json"])).stdout);
    writeFileSync(join(folder, "headroom.yaml"), before);
    const width = ({ limits }: typeof result) =>
      limits.breakingPoint.high / limits.breakingPoint.low;
    expect(blind.nextLevel).toBeGreaterThan(blind.limits.knee.value);
    expect(width(blind)).toBeGreaterThan(width(result));
  });

  it.each([
    ["", "headroom.yaml says nothing of production"],
    ["production: { sizes: { db.cors: 16 } }", "db.cors"],
    ['production: { speed: { database: "2..1" } }', "a range that rises"],
    ["production: { levels: nowhere }", "does not exist"],
  ])("refuses %s", async (production, message) => {
    const before = readFileSync(join(folder, "headroom.yaml"), "utf8");
    const others = before.split("\n").filter((line) => !line.startsWith("production:"));
    writeFileSync(join(folder, "headroom.yaml"), [...others, production, ""].join("\n"));
    const { status, stderr } = await runInside(folder, ["transfer"]);
    writeFileSync(join(folder, "headroom.yaml"), before);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
