import { describe, expect, it } from "vitest";
import type { Level } from "../../measurement/campaign.ts";
import { samplePlan } from "../../planning/testing/sample-plan.ts";
import { shownLevels } from "./shown-levels.ts";

const plan = samplePlan({ levels: [300], incident: null });

/** P95 of a millisecond a user, against a red line of half a second. */
function sweepOf(count: number, incidents: readonly number[] = []) {
  const levels = Array.from({ length: count }, (_, i): Level => {
    const users = 10 * (i + 1);
    return {
      ...{ users, run: "", requests: 1, failures: 0, quality: "measured", note: "" },
      responseTime: { p95: users / 1000 },
    };
  });
  const { policy, audit } = plan;
  return shownLevels({
    campaign: { ...plan.campaign, levels },
    policy: { ...policy, redLine: { ...policy.redLine, p95: 0.5 } },
    audit: { ...audit, incidents },
  }).map(({ users }) => users);
}

describe("shownLevels", () => {
  it("are all of 32, and of more the ends, both sides of the red line, and incidents", () => {
    expect(sweepOf(32)).toHaveLength(32);
    const shown = sweepOf(111, [770]);
    expect(shown.length).toBeLessThan(20);
    expect(shown).toEqual(expect.arrayContaining([10, 500, 510, 770, 1110]));
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
  });
});
