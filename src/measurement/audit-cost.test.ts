import { describe, expect, it } from "vitest";
import { audit } from "./audit.ts";
import type { Level } from "./campaign.ts";

const row = (users: number, run: string, failures: number): Level => ({
  users,
  run,
  duration: 600,
  requests: Math.round((users / 1.1) * 600),
  failures,
  throughput: users / 1.1,
  responseTime: { mean: 0.1 + (users % 13) * 1e-4, p50: 0.09, p95: 0.2, p99: 0.3, max: 1 },
  quality: "measured",
  note: "",
});

/** One that took the square of them would not end before the test is given up. */
describe("the audit of 100,000", () => {
  const n = 100_000;
  it("levels ends", () => {
    const levels = Array.from({ length: n }, (_, at) => row(at + 60, "", at % 7 === 0 ? 50 : 0));
    const { trust } = audit({ name: "n", levels, endpoints: [], failures: [] });
    expect(trust).toHaveLength(n);
  }, 120_000);

  it("endpoints with failures ends", () => {
    const levels = [100, 200, 300].map((users) => row(users, "", 0));
    const endpoints = Array.from({ length: n }, (_, at) => ({
      ...row([100, 200, 300][at % 3] ?? 100, "", 0),
      requests: 1,
      method: "GET",
      path: `/${Math.floor(at / 3)}`,
    }));
    const failures = endpoints.map(({ users, run, method, path }) => {
      return { users, run, method, path, error: "HTTP 500", count: 1, note: "" };
    });
    const { trust } = audit({ name: "n", levels, endpoints, failures });
    expect(trust).toHaveLength(levels.length);
  }, 120_000);
});
