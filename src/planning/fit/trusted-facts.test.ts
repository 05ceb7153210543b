import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { observations } from "../../measurement/observations.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import { trustedFacts } from "./trusted-facts.ts";

/** Levels of users who pause for Z and wait for R: N = X·(Z + R) exactly. */
const campaignOf = (Z: number, means: readonly (readonly [number, number])[]): Campaign => ({
  name: "Shop",
  levels: means.map(([users, mean]) => ({
    ...{ users, run: "", duration: 600, quality: "measured" as const, note: "" },
    requests: Math.round((600 * users) / (Z + mean)),
    throughput: users / (Z + mean),
    responseTime: { mean },
  })),
  endpoints: [],
  failures: [],
});

function held(known: KnownFacts, campaign: Campaign) {
  const audited = audit(campaign);
  return trustedFacts(known, observations(campaign, audited), audited);
}

/** 100 req/s at most, half a second when idle: 50 requests at work; 200 in flight at 400 users. */
const busy = campaignOf(2, [
  [50, 0.5],
  [100, 0.5],
  [400, 2],
]);

describe("trustedFacts", () => {
  it("takes what the loads agree with", () => {
    const known: KnownFacts = {
      ...{ pool: 50, apiReplicas: 1, apiWorkers: 8, dbCores: 60, thinkTime: 2 },
      ...{ apiTime: 0.1, queryTime: 0.4, limitedBy: "pool" as const, redLine: { p95: 2 } },
    };
    expect(held(known, busy)).toEqual({ facts: known, findings: [] });
    // An event loop lets go of a request that waits: 40 may well do.
    const loop: KnownFacts = { apiWorkers: 40, apiKind: "event-loop" };
    expect(held(loop, busy)).toEqual({ facts: loop, findings: [] });
  });

  it.each<[KnownFacts, keyof KnownFacts, RegExp]>([
    // 5 connections at 100 req/s are held 50 ms a request, a tenth of 500 ms.
    [{ pool: 5 }, "pool", /5 connections .*100 req\/s .*50.0 ms .*10 % of the 500 ms/],
    // 40 workers at 100 req/s have 400 ms for each, which takes 500 ms when idle.
    [{ apiWorkers: 40, apiKind: "workers" }, "apiWorkers", /40 API workers.* 400 ms .*80 %/],
    [{ dbCores: 5 }, "dbCores", /5 database cores .*50.0 ms/],
    [{ thinkTime: 1.4 }, "thinkTime", /1.4 s.* leave 2.00 s/],
    [{ queryTime: 0.7 }, "queryTime", /700 ms.* 500 ms/],
    // 200 in flight at the most: of 500 connections less than half.
    [{ pool: 500, limitedBy: "pool" }, "limitedBy", /500 connections never more than 200/],
  ])("leaves out %j, with the figures and a remedy", (known, fact, message) => {
    const { facts, findings } = held(known, busy);
    expect(facts).not.toHaveProperty(fact);
    expect(Object.keys(facts)).toHaveLength(Object.keys(known).length - 1);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ code: "known-fact-contradicted", severity: "warning" });
    expect(findings[0]?.message).toMatch(message);
    expect(findings[0]?.remedy).toContain("known: in headroom.yaml");
  });

  it("counts the pools of all instances and nodes together", () => {
    expect(held({ pool: 5, apiReplicas: 10 }, busy).findings).toEqual([]);
    // Five leave each request a tenth of what it takes, five and fifteen enough; both go with the size.
    expect(held({ pool: 5, poolOverflow: 15 }, busy).findings).toEqual([]);
    expect(held({ pool: 2, poolOverflow: 2 }, busy).facts).toEqual({});
    expect(held({ pool: 5, apiReplicas: 2, readReplicas: 1 }, busy).findings).toEqual([]);
  });

  it("never doubts the true numbers of a closed system, in any unit of time", () => {
    const any = fc.record({
      Z: fc.double({ min: 0.05, max: 20, noNaN: true }),
      idle: fc.double({ min: 0.005, max: 5, noNaN: true }),
      queries: fc.double({ min: 0.2, max: 1, noNaN: true }),
      servers: fc.integer({ min: 1, max: 200 }),
      limitedBy: fc.constantFrom("pool" as const, "database" as const),
    });
    fc.assert(
      fc.property(any, ({ Z, idle, queries, servers, limitedBy }) => {
        const queryTime = queries * idle;
        // The law of a closed system with servers at work to the last: X = min(N/(Z + R0), c/S).
        const rate = (users: number) => Math.min(users / (Z + idle), servers / queryTime);
        const knee = (servers / queryTime) * (Z + idle);
        const loads = [0.3, 0.6, 2, 4].map((of) => Math.max(1, Math.round(of * knee)));
        const means = [...new Set(loads)].map((users) => [users, users / rate(users) - Z] as const);
        const known = {
          ...{ thinkTime: Z, queryTime, limitedBy },
          ...(limitedBy === "pool" ? { pool: servers } : { dbCores: servers }),
        };
        expect(held(known, campaignOf(Z, means)).findings).toEqual([]);
      }),
    );
  });
});
