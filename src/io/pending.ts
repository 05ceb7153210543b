/** What the other rooms deliver to the command line; replaced by their own imports. */
import type { Parsed } from "../ingest/problem.ts";
import type { PublishedLimit } from "../limits/published-limit.ts";
import type { Campaign, EndpointLevel, FailureCount, Level } from "../measurement/campaign.ts";
import type { PlanInput } from "../planning/plan.ts";
import type { CurvePoint, PlanResult } from "../planning/plan-result.ts";
import type { Estimate } from "../stats/estimate.ts";

function awaited(what: string): never {
  throw new Error(`${what} is not connected yet`);
}

export interface CheckResult {
  readonly users: number;
  readonly verdict: "pass" | "fail" | "unknown";
  readonly probability: number;
  readonly objectives: readonly {
    readonly name: "mean" | "p95" | "p99" | "errorRate";
    readonly limit: number;
    readonly predicted: Estimate;
    readonly probability: number;
  }[];
  readonly safeLimit: number;
  readonly reasons: readonly string[];
  readonly remedy: string | null;
}

export const parseLevels = (_text: string, _file: string): Parsed<readonly Level[]> =>
  awaited("parseLevels");
export const parseEndpoints = (_text: string, _file: string): Parsed<readonly EndpointLevel[]> =>
  awaited("parseEndpoints");
export const parseFailures = (_text: string, _file: string): Parsed<readonly FailureCount[]> =>
  awaited("parseFailures");
export const assembleCampaign = (
  _name: string,
  _levels: readonly Level[],
  _endpoints: readonly EndpointLevel[],
  _failures: readonly FailureCount[],
): Campaign => awaited("assembleCampaign");

export const audit = (_campaign: Campaign): PlanResult["audit"] => awaited("audit");

export { plan } from "../planning/plan.ts";
export const predict = (_input: PlanInput, _users: readonly number[]): readonly CurvePoint[] =>
  awaited("predict");
export const check = (_input: PlanInput, _users: number, _confidence: number): CheckResult =>
  awaited("check");

export const planSummary = (_result: PlanResult): string => awaited("planSummary");
export const auditText = (_audit: PlanResult["audit"]): string => awaited("auditText");
export const fitText = (_result: PlanResult): string => awaited("fitText");
export const predictText = (_points: readonly CurvePoint[]): string => awaited("predictText");
export const whatIfText = (_result: PlanResult): string => awaited("whatIfText");
export const checkText = (_result: CheckResult): string => awaited("checkText");
export const reportMarkdown = (
  _result: PlanResult,
  _published: readonly PublishedLimit[],
): string => awaited("reportMarkdown");
export const roundResult = <T>(_data: T): T => awaited("roundResult");

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };
export type ChartSpec = { readonly [key: string]: Json };

export const charts: Readonly<Record<string, (result: PlanResult) => ChartSpec>> = {
  zones: () => awaited("zonesChart"),
  throughput: () => awaited("throughputChart"),
  percentiles: () => awaited("percentilesChart"),
  errors: () => awaited("errorsChart"),
  "what-if": () => awaited("whatIfChart"),
};
export const renderChart = (
  _spec: ChartSpec,
  _format: "svg" | "png" | "vl.json",
): Promise<string | Uint8Array> => awaited("renderChart");
