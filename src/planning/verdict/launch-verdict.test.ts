import { describe, expect, it } from "vitest";
import { findLimits } from "../../limits/find-limits.ts";
import { measuredLevels } from "../../limits/measured-levels.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import { defaultPolicy, type Policy } from "../../limits/policy.ts";
import { measuredLevel } from "../../limits/testing/measured-level.ts";
import type { Finding } from "../../measurement/finding.ts";
import { launchSentence } from "../../report/launch-lines.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { type LaunchTarget, usersTarget } from "./launch-target.ts";
import { type LaunchQuestion, launchVerdict } from "./launch-verdict.ts";

/** Thinks a second, answers in 0.02 s, and sends no more than its ceiling: the two asymptotes. */
function platform(ceiling: number): PlausiblePlatform {
  const light = 0.02;
  return {
    lightLoadCycle: 1 + light,
    backgroundErrorRate: 0,
    failsUnderLoad: false,
    rateLimit: null,
    upTo: () => (users) => {
      const throughput = Math.min(users / (1 + light), ceiling);
      const mean = users / throughput - 1;
      return {
        ...{ users, throughput, mean, errorRate: 0, refusedShare: 0 },
        ...{ answered: throughput, goodput: throughput },
        percentile: (name) => mean * { p50: 0.8, p90: 1.5, p95: 1.8, p99: 2 }[name],
        utilization: { pool: throughput / ceiling },
        bottleneck: "pool",
      };
    },
  };
}

/** Limits at about 200 req/s: broken at some 420 users, where P95 = 1.8·(N/200 − 1) is 2 s. */
const draws = Array.from({ length: 48 }, (_, i) => platform(200 * (1 + i / 2000)));
const loads = [50, 100, 200, 300, 400, 600];

function fitted(incidents: readonly number[] = []): FittedCampaign {
  const levels = loads.map((users) => {
    const { throughput, mean, percentile } = platform(200).upTo(users)(users);
    const figures = { throughput, mean, p95: percentile("p95"), p99: percentile("p99") };
    return measuredLevel(users, { ...figures, incident: incidents.includes(users) });
  });
  const fake = {
    draws,
    observations: levels,
    campaign: {
      name: "two asymptotes",
      levels: loads.map((users) => ({ users, duration: 300 })),
      endpoints: [{ method: "GET", path: "/a" }],
    },
    search: { maxUsers: 1200, basisAt: () => "interpolated", measured: measuredLevels(levels) },
    hypotheses: { members: [], explains: true },
    audit: { incidents, findings: [warning] },
  };
  return fake as unknown as FittedCampaign;
}

/** Without zones and rate limits that the loads here pass. */
const policy = {
  ...defaultPolicy,
  rateLimit: { safetyFactor: 1, roundTo: 1 },
  zones: [
    { name: "green" as const, p95: 1.5, errorRate: 0.01 },
    { name: "yellow" as const, p95: 1.9, errorRate: 0.02 },
    { name: "orange" as const, p95: 2, errorRate: 0.05 },
  ],
};

function ask(
  target: LaunchTarget,
  {
    incidents = [],
    findings = [],
    gate = policy,
    ...question
  }: Partial<LaunchQuestion> & {
    readonly incidents?: readonly number[];
    readonly findings?: readonly Finding[];
    readonly gate?: Policy;
  } = {},
) {
  const of = fitted(incidents);
  const found = findLimits(draws, gate, of.search);
  return launchVerdict(of, { policy: gate, found, findings }, { target, ...question }).launch;
}

const codes = ({ conditions }: ReturnType<typeof ask>) => conditions.map(({ code }) => code);
const warning: Finding = {
  ...{ code: "short-level", severity: "warning", level: null },
  ...{ message: "Short.", law: "", remedy: "Measure longer." },
};

describe("launchVerdict", () => {
  it("goes where nothing that it rests on is in doubt", () => {
    expect(ask(usersTarget(150))).toMatchObject({ verdict: "GO", conditions: [], users: 150 });
  });

  it("does not go where the objectives fail", () => {
    const launch = ask(usersTarget(550));
    expect(launch.verdict).toBe("NO GO");
    expect(launch.probability).toBeLessThan(1 - launch.confidence);
    expect(codes(launch)).toContain("above-safe-limit");
  });

  it("tells a load that holds the objectives without the margin apart from one that does not", () => {
    // 250 × 2 = 500 is past the breaking point of some 420; P95 = 1.8·(250/200 − 1) = 0.45 s holds.
    const gate = { ...policy, safeLimit: { ...policy.safeLimit, safetyFactor: 2 } };
    const near = ask(usersTarget(250), { gate });
    expect(near.verdict).toBe("NO GO");
    expect(near.probability).toBeGreaterThan(near.confidence);
    expect(launchSentence(near)).toMatch(
      /^NO GO: 250 users; all objectives hold with .* \(asked: 90 %\), but it lies above the safe limit\.$/,
    );
    expect(launchSentence(ask(usersTarget(550)))).not.toContain("but it lies");
  });

  it("says that past yellow the objectives may hold only where they may", () => {
    const gate = { ...policy, zones: defaultPolicy.zones };
    const past = (users: number) =>
      ask(usersTarget(users), { gate }).conditions.find(({ code }) => code === "past-yellow");
    expect(past(300)?.reason).toMatch(/though the objectives may hold\.$/);
    // Objectives fail there with 1.8·(410/200 − 1) = 1.89 s of P95 as the orange zone still holds 2 s.
    expect(past(410)?.reason).toMatch(/410 users lie past it\.$/);
  });

  it("shows an agreement to run past yellow met by check, once accepted: says who agrees", () => {
    const gate = { ...policy, zones: defaultPolicy.zones };
    const open = ask(usersTarget(300), { gate }).conditions.find(
      ({ code }) => code === "past-yellow",
    );
    // What is predicted for the load stays what it is, whoever agrees.
    expect(open).toMatchObject({
      todo: expect.stringContaining("(past-yellow under accepted: in headroom.yaml)"),
      shownBy: "headroom check",
    });
    const agreed = { code: "past-yellow", level: null, reason: "x", by: "Ada", on: "2026-01-20" };
    const { conditions, accepted } = ask(usersTarget(300), { gate, accepted: [agreed] });
    expect(conditions.map(({ code }) => code)).not.toContain("past-yellow");
    expect(accepted.map(({ code }) => code)).toEqual(["past-yellow"]);
  });

  it("shows a load past the orange zone met by the gate at the load that it names instead", () => {
    const gate = { ...policy, zones: defaultPolicy.zones };
    const red = ask(usersTarget(550), { gate }).conditions.find(
      ({ code }) => code === "past-orange",
    );
    const [, named = ""] = /^headroom check --users (25\d)$/.exec(red?.shownBy ?? "") ?? [];
    expect(red?.todo).toContain(`Let in at most ${named} users`);
    expect(codes(ask(usersTarget(Number(named)), { gate }))).not.toContain("past-orange");
  });

  it("asks nobody to agree to a load that the policy calls red", () => {
    const gate = { ...policy, zones: defaultPolicy.zones };
    const { conditions } = ask(usersTarget(550), { gate });
    expect(conditions.map(({ code }) => code)).not.toContain("past-yellow");
    // Orange ends where 1.8·(N/200 − 1) is 2 s, yellow where it is 0.5 s, on platforms up to 1.2 % larger each.
    expect(conditions.find(({ code }) => code === "past-orange")).toMatchObject({
      todo: expect.stringMatching(
        /^Let in at most 25\d users, where the yellow zone ends, or up to 42\d users where/,
      ),
      reason: expect.stringMatching(
        /^The orange zone ends at 42\d users; 550 users lie in the red one\.$/,
      ),
    });
  });

  it("asks nobody to agree to a zone past the red line", () => {
    // The red line of 0.5 s is passed where 1.8·(N/200 − 1) is 0.5 s, at some 256 users; orange ends at 2 s.
    const gate = {
      ...{ ...policy, zones: defaultPolicy.zones },
      redLine: { p95: 0.5, errorRate: 0.05 },
    };
    const { conditions } = ask(usersTarget(300), { gate });
    expect(conditions.map(({ code }) => code)).not.toContain("past-yellow");
    expect(conditions.find(({ code }) => code === "past-orange")).toMatchObject({
      todo: expect.stringMatching(/^Let in at most 25\d users: .* past its own red line\.$/),
      reason: expect.stringMatching(/^From 25\d users on the platform counts as broken/),
    });
  });

  it("does not advise a number of users where a single one is past the zones", () => {
    // An idle platform answers in 0.02 s: P95 of 36 ms.
    const zones = defaultPolicy.zones.map((zone) => ({ ...zone, p95: 0.03 }));
    const { conditions } = ask(usersTarget(150), { gate: { ...policy, zones } });
    expect(conditions.find(({ code }) => code === "past-orange")).toMatchObject({
      todo: expect.stringContaining("Set the zones of the policy above what a single user sees"),
      reason: "A single user is past the yellow zone already; 150 users lie past it, too.",
    });
  });

  it("goes only on condition where a level that decides had an incident", () => {
    // 150 × 1.2 = 180: the answer rests on the levels up to 200 users.
    const launch = ask(usersTarget(150), { incidents: [200] });
    expect(launch.verdict).toBe("CONDITIONAL GO");
    expect(launch.conditions[0]).toMatchObject({
      ...{ code: "incident-level", level: 200, effort: "5 min of load" },
      shownBy: "headroom check",
    });
    expect(ask(usersTarget(150), { incidents: [400] }).verdict).toBe("GO");
  });

  it("takes warnings for conditions, and notes for none", () => {
    expect(codes(ask(usersTarget(150), { findings: [warning] }))).toEqual(["short-level"]);
    const note: Finding = { ...warning, severity: "note" };
    expect(ask(usersTarget(150), { findings: [note] }).verdict).toBe("GO");
    const elsewhere = { ...warning, level: 600 };
    expect(ask(usersTarget(150), { findings: [elsewhere] }).verdict).toBe("GO");
  });

  it("waives what somebody answers for, and names what answers to nothing", () => {
    const entry = { level: null, reason: "known", by: "Ada", on: "2026-01-20" };
    const accepted = [
      { ...entry, code: "incident-level", level: 200 },
      { ...entry, code: "no-such-thing" },
    ];
    const launch = ask(usersTarget(150), { incidents: [200], accepted });
    expect(launch.verdict).toBe("GO");
    expect(launch.accepted).toMatchObject([{ code: "incident-level", accepted: { by: "Ada" } }]);
    expect(launch.needless).toMatchObject([{ code: "no-such-thing" }]);
    const other = [{ ...entry, code: "incident-level", level: 400 }];
    expect(ask(usersTarget(150), { incidents: [200], accepted: other }).verdict).toBe(
      "CONDITIONAL GO",
    );
  });

  it("asks for a rate limit that the target does not pass", () => {
    const gate = { ...policy, rateLimit: { safetyFactor: 2, roundTo: 5 } };
    const launch = ask(usersTarget(150), { gate });
    // Some 100 req/s are let in, 147 are sent.
    expect(codes(launch)).toEqual(["rate-limit"]);
    expect(launch.conditions[0]?.todo).toMatch(
      /^Let in at most 100 users behind a rate limit of 100 req\/s, or set it to 150 req\/s\.$/,
    );
  });

  it("names the mix that was not measured", () => {
    const target = (mix: LaunchTarget["mix"]) => ({ ...usersTarget(150), mix });
    expect(codes(ask(target({ "GET /a": 1 })))).toEqual(["other-mix"]);
    expect(codes(ask(target({ "GET /b": 1 })))).toEqual(["endpoints-not-measured"]);
  });

  it("reckons users from rates and sessions by Little's law", () => {
    const none = { thinkTime: null, mix: null };
    // N = X·(Z + R) = 100 · 1.02
    const byRate = ask({ load: { kind: "rate", rate: 100 }, ...none });
    expect(byRate).toMatchObject({ verdict: "GO", users: 102 });
    // λ·W = 600/3600 · 900
    const sessions = { kind: "sessions", perHour: 600, length: 900 } as const;
    expect(ask({ load: sessions, ...none }).users).toBe(150);
    const requests = { kind: "requests", perHour: 3600, requests: 100 } as const;
    expect(ask({ load: requests, ...none }).target).toBe("3,600 sessions an hour of 100 requests");
    expect(ask({ load: requests, ...none }).users).toBe(102);
  });

  it("turns users who think longer into those of the test", () => {
    // X = 204 / (2 + 0.02) = 101 req/s, as 103.01 of the test send.
    const target = { ...usersTarget(204), thinkTime: 2 };
    expect(ask(target).users).toBe(104);
    expect(ask({ ...usersTarget(150), thinkTime: 1 }).users).toBe(150);
  });

  it("holds a rate only where so much is answered", () => {
    const near = (rate: number) =>
      ask({ load: { kind: "rate", rate }, thinkTime: null, mix: null });
    // Ceilings are 200·(1 + i/2000) req/s, i = 0 … 47: 28 draws answer 202, 23 answer 202.5; all are quick.
    const most = near(202);
    expect(most).toMatchObject({ verdict: "NOT KNOWN", probability: 28.5 / 49 });
    expect(most.conditions[0]).toMatchObject({
      code: "near-ceiling",
      todo: "Launch with at most 200 req/s, or raise the ceiling.",
    });
    expect(launchSentence(most)).toContain("so much is answered and all objectives hold with");
    expect(near(202.5)).toMatchObject({
      ...{ verdict: "NOT KNOWN", users: null, probability: 23.5 / 49 },
    });
    // A rate is no surer than a smaller one.
    const sure = [150, 200, 201, 202, 203].map((rate) => near(rate).probability);
    expect(sure).toEqual(sure.toSorted((a, b) => b - a));
    expect(near(150).conditions).toEqual([]);
  });

  it("does not go above the ceiling", () => {
    const load = { kind: "rate", rate: 500 } as const;
    const launch = ask({ load, thinkTime: null, mix: null });
    expect(launch).toMatchObject({ verdict: "NO GO", users: null, probability: 0.5 / 49 });
  });
});
