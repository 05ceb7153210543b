import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priorPosition } from "../../calibration/prior-law.ts";
import { audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { observations } from "../../measurement/observations.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { unknownsOf } from "../../platform/unknowns-of.ts";
import { ceilingsOf } from "./ceilings/ceilings-of.ts";
import { onePool } from "./one-pool.ts";
import { priorEndFindings } from "./prior-end-findings.ts";

const line = { maxThroughput: 100, alone: new Set<string>(), visits: [] };

const campaign: Campaign = {
  name: "Shop",
  levels: [
    [50, 0.05],
    [100, 0.06],
    [200, 0.4],
  ].map(([users = 1, mean = 1]) => ({
    ...{ users, run: "", duration: 600, quality: "measured" as const, note: "" },
    requests: Math.round((600 * users) / (1.35 + mean)),
    throughput: users / (1.35 + mean),
    responseTime: { mean },
  })),
  endpoints: [],
  failures: [],
};
const audited = audit(campaign);
const starter = onePool(campaign, observations(campaign, audited), audited);

/** A posterior whose draws lie at the median of every prior but one. */
function member(hypothesis: Hypothesis, name: string, values: readonly number[], weight = 1) {
  const unknowns = unknownsOf(hypothesis);
  const draws = values.map((value) =>
    unknowns.map((one) => (one.name === name ? priorPosition(one.prior, value) : 0)),
  );
  return { posterior: { hypothesis, unknowns, draws }, weight: { weight } };
}

const found = (...members: readonly ReturnType<typeof member>[]) =>
  priorEndFindings({ hypotheses: { members } });

/** Evenly from one value to another. */
const over = (low: number, high: number) =>
  Array.from({ length: 40 }, (_, i) => low + ((high - low) * i) / 39);

const pool = "pools.connections.size"; // of the starter: every ratio from 2 to 200 alike

describe("priorEndFindings", () => {
  it("names a pool that the measurements push to the end of its prior", () => {
    const [finding, ...others] = found(member(starter, pool, over(150, 199)));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: "prior-end", severity: "warning" });
    expect(finding?.message).toMatch(/size of the pool connections: 17\d, .* connections/);
    expect(finding?.remedy).toContain("known: in headroom.yaml");
    expect(found(member(starter, pool, over(2.01, 2.6)))).toHaveLength(1);
  });

  it("is silent where the posterior is inside, or the hypothesis has no weight", () => {
    expect(found(member(starter, pool, over(10, 199)))).toEqual([]);
    expect(found(member(starter, pool, over(150, 199), 0.01))).toEqual([]);
  });

  it("finds every unknown of the starter and of what it stands for at either end, none in the middle", () => {
    const all = [starter, ...ceilingsOf(starter, line)].flatMap((hypothesis) =>
      unknownsOf(hypothesis).map(({ name }) => ({ hypothesis, name })),
    );
    const end = fc.double({ min: 1.4, max: 4, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...all), end, fc.boolean(), ({ hypothesis, name }, z, up) => {
        const { posterior, weight } = member(hypothesis, "", over(0, 1));
        const at = posterior.unknowns.findIndex((one) => one.name === name);
        const placed = (position: number) => ({
          posterior: {
            ...posterior,
            draws: posterior.draws.map((draw) => draw.with(at, position)),
          },
          weight,
        });
        expect(found(placed(up ? z : -z))).toHaveLength(1);
        expect(found(placed((up ? z : -z) / 4))).toEqual([]);
      }),
    );
  });
});
