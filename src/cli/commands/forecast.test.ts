/** `headroom forecast` as a planner runs it, on a small campaign without a model. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatDate } from "../../wording/format-date.ts";
import { runInside } from "../testing/run-inside.ts";

let folder = "";

/** Asymptotes of one resource of 100 req/s: users pause for 2 s, half a second when idle. */
const levels = [
  "users,duration_s,requests,failures,throughput_rps,mean_ms,p50_ms,p95_ms",
  ...[
    [50, 20, 500, 400, 900],
    [100, 40, 500, 400, 900],
    [200, 79, 530, 420, 1000],
    [400, 100, 2000, 1900, 2900],
  ].map(([users, rate = 0, mean, p50, p95]) =>
    [users, 600, 600 * rate, 0, rate, mean, p50, p95].join(","),
  ),
  "",
].join("\n");

/** From 100 users on, 1 more each day. */
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
  writeFileSync(join(folder, "sessions.csv"), traffic("sessions", 1));
  writeFileSync(join(folder, "short.csv"), "time,users\n2024-03-01,5\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("headroom forecast", () => {
  it("gives the day on which a line meets the safe limit, and a picture of it", async () => {
    const given = ["forecast", "users.csv", "--json", "-o", "traffic.svg"];
    const { status, stdout, stderr } = await runInside(folder, given);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const { unit, limits, forecast, outputs } = JSON.parse(stdout);
    expect(unit).toBe("users");
    const [today] = limits;
    expect(today.title).toBe("today");
    expect(today.limit).toBe(today.users);
    // 100 + x users on day x: the limit is met on day limit − 100.
    expect(today.users).toBeGreaterThan(190);
    expect(today.date).toBe(formatDate(20_000 + today.users - 100));
    expect(forecast.trend).toMatchObject({ trend: "linear", weekly: false });
    expect(outputs).toEqual(["traffic.svg"]);
    const picture = readFileSync(join(folder, "traffic.svg"), "utf8");
    expect(picture).toMatch(/^<svg/);
    expect(picture).toContain("today:");
    expect(picture).toContain("users at once");
  });

  it("counts sessions as users by Little's law", async () => {
    const given = [
      "forecast",
      "sessions.csv",
      "--requests-per-session",
      "36",
      "--think-time",
      "9s",
    ];
    const { status, stdout } = await runInside(folder, [...given, "--json"]);
    expect(status).toBe(0);
    const { cycle, limits } = JSON.parse(stdout);
    expect(cycle.thinkTime).toBe(9);
    const [today] = limits;
    // N = sessions/3600 · 36 · (Z + R)
    expect((today.limit / 3600) * 36 * (9 + cycle.responseTime)).toBeCloseTo(today.users, 2);
  });

  it.each([
    [["sessions.csv"], "--requests-per-session"],
    [["short.csv"], "14 days or more"],
    [["users.csv", "--horizon", "30 years"], "--horizon"],
    [["users.csv", "-o", "traffic.pdf"], "the format is told by the ending"],
    [["none.csv"], "none.csv"],
  ])("refuses %j before it fits anything", async (args, message) => {
    const { status, stderr } = await runInside(folder, ["forecast", ...args]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
