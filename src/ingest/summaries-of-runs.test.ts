/** What must be so in the summary of a clean run, whichever tool printed it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audit } from "../measurement/audit.ts";
import type { Campaign } from "../measurement/campaign.ts";
import { importCampaign } from "./import-campaign.ts";
import type { SourceText } from "./imported-run.ts";
import { eagerWriters } from "./testing/eager-writers.ts";
import { asJtl, madeRun } from "./testing/made-run.ts";
import { type MadeSummary, madeSummary } from "./testing/made-summary.ts";
import { openWriters, summaryWriters } from "./testing/summary-writers.ts";

const start = 1_760_000_000;

function campaignOf(...files: readonly SourceText[]): Campaign {
  const parsed = importCampaign("made", files);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value.campaign;
}

const messages = (campaign: Campaign) =>
  audit(campaign)
    .findings.filter(({ severity }) => severity === "error")
    .map(({ message }) => message);

/** Answers are long against a millisecond, to which tools round; nobody waits for a late user. */
const plan = fc.record({
  users: fc.integer({ min: 1, max: 12 }),
  seconds: fc.integer({ min: 60, max: 120 }),
  answer: fc.double({ min: 0.1, max: 1.5, noNaN: true }),
  pause: fc.double({ min: 0, max: 2, noNaN: true }),
  labels: fc.integer({ min: 1, max: 4 }),
  failing: fc.constantFrom(0, 0, 0, 17, 3),
});

const runOf = (
  { labels, failing, ...rest }: typeof plan extends fc.Arbitrary<infer T> ? T : never,
  pause = rest.pause,
) =>
  madeRun({
    ...{ ...rest, pause, start },
    label: (user, at) => `GET /${(user + at) % labels}`,
    error: (_, at) => (failing > 0 && at % failing === failing - 1 ? "HTTP 500" : ""),
  });

/** The level as made, to the digits that tools print. */
function expectLevel({ levels }: Campaign, { users, all }: MadeSummary) {
  expect(levels.map((level) => level.users)).toEqual([users]);
  const { throughput = 0, throughputOf, responseTime } = levels[0] as Campaign["levels"][number];
  const good = (all.requests - all.failures) / all.requests;
  const counted = throughputOf === "successes" ? all.perSecond * good : all.perSecond;
  // Two decimals are printed of the smallest rates; Taurus tells none without a duration.
  if (throughput > 0) expect(Math.abs(throughput / counted - 1)).toBeLessThan(0.02);
  const mean = responseTime.mean ?? all.mean / 1000;
  // siege prints hundredths of a second, and N/X holds filling and draining.
  expect(Math.abs(mean - all.mean / 1000)).toBeLessThan(0.006 + (0.06 * all.mean) / 1000);
}

describe("the audit raises no error on what was imported of a clean summary", () => {
  it.each(Object.entries(summaryWriters))("%s", (_, write) => {
    fc.assert(
      fc.property(plan, (one) => {
        const summary = madeSummary(runOf(one));
        const campaign = campaignOf(write(summary));
        expect(messages(campaign)).toEqual([]);
        expectLevel(campaign, summary);
      }),
      { seed: 11, numRuns: 25, endOnFailure: true },
    );
  });

  it.each(Object.entries(eagerWriters))("%s, whose users never pause", (_, write) => {
    fc.assert(
      fc.property(plan, (one) => {
        const summary = madeSummary(runOf(one, 0));
        const campaign = campaignOf(write(summary));
        expect(messages(campaign)).toEqual([]);
        expectLevel(campaign, summary);
      }),
      { seed: 11, numRuns: 25, endOnFailure: true },
    );
  });

  it.each(Object.entries(openWriters))("%s, open load beside a level", (_, write) => {
    fc.assert(
      fc.property(plan, (one) => {
        const run = runOf(one);
        const summary = madeSummary(run);
        const campaign = campaignOf(asJtl(run), write(summary));
        expect(messages(campaign)).toEqual([]);
        const [open, ...others] = campaign.openLevels ?? [];
        expect(others).toEqual([]);
        expect((open?.arrivalRate ?? 0) / summary.all.perSecond).toBeCloseTo(1, 1);
      }),
      { seed: 11, numRuns: 15, endOnFailure: true },
    );
  });
});
