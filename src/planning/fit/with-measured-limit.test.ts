import { describe, expect, it } from "vitest";
import { plausiblePlatform } from "../../limits/plausible-platform.ts";
import { classicalModel } from "../../platform/testing/classical-model.ts";
import { withMeasuredLimit } from "./with-measured-limit.ts";

describe("withMeasuredLimit", () => {
  const hypothesis = { name: "one", source: "", numbers: {}, platform: classicalModel() };
  const { thinkTime } = classicalModel();
  const sent = { rate: 100, counts: "refusals" as const };

  it("turns away 1 − limit/sent, as refused for protection or as failed", () => {
    for (const counts of ["refusals", "errors"] as const) {
      const { platform } = withMeasuredLimit(hypothesis, { rate: 100, counts });
      const at = plausiblePlatform(platform as ReturnType<typeof classicalModel>).upTo(600);
      const [below, above] = [at(100), at(600)];
      const share = counts === "errors" ? above.errorRate : above.refusedShare;
      const other = counts === "errors" ? above.refusedShare : above.errorRate;
      // 600 users who pause 1 s, sent back at once where they are turned away.
      expect(above.throughput).toBeCloseTo(100, 0);
      expect(share).toBeCloseTo(1 - 100 / ((600 - 100 * above.mean) / thinkTime), 2);
      expect(other).toBeLessThan(0.01);
      expect(below.refusedShare + below.errorRate).toBeLessThan(0.02);
    }
  });

  it("leaves what a model says of its own", () => {
    const own = { ...hypothesis, platform: { ...hypothesis.platform, rateLimit: 50 } };
    expect(withMeasuredLimit(own, sent)).toBe(own);
    expect(withMeasuredLimit(hypothesis, null)).toBe(hypothesis);
  });
});
