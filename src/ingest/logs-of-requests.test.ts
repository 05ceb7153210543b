/** What must be so in every log of single requests, whichever tool wrote it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audit } from "../measurement/audit.ts";
import type { Campaign } from "../measurement/campaign.ts";
import { importCampaign } from "./import-campaign.ts";
import type { ImportOptions, SourceText } from "./imported-run.ts";
import {
  appended,
  asJtl,
  asJtlXml,
  logsWithUsers,
  logWriters,
  type MadeRun,
  madeRun,
} from "./testing/made-run.ts";

const start = 1_760_000_000;

function campaignOf(file: SourceText, options: ImportOptions = {}): Campaign {
  const parsed = importCampaign("made", [file], options);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value.campaign;
}
const errorsOf = (campaign: Campaign) =>
  audit(campaign).findings.filter(({ severity }) => severity === "error");

describe.each(Object.entries(logsWithUsers))("%s", (_, write) => {
  it("takes the mean of users who come one by one, where no load is held", () => {
    // 20 users, one each 2 s, over 40 s: on average half of them, and a little.
    const run = madeRun({ start, seconds: 40, users: 20, ramp: 2 });
    const [level, ...others] = campaignOf(write(run)).levels;
    expect(others).toEqual([]);
    expect(level?.users).toBeGreaterThanOrEqual(10);
    expect(level?.users).toBeLessThanOrEqual(11);
    expect(level?.mostUsers).toBe(20);
  });

  it("divides two runs appended to one log", () => {
    const first = madeRun({ start, seconds: 90, users: 10 });
    const second = madeRun({ start: start + 90 + 900, seconds: 90, users: 10 });
    const { levels, notices = [] } = campaignOf(write(appended(first, second)));
    expect(levels).toHaveLength(2);
    for (const level of levels) {
      expect(level.users).toBe(10);
      // A request of 200 ms and a pause of 800 ms: one a second and user.
      expect(level.throughput).toBeCloseTo(10, 0);
      expect(level.duration).toBeLessThan(91);
    }
    expect(notices.map(({ code }) => code)).toContain("runs-in-one-log");
  });
});

describe.each(Object.entries(logWriters))("%s", (_, write) => {
  it("counts failures by kind in the window of the requests", () => {
    const run = madeRun({
      start,
      seconds: 120,
      users: 10,
      error: (second) => (second < 10 ? "503 Service Unavailable" : ""),
    });
    const campaign = campaignOf(write(run), { users: 10 });
    const [level] = campaign.levels;
    const listed = campaign.failures.reduce((sum, { count }) => sum + count, 0);
    expect(listed).toBe(level?.failures);
    expect(errorsOf(campaign)).toEqual([]);
  });

  it("is not divided where the server hangs, or where a single user pauses long", () => {
    const hang: MadeRun = madeRun({ start, seconds: 60, users: 1, answer: 20, pause: 0.1 });
    expect(campaignOf(write(hang), { users: 1 }).levels).toHaveLength(1);
    const lonely = madeRun({ start, seconds: 600, users: 1, answer: 0.1, pause: 20 });
    expect(campaignOf(write(lonely), { users: 1 }).levels).toHaveLength(1);
  });
});

describe("a clock that is put back", () => {
  const first = madeRun({ start, seconds: 120, users: 5 });
  it.each([30, 90])("by %i s divides the log, and is said", (back) => {
    const second = madeRun({ start: start + 120 - back, seconds: 120, users: 5 });
    for (const file of [asJtl(appended(first, second)), asJtlXml(appended(first, second))]) {
      const { levels, notices = [] } = campaignOf(file);
      // Threads are counted as each part of the log tells them.
      expect(levels.map(({ duration = 0 }) => Math.round(duration / 15))).toHaveLength(2);
      expect(notices.map(({ code }) => code)).toContain("clock-stepped-back");
    }
  });

  it("is found where summer time ends, in a log of local dates", () => {
    const dates = (text: string) =>
      text.replace(/^(\d{13}),/gm, (_, ms) => {
        const local = new Date(Number(ms)).toISOString().replace("T", " ").replace("Z", "");
        return `${local.replaceAll("-", "/")},`;
      });
    const before = madeRun({ start, seconds: 5400, users: 2, pause: 3 });
    const after = madeRun({ start: start + 5400 - 3600, seconds: 5400, users: 2, pause: 3 });
    const log = asJtl(appended(before, after));
    const { levels, notices = [] } = campaignOf({ ...log, text: dates(log.text) });
    expect(levels).toHaveLength(2);
    const [said] = notices.filter(({ code }) => code === "clock-stepped-back");
    expect(said?.message).toMatch(/summer time/);
  });
});

describe("a tear-down", () => {
  it("is no run", () => {
    const run = madeRun({ start, seconds: 60, users: 10 });
    const cleanUp = madeRun({ start: start + 200, seconds: 1, users: 1 });
    const { levels, notices = [] } = campaignOf(asJtl(appended(run, cleanUp)));
    expect(levels).toHaveLength(1);
    expect(notices.map(({ code }) => code)).toContain("scraps-left-out");
  });
});

describe("the audit raises no error on what was imported of a clean log", () => {
  const errors = ["503 Service Unavailable", "Read timed out", "HTTP 429", "HTTP 500"];
  const plan = fc.record({
    users: fc.integer({ min: 1, max: 12 }),
    seconds: fc.integer({ min: 30, max: 120 }),
    ramp: fc.constantFrom(0, 0, 0.5, 4),
    answer: fc.double({ min: 0.02, max: 1.5, noNaN: true }),
    pause: fc.double({ min: 0, max: 2, noNaN: true }),
    labels: fc.integer({ min: 1, max: 4 }),
    failing: fc.tuple(fc.nat({ max: 120 }), fc.nat({ max: 60 })),
    kinds: fc.integer({ min: 1, max: 4 }),
    again: fc.constantFrom(0, 0, 300),
  });
  it.each(Object.entries(logWriters))("%s", (_, write) => {
    fc.assert(
      fc.property(plan, ({ labels, failing: [from, length], kinds, again, ...rest }) => {
        const made = (begin: number) =>
          madeRun({
            ...rest,
            // Two runs never take the same time.
            answer: rest.answer * (begin === start ? 1 : 1.07),
            start: begin,
            label: (user, at) => `GET /${(user + at) % labels}`,
            error: (second, at) =>
              second >= from && second < from + length ? (errors[at % kinds] ?? "") : "",
          });
        const runs = again === 0 ? [made(start)] : [made(start), made(start + again)];
        if (runs.every(({ requests }) => requests.length < 30)) return;
        const campaign = campaignOf(write(appended(...runs)), { users: rest.users });
        expect(errorsOf(campaign).map(({ message }) => message)).toEqual([]);
      }),
      { seed: 7, numRuns: 12 },
    );
  });
});
