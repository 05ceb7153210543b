import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseWorkspace } from "./parse-workspace.ts";

const read = (lines: string) =>
  parseWorkspace(`name: shop\ncampaign: data\n${lines}\n`, "headroom.yaml");

function launchOf(lines: string) {
  const parsed = read(lines);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join("; "));
  return parsed.value.launch;
}

describe("launch:", () => {
  it.each([
    ["launch: { users: 400 }", { kind: "users", users: 400 }],
    ["launch: { rate: 7500 req/min }", { kind: "rate", rate: 125 }],
    [
      "launch: { sessions: { perHour: 1200, length: 10 min } }",
      { kind: "sessions", perHour: 1200, length: 600 },
    ],
    [
      "launch: { sessions: { perHour: 1200, requests: 40 } }",
      { kind: "requests", perHour: 1200, requests: 40 },
    ],
  ])("%s", (lines, load) => {
    expect(launchOf(lines)).toEqual({ load, thinkTime: null, mix: null });
  });

  it("keeps think time and mix", () => {
    const launch = launchOf('launch: { users: 4, thinkTime: 1400 ms, mix: { "GET /a": 3 } }');
    expect(launch).toMatchObject({ thinkTime: 1.4, mix: { "GET /a": 3 } });
    expect(launchOf("out: out")).toBeUndefined();
  });

  it.each([
    ["launch: {}", /one of users, rate and sessions/],
    ["launch: { users: 4, mix: {} }", /one endpoint or more/],
    ["launch: { users: 4, rate: 1 req/s }", /one of users, rate and sessions/],
    ["launch: { users: 0 }", /1 or more/],
    ["launch: { sessions: { perHour: 10 } }", /either length or requests/],
    ["launch: { sessions: { perHour: 10, length: 1 min, requests: 4 } }", /either length or/],
    ["launch: { user: 4 }", /user/],
  ])("refuses %s", (lines, message) => {
    const parsed = read(lines);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.problems[0]?.message).toMatch(message);
  });
});

describe("accepted:", () => {
  const entry = (on: string) =>
    `accepted:\n  - { code: incident-level, level: 300 users, reason: known, by: Ada, on: "${on}" }`;

  it("reads who answers for what", () => {
    const parsed = read(entry("2026-01-20"));
    expect(parsed.ok && parsed.value.accepted).toEqual([
      { code: "incident-level", level: 300, reason: "known", by: "Ada", on: "2026-01-20" },
    ]);
    const bare = read("accepted:\n  - { code: a, reason: b, by: c, on: 2026-01-20 }");
    expect(bare.ok && bare.value.accepted[0]?.level).toBeNull();
  });

  it("takes every day of the calendar and no other", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1999-01-01"), max: new Date("2101-01-01"), noInvalidDate: true }),
        (date) => read(entry(date.toISOString().slice(0, 10))).ok,
      ),
    );
    for (const day of ["2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "20.1.2026", ""]) {
      expect(read(entry(day)).ok).toBe(false);
    }
    expect(read(entry("2024-02-29")).ok).toBe(true);
  });

  it.each(["reason", "by", "on", "code"])("needs %s", (key) => {
    const keys = { code: "a", reason: "b", by: "c", on: "2026-01-20" };
    const left = Object.entries(keys).filter(([one]) => one !== key);
    expect(read(`accepted: [${JSON.stringify(Object.fromEntries(left))}]`).ok).toBe(false);
  });
});
