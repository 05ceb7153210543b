import { describe, expect, it } from "vitest";
import { audit } from "../audit.ts";
import type { Campaign, Level } from "../campaign.ts";
import { observations } from "../observations.ts";
import { refusalLaw } from "./refusal-law.ts";

interface Measured {
  readonly users: number;
  /** Sent per second. */
  readonly sent: number;
  readonly refused?: number;
  /** Of the answers, s. */
  readonly mean: number;
  readonly error?: string;
}

/** Levels of 100 s; refusals take no time. */
function campaignOf(levels: readonly Measured[]): Campaign {
  const measured = levels.map(({ users, sent, refused = 0, mean }): Level => {
    const requests = Math.round(sent * 100);
    const failures = Math.round(refused * requests);
    const times = { mean: mean * (1 - refused) };
    const counts = { requests, failures, throughput: sent, duration: 100 };
    return { users, run: "", ...counts, responseTime: times, quality: "measured", note: "" };
  });
  const failures = levels.flatMap(({ users, sent, refused = 0, error }) =>
    error === undefined || refused === 0
      ? []
      : [
          {
            users,
            run: "",
            method: "GET",
            path: "/",
            error,
            count: Math.round(refused * sent * 100),
            note: "",
          },
        ],
  );
  return { name: "made", levels: measured, endpoints: [], failures };
}

/** Users who pause 1 s, answers of 20 ms, and so many let in per second. */
const behindLimit = (rate: number, error?: string) =>
  [20, 50, 80, 120, 200].map((users): Measured => {
    const free = users / 1.02;
    const sent = free <= rate ? free : users - 0.02 * rate;
    const kind = error === undefined ? {} : { error };
    return { users, sent, refused: free <= rate ? 0 : 1 - rate / sent, mean: 0.02, ...kind };
  });

describe("refusalLaw", () => {
  it("tells the limit by the loads far above it, not by one that hardly met it", () => {
    // A limit of 100 with bursts: users who send 96.7 in the mean send less for a moment, and 93.65 get through.
    const { rateLimit } = refusalLaw(
      campaignOf([
        { users: 60, sent: 58.4, mean: 0.03 },
        { users: 100, sent: 96.7, refused: 0.0317, mean: 0.03, error: "HTTP 429" },
        { users: 150, sent: 147.9, refused: 0.3239, mean: 0.03, error: "HTTP 429" },
        { users: 220, sent: 216.4, refused: 0.5379, mean: 0.03, error: "HTTP 429" },
      ]),
    );
    expect(Math.abs((rateLimit?.rate ?? 0) - 100)).toBeLessThan(0.5);
  });

  it("reads answers 429 as a rate limit: what gets through is the same at every load", () => {
    const { rateLimit, limited, full } = refusalLaw(campaignOf(behindLimit(60, "HTTP 429")));
    expect(rateLimit?.counts).toBe("refusals");
    expect(rateLimit?.rate).toBeCloseTo(60, 1);
    // 1 − limit/sent: of the 118.8 that 120 users send 58.8 are turned away.
    expect([...limited.values()].map((share) => Number(share.toFixed(3)))).toEqual([
      0.239, 0.495, 0.698,
    ]);
    expect(full.size).toBe(0);
  });

  it("reads other refusals of one rate as errors, listed or not, where answers stay fast", () => {
    for (const error of ["503 Service Unavailable", undefined]) {
      const { rateLimit } = refusalLaw(campaignOf(behindLimit(60, error)));
      expect(rateLimit?.counts).toBe("errors");
      expect(rateLimit?.rate).toBeCloseTo(60, 1);
    }
  });

  it("takes refusals by a server whose answers have become slow for a full one", () => {
    const slow = behindLimit(60, "connection refused").map((level) =>
      level.refused === 0 ? level : { ...level, mean: 0.5 },
    );
    const { rateLimit, limited, full } = refusalLaw(campaignOf(slow));
    expect(rateLimit).toBeNull();
    expect(limited.size).toBe(0);
    expect(full.size).toBe(3);
  });

  it("sees a full server in unlisted failures that come on top of what succeeds", () => {
    const slow = behindLimit(60).map((level) =>
      level.refused === 0 ? level : { ...level, mean: 0.5 },
    );
    expect([...refusalLaw(campaignOf(slow)).full.keys()]).toHaveLength(3);
    // As many requests whatever fails of them: they may have been worked on.
    const worked = [50, 100, 200].map((users, at) => ({
      ...{ users, sent: 60, refused: [0, 0.1, 0.3][at] ?? 0, mean: 0.5 },
    }));
    expect(refusalLaw(campaignOf(worked)).full.size).toBe(0);
  });

  it("sees no limit for all where each user has one: throughput goes on to rise", () => {
    const each = [50, 100, 200].map((users) => {
      return { users, sent: 2 * users, refused: 0.5, mean: 0.02, error: "429 Too Many Requests" };
    });
    expect(refusalLaw(campaignOf(each)).rateLimit).toBeNull();
  });

  it("sees no limit below what others got through without one", () => {
    const some = [
      { users: 100, sent: 98, mean: 0.02 },
      { users: 50, sent: 49, refused: 0.2, mean: 0.02, error: "429" },
    ];
    expect(refusalLaw(campaignOf(some)).rateLimit).toBeNull();
  });

  it("is in the observations of the levels that met it", () => {
    const campaign = campaignOf(behindLimit(60, "HTTP 429"));
    const seen = observations(campaign, audit(campaign)).map(({ limited }) => limited?.counts);
    expect(seen).toEqual([undefined, undefined, "refusals", "refusals", "refusals"]);
  });
});
