/**
 * Checks a campaign before any model sees it: the operational laws, the arithmetic of its
 * tables, the order of its percentiles, and error rates that load does not explain.
 */
import type { Campaign } from "./campaign.ts";
import { type CampaignGrade, campaignGrade } from "./campaign-grade.ts";
import type { Finding } from "./finding.ts";
import { capacityDiffers } from "./findings/capacity-differs.ts";
import { coordinatedOmission } from "./findings/coordinated-omission.ts";
import { copiedLevel } from "./findings/copied-level.ts";
import { driftInLevel } from "./findings/drift-in-level.ts";
import { endpointRows } from "./findings/endpoint-rows.ts";
import { endpointSlowdown } from "./findings/endpoint-slowdown.ts";
import { gatherEvidence } from "./findings/evidence.ts";
import { failureRows } from "./findings/failure-rows.ts";
import { fastFailures } from "./findings/fast-failures.ts";
import { generatorSaturated } from "./findings/generator-saturated.ts";
import { impossibleCounts } from "./findings/impossible-counts.ts";
import { incidentLevel } from "./findings/incident-level.ts";
import { inconsistentLevel } from "./findings/inconsistent-level.ts";
import { levelWindow } from "./findings/level-window.ts";
import { missingFigures } from "./findings/missing-figures.ts";
import { pacedUsers } from "./findings/paced-users.ts";
import { coarsePercentiles } from "./findings/percentiles/coarse-percentiles.ts";
import { fewSamples } from "./findings/percentiles/few-samples.ts";
import { meanAboveP95 } from "./findings/percentiles/mean-above-p95.ts";
import { meanOutsidePercentiles } from "./findings/percentiles/mean-outside-percentiles.ts";
import { percentileOrder } from "./findings/percentiles/percentile-order.ts";
import { rampBias } from "./findings/ramp-bias.ts";
import { rateLimitMet } from "./findings/rate-limit-met.ts";
import { repeatedLevel } from "./findings/repeated-level.ts";
import { runsOfTwoPlatforms } from "./findings/runs-of-two-platforms.ts";
import { shortLevel } from "./findings/short-level.ts";
import { telemetryRows } from "./findings/telemetry-rows.ts";
import { thinkTimeSlope } from "./findings/think-time-slope.ts";
import { throughputGap } from "./findings/throughput-gap.ts";
import { timeoutClipping } from "./findings/timeout-clipping.ts";
import { unknownUnit } from "./findings/unknown-unit.ts";
import { wantingConnections } from "./findings/wanting-connections.ts";
import { warmUpInWindow } from "./findings/warm-up-in-window.ts";
import { type LevelTrust, levelTrust } from "./level-trust.ts";
import type { ThinkTime } from "./think-time.ts";

/** Tells one measurement of a campaign from another. */
export interface LevelKey {
  readonly users: number;
  readonly run: string;
}

export interface Audit {
  /** Worst first: errors, warnings, notes; an incident leads the warnings. */
  readonly findings: readonly Finding[];
  /** Users of the levels with an incident, ascending, each once. */
  readonly incidents: readonly number[];
  /** The same, run by run. */
  readonly incidentLevels: readonly LevelKey[];
  /** Users of the levels whose percentiles are set aside, ascending, each once. */
  readonly untrustedPercentiles: readonly number[];
  /** The same, run by run. */
  readonly untrustedLevels: readonly LevelKey[];
  readonly thinkTime: ThinkTime;
  /** One letter for the whole, with its reasons. */
  readonly grade: CampaignGrade;
  /** How far a fit may trust each measured level, in the order of the campaign. */
  readonly trust: readonly LevelTrust[];
}

const RANK = { error: 0, warning: 1, note: 2 } as const;

/** Every finding about the campaign. Deterministic; O(n log n) in the number of levels and rows. */
export function audit(campaign: Campaign): Audit {
  const evidence = gatherEvidence(campaign);
  const outOfOrder = percentileOrder(evidence);
  const findings = [
    incidentLevel(evidence),
    impossibleCounts(evidence),
    outOfOrder.map(({ finding }) => finding),
    unknownUnit(evidence),
    copiedLevel(evidence),
    meanOutsidePercentiles(evidence, outOfOrder),
    generatorSaturated(evidence),
    pacedUsers(evidence),
    thinkTimeSlope(evidence),
    inconsistentLevel(evidence),
    fastFailures(evidence),
    wantingConnections(evidence),
    rateLimitMet(evidence),
    timeoutClipping(evidence),
    driftInLevel(evidence),
    warmUpInWindow(evidence),
    coordinatedOmission(evidence),
    meanAboveP95(evidence, outOfOrder),
    shortLevel(evidence),
    throughputGap(evidence),
    repeatedLevel(evidence),
    runsOfTwoPlatforms(evidence),
    capacityDiffers(evidence),
    endpointRows(evidence),
    failureRows(evidence),
    telemetryRows(evidence),
    missingFigures(evidence),
    rampBias(evidence),
    levelWindow(evidence),
    coarsePercentiles(evidence),
    fewSamples(evidence),
    endpointSlowdown(evidence),
  ].flat();
  const keys = (levels: readonly LevelKey[]) => levels.map(({ users, run }) => ({ users, run }));
  const users = (levels: readonly LevelKey[]) => [...new Set(levels.map((level) => level.users))];
  const incidents = evidence.incidents.incidents;
  const trust = levelTrust(evidence, findings);
  return {
    // The incident leads its severity: it decides the launch.
    findings: findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]),
    incidents: users(incidents),
    incidentLevels: keys(incidents),
    untrustedPercentiles: users(outOfOrder),
    untrustedLevels: keys(outOfOrder),
    thinkTime: evidence.thinkTime,
    grade: campaignGrade(evidence, trust, findings),
    trust,
  };
}
