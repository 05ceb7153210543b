import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseProfile } from "./parse-profile.ts";

const profile = (load: string, more = "") =>
  parseProfile(`title: T\nload:\n  ${load}\nduration: 2 min\n${more}`, "p.yaml");

function loadOf(load: string) {
  const parsed = profile(load);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

const folder = new URL("../../../models/profiles/", import.meta.url);

describe("parseProfile", () => {
  it.each(readdirSync(folder))("reads the workspace's own %s", (file) => {
    expect(parseProfile(readFileSync(new URL(file, folder), "utf8"), file)).toMatchObject({
      ok: true,
    });
  });

  it("reads a ramp at the report's spawn rate", () => {
    const { load, unit, shape } = loadOf(
      "ramp: { from: 0 users, to: 500 users, spawnRate: 50 users/s }",
    );
    expect({ unit, shape }).toEqual({ unit: "users", shape: "ramp" });
    expect(load.points).toEqual([
      { time: 0, value: 0 },
      { time: 10, value: 500 },
    ]);
  });

  it("reads a spike, down again at once", () => {
    const spike = "spike: { base: 100, peak: 500 users, over: 8 s, at: 1 min, hold: 30 s }";
    expect(loadOf(spike).load.points).toEqual([
      { time: 0, value: 100 },
      { time: 60, value: 100 },
      { time: 68, value: 500 },
      { time: 98, value: 500 },
      { time: 98, value: 100 },
    ]);
  });

  it("reads arrivals where a rate is written, and steps", () => {
    expect(loadOf("steady: 90 req/min")).toMatchObject({
      unit: "req/s",
      load: { points: [{ time: 0, value: 1.5 }] },
    });
    const steps = loadOf("steps: { loads: [10, 20 users], each: 30 s }");
    expect(steps.load.points.map(({ time, value }) => [time, value])).toEqual([
      [0, 10],
      [30, 10],
      [30, 20],
      [60, 20],
    ]);
  });

  it("reads points, as of a measured history", () => {
    const { load, shape } = loadOf(
      "points: [{ at: 0 s, load: 0 users }, { at: 5 s, load: 250 users }]",
    );
    expect(shape).toBe("points");
    expect(load.points).toEqual([
      { time: 0, value: 0 },
      { time: 5, value: 250 },
    ]);
  });

  it("gives a burst of one second where none is written, and leaves out what is not said", () => {
    const parsed = profile(
      "steady: 10",
      "rateLimit: { rate: 125 req/s }\nclients: { retry: { attempts: 3, backOff: 1 s } }\n",
    );
    expect(parsed).toMatchObject({ ok: true });
    expect(parsed.ok && parsed.value.controls).toEqual({
      rateLimit: { rate: 125, burst: 125 },
      clients: { retry: { attempts: 3, backOff: 1 } },
    });
  });

  it.each([
    ["steady: 10", "rateLimit: { rate: 125 }\n", "5:20", "without a unit"],
    ["steady: 10", "rateLimt: { rate: 125 req/s }\n", "5:1", "did you mean rateLimit?"],
    ["steady: 10 kg", "", "3:11", "whole number of users"],
    ["steady: -3", "", "3:11", "whole number of users"],
    ["steady: 10\n  ramp: { from: 1, to: 2, over: 1 s }", "", "3:3", "holds 2 shapes"],
    ["ramp: { from: 1, to: 2 }", "", "3:9", "either spawnRate or over"],
    ["ramp: { from: 1, to: 2, over: 0 s }", "", "3:33", "must be above 0"],
    ["ramp: { from: 1, to: 2, spawnRate: 3 kg }", "", "3:38", "users per second"],
    ["ramp: { from: 1 req/s, to: 2 req/s, spawnRate: 3 users/s }", "", "3:50", "over: 10 s"],
    ["ramp: { from: 1, to: 2 req/s, over: 3 s }", "", "3:17", "in req/s"],
    ["points: [{ at: 5 s, load: 1 }, { at: 4 s, load: 2 }]", "", "3:40", "before the point"],
    ["steady: 10", "circuitBreaker: { failures: 5.5, recovery: 30 s }\n", "5:29", "whole number"],
    ["steady: 10", "clients: { retry: { attempts: 3, backOff: 1 } }\n", "5:43", "without a unit"],
    [
      "steady: 10",
      "clients: { retry: { attempts: 3, backOff: 1 s, causes: [refuse] } }\n",
      "5:57",
      "did you mean refused?",
    ],
  ])("%s %s is a fault at %s", (load, more, place, words) => {
    const parsed = profile(load, more);
    if (parsed.ok) throw new Error("should be refused");
    const [problem] = parsed.problems;
    expect(`${problem?.line}:${problem?.column}`).toBe(place);
    expect(`${problem?.message} ${problem?.hint}`).toContain(words);
  });

  it("reads limits of users, autoscaling, caches, breakdowns and deadlocks", () => {
    const parsed = profile(
      "steady: 10",
      `perUserRateLimit: { rate: 5 req/s, retryAfter: 1 s }
autoscale: { measure: users, above: 150 users, most: 5, delay: 60 s, coolDown: 2 min }
cacheTtl: [{ endpoints: "GET /api/v1/goals/", ttl: 60 s }]
failures: [{ what: readReplica, at: 60 s, recovery: 30 s }]
deadlockRetries: { share: 1 %, retries: 3, backOff: 50 ms }
`,
    );
    expect(parsed.ok && parsed.value.controls).toEqual({
      userRateLimit: { rate: 5, burst: 5, retryAfter: 1 },
      autoscale: { measure: "users", above: 150, most: 5, delay: 60, coolDown: 120 },
      caches: [{ endpoints: "GET /api/v1/goals/", timeToLive: 60, count: 1, time: 0.001 }],
      incidents: [{ kind: "readReplicaDown", replica: 1, from: 60, to: 90 }],
      deadlock: { share: 0.01, retries: 3, backOff: 0.05 },
    });
  });
});
