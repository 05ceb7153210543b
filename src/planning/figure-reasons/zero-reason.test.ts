import { describe, expect, it } from "vitest";
import { entryAt } from "../../entry-at.ts";
import { platformAt } from "../../limits/platform-at.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import { predictCurve } from "../../limits/predict-curve.ts";
import type { Platform } from "../../platform/platform.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { plausibleGroup } from "../testing/plausible-group.ts";
import { plausible } from "../what-if/drawn-platform.ts";
import type { FigureGround } from "./figure-inputs.ts";
import { zeroReason } from "./zero-reason.ts";

const users = 20;

/** One platform, three times, with levels that count failures or do not. */
function groundOf(change: Partial<Platform>, failures: number | undefined = 3): FigureGround {
  const platform = { ...plainPlatform(), ...change };
  const { drawn } = plausibleGroup("one", 1, [platform, platform, platform]);
  const draws = drawn.map(plausible);
  const fitted = {
    draws,
    observations: [{ users: 10, requests: 1000, failures }],
    hypotheses: { draws: drawn },
  } as unknown as FittedCampaign;
  return {
    ...{ fitted, users },
    point: entryAt(
      predictCurve(draws, [users], defaultPolicy, () => "assumed"),
      0,
    ),
    points: draws.map((draw) => platformAt(draw, users)(users)),
  };
}
const refused = (change: Partial<Platform>) => zeroReason("refused", groundOf(change));
const errors = (change: Partial<Platform>, failures?: number) =>
  zeroReason("errorRate", groundOf(change, failures));

describe("zeroReason", () => {
  it("says why nothing is turned away: no rate limit, one that is not reached, one that makes errors", () => {
    expect(refused({})?.formula).toMatch(/^0 at every load: no platform .* has a rate limit$/);
    const far = refused({ rateLimit: 500 });
    expect(far).toEqual({
      formula: null,
      sentences: [
        "20 users send less than the rate limit lets in (500 req/s or more): none is turned away.",
      ],
    });
    const counted = refused({ rateLimit: 2, refusalsAreErrors: true });
    expect(counted?.formula).toContain("is told as errors");
    expect(refused({ rateLimit: 2 })).toBeNull();
  });

  it("says why load makes no errors, and which of none is not known", () => {
    expect(errors({})?.sentences).toEqual([
      "Not one failed request was counted that load does not explain.",
      expect.stringContaining("no platform that explains them has a time-out"),
    ]);
    expect(zeroReason("errorRate", { ...groundOf({}), fitted: uncounted() })?.sentences[0]).toMatch(
      /^The measurements count no failed requests/,
    );
    const some = errors({ backgroundErrorRate: 0.01 });
    expect(some?.sentences).toHaveLength(1);
    expect(errors({ backgroundErrorRate: 0.01, clientTimeOut: 30 })).toBeNull();
  });

  it("has nothing to say of figures that are no shares", () => {
    expect(zeroReason("p95", groundOf({}))).toBeNull();
  });
});

function uncounted(): FittedCampaign {
  const { fitted } = groundOf({});
  return { ...fitted, observations: fitted.observations.map(({ failures: _, ...one }) => one) };
}
