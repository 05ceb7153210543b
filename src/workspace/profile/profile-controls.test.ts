import { describe, expect, it } from "vitest";
import { parseYaml } from "../parse-yaml.ts";
import { readControls } from "./profile-controls.ts";
import { profileSchema } from "./profile-schema.ts";

function controls(lines: string) {
  const text = `title: T\nload: { steady: 10 }\nduration: 1 min\n${lines}\n`;
  const parsed = parseYaml(text, "p.yaml", profileSchema);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return readControls(parsed.value);
}

describe("readControls", () => {
  it("reads the report's settings", () => {
    expect(
      controls(`rateLimit: { rate: 125 req/s, retryAfter: 1 s }
perUserRateLimit: { rate: 5 req/s, burst: 1 }
circuitBreaker: { failures: 5, recovery: 30 s }
autoscale: { measure: users, above: 150 users, most: 5, delay: 60 s }
cacheTtl:
  - { endpoints: "GET /api/v1/goals/", ttl: 60 s, keys: 500 }
  - { endpoints: "GET /api/v1/tasks/{id}", ttl: 300 s, keys: 10000, zipf: 1, time: 2 ms }
deadlockRetries: { share: 1 %, retries: 3, backOff: 50 ms }`),
    ).toEqual({
      rateLimit: { rate: 125, burst: 125, retryAfter: 1 },
      userRateLimit: { rate: 5, burst: 1 },
      circuitBreaker: { failures: 5, recovery: 30 },
      autoscale: { measure: "users", above: 150, most: 5, delay: 60 },
      caches: [
        { endpoints: "GET /api/v1/goals/", timeToLive: 60, count: 500, time: 0.001 },
        {
          endpoints: "GET /api/v1/tasks/{id}",
          timeToLive: 300,
          count: 10000,
          zipf: 1,
          time: 0.002,
        },
      ],
      deadlock: { share: 0.01, retries: 3, backOff: 0.05 },
    });
  });

  it("reads what breaks down, and when it is back", () => {
    expect(
      controls(`failures:
  - { what: apiReplica, at: 60 s, recovery: 30 s, work: rerouted }
  - { what: readReplica, replica: 2, at: 90 s }
  - { what: cache, at: 2 min }`),
    ).toEqual({
      incidents: [
        { kind: "apiDown", replica: 1, from: 60, to: 90, work: "rerouted" },
        { kind: "readReplicaDown", replica: 2, from: 90 },
        { kind: "cacheLost", at: 120 },
      ],
    });
  });

  it("reads utilization as a share", () => {
    const line =
      "autoscale: { measure: utilization, above: 70 %, below: 30 %, most: 4, delay: 1 s }";
    expect(controls(line).autoscale).toMatchObject({ above: 0.7, below: 0.3 });
  });

  it("refuses a threshold that is not of its measure, by its place", () => {
    const line = "autoscale: { measure: utilization, above: 150 users, most: 4, delay: 1 s }";
    const problem = { path: ["autoscale", "above"], hint: "the measure is utilization" };
    expect(() => controls(line)).toThrow(expect.objectContaining(problem));
  });
});
