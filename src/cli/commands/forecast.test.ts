/** `headroom forecast` as a planner runs it, on a small campaign without a model. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatDate } from "../../wording/format-date.ts";
import { runInside } from "../testing/run-inside.ts";

let folder = "";

/**
 * Asymptotes of one resource of 10 req/s: users pause for 2.25 s, a quarter of one when idle. Few users:
 * what a fit costs grows with them.
 */
const levels = [
  "users,duration_s,requests,failures,throughput_rps,mean_ms,p50_ms,p95_ms",
  ...[
    [5, 2, 250, 200, 450],
    [10, 4, 250, 200, 450],
    [20, 7.9, 280, 220, 520],
    [40, 10, 1750, 1700, 2600],
  ].map(([users, rate = 0, mean, p50, p95]) =>
    [users, 600, 600 * rate, 0, rate, mean, p50, p95].join(","),
  ),
  "",
].join("\n");

/** From 100 on, 1 more each day, times a factor. */
const traffic = (column: string, factor: number) =>
  [
    `time,${column}`,
    ...Array.from({ length: 90 }, (_, x) => `${formatDate(20_000 + x)},${factor * (100 + x)}`),
    "",
  ].join("\n");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  mkdirSync(join(folder, "data"));
  writeFileSync(join(folder, "data/levels.csv"), levels);
  writeFileSync(join(folder, "headroom.yaml"), "name: small\ncampaign: data\n");
  writeFileSync(join(folder, "users.csv"), traffic("users", 1));
  writeFileSync(join(folder, "sessions.csv"), traffic("sessions", 3));
  writeFileSync(join(folder, "short.csv"), "time,users\n2024-03-01,5\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("headroom forecast", () => {
  it("gives the day on which a line of sessions meets the safe limit, and a picture of it", async () => {
    const given = [
      "forecast",
      "sessions.csv",
      "--requests-per-session",
      "36",
      "--think-time",
      "3s",
    ];
    const { status, stdout, stderr } = await runInside(folder, [
      ...given,
      ...["--json", "-o", "traffic.svg"],
    ]);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const { unit, cycle, limits, forecast, outputs } = JSON.parse(stdout);
    expect(unit).toBe("sessions");
    expect(cycle.thinkTime).toBe(3);
    const [today] = limits;
    expect(today.title).toBe("today");
    expect(today.users).toBeGreaterThanOrEqual(20);
    // N = sessions/3600 · 36 · (Z + R), by Little's law.
    expect((today.limit / 3600) * 36 * (3 + cycle.responseTime)).toBeCloseTo(today.users, 2);
    // 3·(100 + x) sessions on day x.
    expect(today.date).toBe(formatDate(20_000 + Math.ceil(today.limit / 3 - 100)));
    expect(forecast.trend).toMatchObject({ trend: "linear", weekly: false });
    expect(outputs).toEqual(["traffic.svg"]);
    const picture = readFileSync(join(folder, "traffic.svg"), "utf8");
    expect(picture).toMatch(/^<svg/);
    expect(picture).toContain("today:");
    expect(picture).toContain("sessions an hour");
  });

  it.each([
    [["sessions.csv"], "--requests-per-session"],
    [["short.csv"], "short.csv: a forecast needs 14 days with traffic, got 1"],
    [["users.csv", "--horizon", "30 years"], "--horizon"],
    [["users.csv", "-o", "traffic.docx"], "the format is told by the ending"],
    [["none.csv"], "none.csv"],
  ])("refuses %j before it fits anything", async (args, message) => {
    const { status, stderr } = await runInside(folder, ["forecast", ...args]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
