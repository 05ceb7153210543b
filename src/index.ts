/** The public library, grouped by topic: the table of contents. */

export { defaultPolicy, type Policy } from "./limits/policy.ts";
export type { Campaign, EndpointLevel, FailureCount, Level } from "./measurement/campaign.ts";
export type { Finding } from "./measurement/finding.ts";
export type { PlanResult } from "./planning/plan-result.ts";
export type { Basis, Estimate, Interval, Threshold } from "./stats/estimate.ts";
